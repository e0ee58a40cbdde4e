"""`kata watch`, with a judge and a keyboard that are handed in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graders.cli.saving import Saves
from graders.cli.watch import watch
from graders.model import (
    Checked,
    CheckResult,
    CheckStatus,
    Event,
    Finished,
    Held,
    Idle,
    KataResult,
    Plan,
    Sandbox,
    Started,
    Status,
)
from graders.report.changes import changes
from graders.report.store import load
from tests.cli.conftest import World

Step = Callable[[], object]


@dataclass
class ToldJudge:
    """Passes what is right and fails what is wrong; after each verdict the next step of the test is taken."""

    steps: list[Step]
    plans: list[Plan] = field(default_factory=list)
    stopped: int = 0
    closed: bool = False
    stuck: bool = False
    dies: bool = False
    layer: Sandbox = Sandbox.NAMESPACES

    def __post_init__(self) -> None:
        self._out, self._in = os.pipe()
        self._queue: list[list[Event]] = []

    def fileno(self) -> int:
        return self._out

    def judge(self, plan: Plan) -> None:
        self.plans.append(plan)
        if self.dies:
            self.dies = False
            os.close(self._in)
        elif self.stuck:
            self._next()
        else:
            self._tell(told(plan, self.layer))

    def _tell(self, events: list[Event]) -> None:
        self._queue.append(events)
        os.write(self._in, b"!")

    def _next(self) -> None:
        if self.steps:
            self.steps.pop(0)()

    def stop(self) -> None:
        self.stopped += 1
        if self.stuck:
            self.stuck = False
            self._tell([*told(self.plans[-1], self.layer)[:-2], Idle()])

    def read(self) -> list[Event] | None:
        if not os.read(self._out, 1):
            return None
        events = self._queue.pop(0)
        if any(isinstance(event, Finished) for event in events):
            self._next()
        return events

    def close(self) -> str:
        self.closed = True
        self.__post_init__()
        self._next()
        return "its last words"


def told(plan: Plan, layer: Sandbox) -> list[Event]:
    (job,) = plan.jobs
    right = "return 2 * x" in job.files[job.kata.module]
    status = CheckStatus.PASSED if right else CheckStatus.FAILED
    checks = (
        CheckResult(name="test_zero", title="zero is doubled", status=CheckStatus.PASSED),
        CheckResult(name="test_double", title="two is doubled", status=status, message="" if right else "3 == 4"),
    )
    if "test_double" in job.first:
        checks = checks[::-1]
    result = KataResult(
        id=job.kata.id,
        section=job.kata.section,
        title="T",
        status=Status.PASSED if right else Status.FAILED,
        score=1.0,
        checks=checks,
    )
    shown = [Checked(id=job.kata.id, label="", check=check) for check in checks]
    return [Held(layer=layer), Started(id=job.kata.id, label="", checks=2), *shown, Finished(result=result), Idle()]


@dataclass
class Desk:
    """A kata under watch, and what its learner does."""

    world: World
    keys: tuple[int, int]

    def press(self, keys: str) -> Step:
        return lambda: os.write(self.keys[1], keys.encode())

    def save(self, text: str) -> Step:
        return lambda: self.world.edit("alpha_kata", text)

    def watch(self, judge: ToldJudge) -> int:
        return self.world.run(
            lambda args, context: watch(args, context, lambda _: judge, self.keys[0]), "watch", "alpha_kata"
        )


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    keys = os.pipe()
    yield Desk(world, keys)
    for fd in keys:
        os.close(fd)


WRONG = "def double(x):\n    return x\n"


def test_a_save_is_graded_and_what_changed_is_told(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)
    judge = ToldJudge([desk.save(world.attempt), desk.save(WRONG), desk.press("q")])

    assert desk.watch(judge) == 0

    first, second, third = world.printed.split("keys: ")[1:4]
    assert "failed: two is doubled\n    3 == 4" in first
    assert "mended" not in first
    assert "  mended: two is doubled\n" in second
    assert "  broken: two is doubled\n" in third
    assert judge.closed


def test_what_failed_last_goes_first_and_is_told_first(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)
    judge = ToldJudge([desk.save(world.attempt), desk.press("q")])

    desk.watch(judge)

    assert [plan.jobs[0].first for plan in judge.plans] == [(), ("test_double",)]
    assert world.printed.index("passed        two is doubled") > world.printed.index("failed        alpha_kata  1/2")


def test_the_last_report_says_what_failed_last(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)
    desk.watch(ToldJudge([desk.press("q")]))
    judge = ToldJudge([desk.press("q")])

    desk.watch(judge)

    assert judge.plans[0].jobs[0].first == ("test_double",)


def test_the_verdict_is_kept_as_a_report(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)

    desk.watch(ToldJudge([desk.press("q")]))

    kept = load(world.root / ".grades" / "latest.json")
    assert kept is not None
    assert [(kata.id, kata.status) for kata in kept.katas] == [("alpha_kata", Status.FAILED)]
    assert (kept.run.exit, kept.sandbox) == (1, Sandbox.NAMESPACES)


def test_a_newer_save_ends_the_older_grading_and_its_checks_are_not_shown(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)
    judge = ToldJudge([desk.save(world.attempt), desk.press("q")], stuck=True)

    desk.watch(judge)

    assert judge.stopped
    assert [plan.jobs[0].files["alpha_kata.py"] for plan in judge.plans] == [WRONG, world.attempt]
    assert "failed" not in world.printed


def test_a_file_that_cannot_be_graded_starts_no_judge(desk: Desk, world: World) -> None:
    judge = ToldJudge([])
    desk.press("q")()

    desk.watch(judge)

    assert judge.plans == []
    assert "the stub is as it was shipped; edit katas/02_advanced_python/alpha_kata/alpha_kata.py" in world.printed


def test_a_judge_that_dies_is_told_and_the_next_save_has_another(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)
    judge = ToldJudge([desk.save(world.attempt), desk.press("q")], dies=True)

    desk.watch(judge)

    assert "fault of the grader; save again to go on\nits last words" in world.printed
    assert "passed        alpha_kata  2/2" in world.printed


def test_keys_show_hints_one_by_one_and_all_that_did_not_pass(desk: Desk, world: World) -> None:
    readme = world.root / "katas" / "02_advanced_python" / "alpha_kata" / "README.md"
    hint = "<details><summary>{0}</summary>Think\n of {0}.</details>\n"
    readme.write_text("# T\n## Hints\n" + hint.format(1) + hint.format(2), encoding="utf-8")
    world.edit("alpha_kata", WRONG)

    desk.watch(ToldJudge([desk.press("hhhaq")]))

    assert "hint 1 of 2: Think of 1.\nhint 2 of 2: Think of 2.\nthere is no other hint\n" in world.printed
    assert "    test_double\n" in world.printed.partition("no other hint")[2]


def test_a_weak_sandbox_is_told(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)

    desk.watch(ToldJudge([desk.press("q")], layer=Sandbox.AUDIT))

    assert "note: sandbox: audit, which does not hold hostile code" in world.printed


def test_a_keyboard_that_ends_does_not_end_the_watch(desk: Desk, world: World) -> None:
    world.edit("alpha_kata", WRONG)
    silent = os.open(os.devnull, os.O_RDONLY)

    def interrupt() -> None:
        raise KeyboardInterrupt

    judge = ToldJudge([desk.save(world.attempt), interrupt])
    code = world.run(lambda args, context: watch(args, context, lambda _: judge, silent), "watch", "alpha_kata")
    os.close(silent)

    assert code == 130
    assert len(judge.plans) == 2
    assert judge.closed


# --- saves and changes -------------------------------------------------------------------------------------------


def test_a_save_is_new_once_and_only_when_it_stands_still(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text("1")
    saves = Saves([file, tmp_path / "gone.py"])
    assert not saves.new()

    file.write_text("12")
    assert not saves.new(), "it has only just changed"
    file.write_text("123")
    assert not saves.new(), "it has changed again"
    assert saves.new()
    assert not saves.new()


@pytest.mark.parametrize("way", ["replaced", "removed", "made"])
def test_every_way_of_saving_is_seen(way: str, tmp_path: Path) -> None:
    file, other = tmp_path / "x.py", tmp_path / "y.py"
    if way != "made":
        file.write_text("1")
    saves = Saves([file])

    other.write_text("1")
    if way == "removed":
        file.unlink()
    else:
        other.replace(file)
    saves.new()

    assert saves.new()


def verdict(*checks: tuple[str, CheckStatus]) -> KataResult:
    found = tuple(CheckResult(name=name, title=f"title of {name}", status=status) for name, status in checks)
    return KataResult(id="k", section="s", title="t", status=Status.FAILED, score=0, checks=found)


def test_only_what_ran_both_times_has_changed_and_a_mended_import() -> None:
    failed, passed = CheckStatus.FAILED, CheckStatus.PASSED
    before = verdict(("import", failed), ("a", failed), ("b", passed), ("c", passed), ("gone", failed))
    after = verdict(("a", passed), ("b", CheckStatus.CRASHED), ("c", passed), ("new", failed))

    assert sorted(changes(before, after)) == ["broken: title of b", "mended: title of a", "mended: title of import"]


# --- at a terminal -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and a pseudo-terminal")
def test_the_real_command_grades_and_leaves_nothing(world: World) -> None:
    """One save through everything that is real: keyboard, judge, sandbox, examples."""
    hidden = world.root / "katas" / "02_advanced_python" / "alpha_kata" / "hidden"
    (hidden / "test_it.py").write_text('def test_four(submission):\n    "four"\n    assert submission.double(2) == 4\n')
    path = world.edit("alpha_kata", WRONG)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "graders.cli", "watch", "alpha_kata"]
    kata = subprocess.Popen(command, cwd=world.root, stdin=theirs, stdout=subprocess.PIPE, text=True)
    assert kata.stdout is not None
    with kata, kata.stdout:
        wait_for(kata.stdout.readline, "keys: ")  # its first line
        wait_for(kata.stdout.readline, "keys: ")  # the verdict on what was there
        path.write_text(world.attempt)
        said = wait_for(kata.stdout.readline, "passed        alpha_kata  1/1")
        (judge,) = Path(f"/proc/{kata.pid}/task/{kata.pid}/children").read_text().split()[:1]
        os.write(ours, b"q")

        assert kata.wait(20) == 0
    for fd in (ours, theirs):
        os.close(fd)

    assert "passed        four" in said
    assert not Path(f"/proc/{judge}").exists()


def wait_for(read: Callable[[], str], text: str) -> str:
    until, said = time.monotonic() + 60, ""
    while text not in said:
        assert time.monotonic() < until, said
        said += read()
    return said
