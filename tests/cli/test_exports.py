"""Exports by the real command, from real verdicts: nothing hidden is in any of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.cli import hint, report
from graders.cli.grade import run as grade
from graders.model import Status
from graders.report.formats import MODULES

if TYPE_CHECKING:
    from tests.cli.conftest import FakeJudge, World

CANARY = "canary_7f3a"
HIDDEN = f'''"""{CANARY} in the module's docstring."""

# {CANARY} in a comment
EXPECTED_{CANARY} = 4


def helper_{CANARY}(x):
    return "{CANARY}"


def test_two_is_doubled(submission):
    """Two is doubled.

    {CANARY} below the title.
    """
    assert submission.double(2) == 4  # {CANARY}


def test_another(submission):
    """Three is doubled."""
    unused = helper_{CANARY}(3)
    assert submission.double(3) == 6


def test_raises(submission):
    """Text is repeated."""
    assert submission.double("a") == "aa"
'''
REFERENCE = f'"""{CANARY}"""\n\n\ndef double(x):\n    {CANARY} = 2  # {CANARY}\n    return {CANARY} * x\n'
FORMATS = ["json", *MODULES]


@pytest.fixture
def exam(world: World) -> World:
    """Return a world with a kata full of canaries and a submission that fails, raises and prints."""
    attempt = world.stub.replace("raise NotImplementedError", "print('::error::x\\x1b[2J')\n    return x - 0 * x + 1")
    hidden = world.edit("alpha_kata", attempt).parent / "hidden"
    (hidden / "test_behaviour.py").write_text(HIDDEN)
    solution = world.root / "solutions" / "02_advanced_python" / "alpha_kata"
    solution.mkdir(parents=True)
    (solution / "alpha_kata.py").write_text(REFERENCE)
    return world


def asked(world: World) -> list[str]:
    return [word for name in FORMATS for word in (f"--{name}", str(world.root / f"out.{name}"))]


def test_neither_hidden_tests_nor_references_are_in_any_export(exam: World) -> None:
    summary = exam.root / "summary.md"

    assert exam.run(grade, "grade", "-v", "--github", *asked(exam), GITHUB_STEP_SUMMARY=str(summary)) == 1
    exam.run(report.run, "report", "-v")

    texts = {name: (exam.root / f"out.{name}").read_text(encoding="utf-8") for name in FORMATS}
    texts |= {"console": exam.printed, "summary": summary.read_text(encoding="utf-8")}
    texts |= {"latest": (exam.root / ".grades" / "latest.json").read_text(encoding="utf-8")}
    assert "Two is doubled." in texts["console"]
    assert "::error file=katas/02_advanced_python/alpha_kata/alpha_kata.py" in texts["console"]
    for name, text in texts.items():
        assert "alpha" in text, name
        assert CANARY not in text, name


def test_in_an_exam_no_file_tells_what_a_check_saw(exam: World) -> None:
    exam.run(grade, "grade", "--feedback", "title", "--show-tests", *asked(exam))

    document = json.loads((exam.root / "out.json").read_text())
    (kata,) = document["katas"]
    assert [check["title"] for check in kata["checks"]][:1] == ["Two is doubled."]
    assert {(check.get("message", ""), check.get("transcript", "")) for check in kata["checks"]} == {("", "")}
    assert "3 == 4" not in exam.printed
    for path in (exam.root / ".grades").rglob("*.json*"):
        assert "3 == 4" not in path.read_text()


def test_a_report_is_exported_later(world: World, judge: FakeJudge) -> None:
    judge.statuses = {"alpha_kata": Status.FAILED}
    world.edit("alpha_kata")
    world.run(judge.grade, "grade")

    assert world.run(report.run, "report", *asked(world)) == 0

    assert all((world.root / f"out.{name}").stat().st_size for name in FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_missing_folder_is_told_before_anything_is_graded(name: str, world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")

    assert world.run(judge.grade, "grade", f"--{name}", "nowhere/out") == 2

    assert f"no folder `nowhere` for --{name}\nmkdir -p nowhere" in world.complained
    assert judge.plans == []


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_fails_costs_no_verdict(name: str, world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    (world.root / "out").mkdir()

    assert world.run(judge.grade, "grade", f"--{name}", "out") == 2

    assert "1 of 1 passed" in world.printed
    assert "note: the report was not written to" in world.printed


def test_a_step_summary_that_cannot_be_written_is_told(world: World, judge: FakeJudge, tmp_path: Path) -> None:
    world.edit("alpha_kata")

    assert world.run(judge.grade, "grade", "--github", GITHUB_STEP_SUMMARY=str(tmp_path)) == 0

    assert "the step summary was not written" in world.complained


HINT = "<details><summary>next</summary>\n{}\n</details>\n"
HINTS = f"\n## Hints\n{HINT.format('Add it.')}{HINT.format('Twice.')}"


@pytest.fixture
def tried(world: World, judge: FakeJudge) -> World:
    """Return a world in which a kata with hints was graded twice, in vain, after a hint."""
    judge.statuses = {"alpha_kata": Status.FAILED}
    readme = world.edit("alpha_kata").parent / "README.md"
    readme.write_text(readme.read_text() + HINTS)
    world.run(hint.run, "hint", "alpha_kata")
    world.run(judge.grade, "grade")
    world.edit("alpha_kata", world.attempt + "# again\n")
    return world


def test_the_console_offers_the_next_hint(tried: World, judge: FakeJudge) -> None:
    tried.run(judge.grade, "grade")

    assert "stuck: `kata hint alpha_kata` tells hint 2 of 2" in tried.printed


def test_the_page_has_the_map_the_hints_and_this_run_in_the_history(tried: World, judge: FakeJudge) -> None:
    tried.run(judge.grade, "grade", "--html", "out.html")

    page = (tried.root / "out.html").read_text()
    assert "beta_kata" in page
    assert "<code>kata hint alpha_kata</code> tells hint 2 of 2" in page
    assert "Score over time" in page
    assert "katas/02_advanced_python/alpha_kata/alpha_kata.py" in page


def test_the_page_of_a_report_shown_later_is_the_same(tried: World, judge: FakeJudge) -> None:
    tried.run(judge.grade, "grade", "--html", "out.html")
    tried.run(report.run, "report", "--html", "later.html")

    assert (tried.root / "later.html").read_text() == (tried.root / "out.html").read_text()


@pytest.mark.parametrize("words", [("--feedback", "title"), ("--workspace", ".")])
def test_a_page_for_others_has_nothing_of_the_learners_past(
    words: tuple[str, str], tried: World, judge: FakeJudge
) -> None:
    tried.run(judge.grade, "grade", *words, "--html", "out.html")

    page = (tried.root / "out.html").read_text()
    assert "over time" not in page
    assert "kata hint" not in page
