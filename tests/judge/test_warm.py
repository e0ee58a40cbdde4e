"""A judge that stays reaches the verdicts of a fresh one, whatever it has judged before and however that ended."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graders.judge.process import run_judge
from graders.judge.warm import WarmJudge
from graders.model import Checked, CheckStatus, Event, Finished, Held, Idle, Job, KataResult, Limits, Plan, Status
from tests.judge.conftest import Case, make_plan

HIDDEN = (
    "from hypothesis import given, strategies as st\n"
    "def test_plain(submission): assert submission.total([1, 2]) == 3\n"
    "@given(st.lists(st.integers()))\n"
    "def test_drawn(submission, xs): assert submission.total(xs) == sum(xs)\n"
    "def test_last(submission): assert submission.total([]) == 0\n"
)
RIGHT = "def total(xs): print(xs); return sum(xs)\n"
WRONG = "def total(xs): print(xs); return sum(xs) if max(xs, default=0) < 1000 else 0\n"
HANGS = "import time\ndef total(xs): time.sleep(1e6)\n"


@pytest.fixture
def warm() -> Iterator[WarmJudge]:
    judge = WarmJudge(sys.executable)
    yield judge
    judge.close()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    limits = Limits(cpu_s=60, memory_mib=128)
    return make_plan(tmp_path, {"": Case(source=RIGHT, hidden=HIDDEN, limits=limits)}, transcripts=3)


def of(plan: Plan, source: str, **changes: Any) -> Plan:
    return replace(plan, jobs=(replace(plan.jobs[0], files={"tiny.py": source}, **changes),))


def until(warm: WarmJudge, end: Callable[[Event], bool]) -> list[Event]:
    events: list[Event] = []
    while not any(map(end, events)):
        new = warm.read()
        assert new is not None, warm.close()
        events += new
    return events


def judged(warm: WarmJudge, plan: Plan) -> list[Event]:
    warm.judge(plan)
    return until(warm, lambda event: isinstance(event, Idle))


def result(events: list[Event]) -> KataResult:
    (found,) = [event.result for event in events if isinstance(event, Finished)]
    return replace(found, cpu_s=0, checks=tuple(replace(check, cpu_s=0) for check in found.checks))


def cold(plan: Plan) -> KataResult:
    (found,) = run_judge(plan, python=sys.executable, on_event=lambda _: None)
    return result([Finished(result=found)])


def test_plan_after_plan_has_the_verdict_of_a_fresh_judge(warm: WarmJudge, plan: Plan) -> None:
    plans = [of(plan, RIGHT), of(plan, WRONG), of(plan, WRONG, seed=8), of(plan, "x = 1\n"), of(plan, RIGHT)]
    expected = [cold(one) for one in plans]
    assert [found.status for found in expected] == [Status.PASSED, *[Status.FAILED] * 3, Status.PASSED]

    assert [result(judged(warm, one)) for one in plans] == expected


def test_what_is_to_go_first_does_and_the_verdict_is_the_same(warm: WarmJudge, plan: Plan) -> None:
    events = judged(warm, of(plan, WRONG, first=("test_last", "test_that_is_gone")))

    names = [event.check.name for event in events if isinstance(event, Checked)]
    assert names == ["test_last", "test_plain", "test_drawn"]
    assert sorted(map(str, result(events).checks)) == sorted(map(str, cold(of(plan, WRONG)).checks))


def test_a_plan_that_is_stopped_ends_and_the_next_is_judged(warm: WarmJudge, plan: Plan) -> None:
    warm.judge(of(plan, HANGS))
    until(warm, lambda event: isinstance(event, Held))
    events: list[Event] = []
    while not any(isinstance(event, Idle) for event in events):
        warm.stop()
        events += warm.read() or []

    assert not [event for event in events if isinstance(event, Finished)]
    assert result(judged(warm, plan)).status is Status.PASSED


def test_to_stop_a_judge_that_waits_changes_nothing(warm: WarmJudge, plan: Plan) -> None:
    judged(warm, plan)
    for _ in range(3):
        warm.stop()

    assert result(judged(warm, plan)).status is Status.PASSED


def test_hidden_tests_that_were_edited_are_read_again(warm: WarmJudge, plan: Plan) -> None:
    judged(warm, plan)
    hidden = plan.jobs[0].kata.folder / "hidden" / "test_behaviour.py"
    hidden.write_text(HIDDEN + "def test_new(submission): assert submission.total([7]) == 8\n", encoding="utf-8")

    found = result(judged(warm, plan))

    assert [check.name for check in found.checks if check.status is CheckStatus.FAILED] == ["test_new"]


def test_a_zygote_that_was_killed_meanwhile_is_started_anew(warm: WarmJudge, plan: Plan) -> None:
    judged(warm, plan)
    (judge,) = children(os.getpid(), "graders.judge.staying")
    (zygote,) = children(judge, "zygote.py")
    os.kill(zygote, signal.SIGKILL)

    assert result(judged(warm, plan)).status is Status.PASSED


def test_a_judge_that_was_killed_says_no_more(warm: WarmJudge, plan: Plan) -> None:
    judged(warm, plan)
    (judge,) = children(os.getpid(), "graders.judge.staying")
    os.kill(judge, signal.SIGKILL)

    assert warm.read() is None


def test_the_end_leaves_nothing(plan: Plan) -> None:
    warm = WarmJudge(sys.executable)
    judged(warm, plan)
    (judge,) = children(os.getpid(), "graders.judge.staying")
    (zygote,) = children(judge, "zygote.py")

    warm.close()

    assert not Path(f"/proc/{judge}").exists()
    assert not Path(f"/proc/{zygote}").exists()


def children(pid: int, word: str) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found if word.encode() in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_a_job_without_tests_does_not_stop_the_judge(warm: WarmJudge, plan: Plan, tmp_path: Path) -> None:
    job: Job = plan.jobs[0]
    empty = replace(job, kata=replace(job.kata, folder=tmp_path / "nowhere"))

    assert result(judged(warm, replace(plan, jobs=(empty,)))).status is Status.GRADER_ERROR
    assert result(judged(warm, plan)).status is Status.PASSED
