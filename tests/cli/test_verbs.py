"""The verbs beside `grade`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.cli import list as listing
from graders.cli import reset, start
from graders.cli.child import run_attached
from graders.cli.context import Context
from graders.cli.debug import debug
from graders.cli.examples import examples
from graders.model import Status

if TYPE_CHECKING:
    from tests.cli.conftest import FakeJudge, World

FOLDER = Path("katas", "02_advanced_python", "alpha_kata")


def test_list_shows_the_statuses_of_the_last_report(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    judge.statuses = {"beta_kata": Status.OVER_BUDGET}
    world.run(judge.grade, "grade")

    assert world.run(listing.run, "list") == 0

    assert "  alpha_kata      2   60  -            -       -       The kata alpha_kata" in world.printed
    assert "  beta_kata       3   60  over budget  today   in 1 d  The kata beta_kata" in world.printed


def test_list_shows_what_is_chosen_and_what_is_broken(world: World) -> None:
    (world.kata("broken_kata") / "kata.toml").write_text("")

    assert world.run(listing.run, "list", "alpha*") == 0
    assert "beta_kata" not in world.printed
    assert world.run(listing.run, "list", "--section", "advanced_python") == 2
    assert "broken_kata" in world.complained


def test_start_says_what_to_read_what_to_edit_and_what_to_type(world: World) -> None:
    assert world.run(start.run, "start", "alpha-kata") == 0

    assert f"read: {FOLDER}/README.md\nedit: {FOLDER}/alpha_kata.py\n\n- Double a number.\n" in world.printed
    assert world.printed.endswith("next: kata grade alpha_kata\n")


def test_start_does_without_a_readme(world: World) -> None:
    (world.root / FOLDER / "README.md").unlink()

    assert world.run(start.run, "start", "alpha_kata") == 0


def test_a_pattern_that_means_several_katas_is_refused_where_one_is_needed(world: World) -> None:
    assert world.run(start.run, "start", "*_kata") == 2

    assert "means 2 katas, among them `alpha_kata`, `beta_kata`" in world.complained


def test_a_broken_kata_is_told_where_one_is_needed(world: World) -> None:
    (world.kata("broken_kata") / "kata.toml").write_text("")

    assert world.run(start.run, "start", "broken_kata") == 2
    assert "broken_kata/kata.toml" in world.complained


def test_reset_puts_the_stub_back_and_keeps_the_attempt(world: World) -> None:
    world.run(start.run, "start", "alpha_kata")
    path = world.edit("alpha_kata")

    assert world.run(reset.run, "reset", "alpha_kata") == 0

    attempts = list((world.root / ".grades" / "attempts" / "alpha_kata").glob("*/alpha_kata.py"))
    assert path.read_text() == world.stub
    assert [attempt.read_text() for attempt in attempts] == [world.attempt]
    assert f"your attempt: {attempts[0].parent.relative_to(world.root)}" in world.printed


def test_reset_brings_a_lost_file_back(world: World) -> None:
    world.run(start.run, "start", "alpha_kata")
    path = world.edit("alpha_kata")
    path.unlink()

    assert world.run(reset.run, "reset", "alpha_kata") == 0
    assert path.read_text() == world.stub


def test_reset_leaves_an_untouched_kata_alone(world: World) -> None:
    assert world.run(reset.run, "reset", "alpha_kata") == 0

    assert "`alpha_kata` is as it was shipped" in world.printed
    assert not (world.root / ".grades" / "attempts").exists()


def test_reset_refuses_when_the_stub_is_nowhere(world: World) -> None:
    path = world.edit("alpha_kata")

    assert world.run(reset.run, "reset", "alpha_kata") == 2

    assert "neither in `.grades/stubs` nor in git's history; nothing was changed" in world.complained
    assert path.read_text() == world.attempt


def test_reset_changes_nothing_when_the_attempt_cannot_be_kept(world: World) -> None:
    world.run(start.run, "start", "alpha_kata")
    path = world.edit("alpha_kata")
    (world.root / ".grades" / "attempts").write_text("no folder")

    assert world.run(reset.run, "reset", "alpha_kata") == 2

    assert "`alpha_kata` was not reset" in world.complained
    assert path.read_text() == world.attempt


def test_reset_follows_no_link_out_of_the_workspace(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "alpha_kata.py").write_text("mine")
    (world.root / "space").mkdir()
    (world.root / "space" / "alpha_kata").symlink_to(outside)

    assert world.run(reset.run, "reset", "alpha_kata", "--workspace", "space") == 2

    assert "is a link; nothing was changed" in world.complained
    assert (outside / "alpha_kata.py").read_text() == "mine"


def test_examples_run_by_pytest_on_the_submission(world: World) -> None:
    def verb(args: Namespace, context: Context) -> int:
        return examples(args, context, world.spawn)

    assert world.run(verb, "examples", "alpha_kata") == 0

    ((command, cwd, environ),) = world.spawned
    submission = world.root / FOLDER
    assert command[1:] == ["-m", "pytest", "-p", "no:cacheprovider", str(submission / "examples")]
    assert cwd == world.root
    assert environ["KATA_SUBMISSION"] == environ["PYTHONPATH"] == str(submission)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ((), ["HIDDEN"]),
        (("expires",), ["-k", "expires", "HIDDEN"]),
        (("test_behaviour.py::test_a[1]",), ["HIDDEN/test_behaviour.py::test_a[1]"]),
    ],
)
def test_debug_opens_pdb_and_says_that_it_gives_no_verdict(
    check: tuple[str, ...], words: list[str], world: World
) -> None:
    def verb(args: Namespace, context: Context) -> int:
        return debug(args, context, world.spawn)

    assert world.run(verb, "debug", "alpha_kata", *check) == 0

    hidden = str(world.root / FOLDER / "hidden")
    assert world.spawned[0][0][5:] == ["--pdb", *(word.replace("HIDDEN", hidden) for word in words)]
    assert "this gives no verdict" in world.printed


def test_ctrl_c_is_for_the_debugger_and_not_for_us(tmp_path: Path) -> None:
    child = "import signal; signal.signal(2, lambda *_: exit(7)); print('up', flush=True); signal.pause()"
    code = f"""
import os, sys
from pathlib import Path
from graders.cli.child import run_attached
sys.exit(run_attached([sys.executable, "-c", {child!r}], Path({str(tmp_path)!r}), os.environ))
"""
    ours = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert ours.stdout is not None
    with ours, ours.stdout:
        assert ours.stdout.readline() == "up\n"
        os.killpg(ours.pid, signal.SIGINT)

        assert ours.wait(20) == 7


def test_a_childs_exit_code_is_returned(tmp_path: Path) -> None:
    assert run_attached([sys.executable, "-c", "raise SystemExit(5)"], tmp_path, {}) == 5
