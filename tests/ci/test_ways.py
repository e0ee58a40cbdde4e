"""The three ways of docs/ci.md, each with the event that GitHub sends."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ci.conftest import ALPHA, BETA, HIDDEN, SECTION, WRONG, put
from tests.cli.conftest import ATTEMPT, World

if TYPE_CHECKING:
    from tests.ci.conftest import Forked

EVENTS = Path(__file__).with_name("events")


def event(name: str) -> str:
    return str(EVENTS / f"{name}.json")


@pytest.fixture
def own_fork(forked: Forked) -> Forked:
    """Return a learner's fork: its main has a solution of `beta_kata` already."""
    put(forked.base, BETA, ATTEMPT)
    forked.write(BETA, ATTEMPT)
    return forked


def test_own_fork_a_pull_request_is_graded_for_what_it_adds(own_fork: Forked) -> None:
    own_fork.write(ALPHA, ATTEMPT)

    assert own_fork.ci(GITHUB_EVENT_PATH=event("own_fork")) == 0

    assert own_fork.statuses == {"alpha_kata": "passed"}
    assert "pull request 3 at 0123456789: no protected path is touched" in own_fork.printed


def test_own_fork_the_push_after_the_merge_is_graded_again(own_fork: Forked) -> None:
    own_fork.write(ALPHA, WRONG)

    assert own_fork.ci(GITHUB_EVENT_PATH=event("push")) == 1

    assert own_fork.statuses == {"alpha_kata": "failed"}


def test_own_fork_an_update_from_upstream_is_named_and_no_failure(own_fork: Forked) -> None:
    own_fork.write("graders/verdict.py", "# a new engine\n")
    own_fork.write(f"{SECTION}/gamma_kata/kata.toml", "schema = 1\n")

    assert own_fork.ci(GITHUB_EVENT_PATH=event("push")) == 0

    assert own_fork.touched == {("changed", "graders/verdict.py"), ("added", f"{SECTION}/gamma_kata/kata.toml")}
    assert "2 protected paths are touched by what was merged" in own_fork.printed


@pytest.fixture
def course(forked: Forked) -> Forked:
    """Return a learner's private repository (head) and the course's own (base), which has gone on since (fork)."""
    shutil.copytree(forked.base, forked.folder / "template")
    forked.write(ALPHA, ATTEMPT)
    forked.write(BETA, WRONG)
    return forked


def test_course_a_pull_request_that_touches_the_grader_needs_its_owners(course: Forked) -> None:
    course.write(".github/workflows/grade.yml", "on: []\n")

    assert course.ci(GITHUB_EVENT_PATH=event("course")) == 5

    assert course.statuses == {"alpha_kata": "passed", "beta_kata": "failed"}


def test_course_marks_come_from_the_course_s_own_clone(course: Forked) -> None:
    """Whatever a learner has done to the workflow of the private repository, and though the course has gone on."""
    put(course.base, "graders/verdict.py", "# mended since\n")
    put(World(root=course.base).kata("gamma_kata"), "hidden/test_behaviour.py", HIDDEN)
    course.write(".github/workflows/grade.yml", "on: []\n")

    words = ("--fork-point", "template", "--csv", "marks.csv", "--feedback", "title")
    assert course.ci(*words) == 5

    assert course.touched == {("changed", ".github/workflows/grade.yml")}
    marks = csv.DictReader((course.folder / "marks.csv").read_text().splitlines())
    assert [(row["kata"], row["score"]) for row in marks] == [("alpha_kata", "1.0000"), ("beta_kata", "0.0000")]
    assert "3 == 4" not in course.printed


def test_upstream_a_solution_from_a_fork_is_graded(forked: Forked) -> None:
    """GitHub merges the head into the base, so a fork that is behind shows its own changes only."""
    forked.write(ALPHA, ATTEMPT)

    assert forked.ci("--github", GITHUB_EVENT_PATH=event("upstream")) == 0

    assert "pull request 45 from a fork at 0123456789: no protected path is touched" in forked.printed


def test_the_step_summary_and_the_files_tell_the_same(forked: Forked) -> None:
    forked.write(ALPHA, WRONG)
    forked.write("noxfile.py", "# mine\n")
    summary = forked.folder / "summary.md"

    words = ("--github", "--junit", "junit.xml")
    code = forked.ci(*words, GITHUB_EVENT_PATH=event("upstream"), GITHUB_STEP_SUMMARY=str(summary))

    assert code == forked.report["run"]["exit"] == 5
    for text in (summary.read_text(), (forked.folder / "junit.xml").read_text(), forked.printed):
        assert "noxfile.py" in text
        assert "two is doubled" in text
        assert "forged" not in text, "the title of a pull request is not ours to print"
