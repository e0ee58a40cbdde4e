"""Which environments a run builds: those of the selected katas that have to be judged, and no other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graders.model import Status
from tests.cli.conftest import FakeJudge, World


@pytest.fixture
def grouped(world: World) -> World:
    """Return a catalogue whose two groups have locks that need nothing; a third is broken."""
    (world.root / "locks").mkdir()
    for group in ("one", "two"):
        (world.root / "locks" / f"{group}.txt").write_text(f"# {group}\n", encoding="utf-8")
        world.kata(f"{group}_kata", group=group)
    (world.root / "locks" / "bad.txt").write_text("no-such ~~ pin\n", encoding="utf-8")
    world.kata("bad_kata", group="bad")
    return world


def built(world: World) -> list[str]:
    """Return the groups whose environments stand."""
    return sorted(path.parent.name.partition("-py")[0] for path in (world.root / ".venvs").glob("*/built.sha256"))


def test_core_katas_build_nothing_and_are_judged_here(grouped: World, judge: FakeJudge) -> None:
    grouped.edit("alpha_kata")

    assert grouped.run(judge.grade, "grade") == 0

    assert judge.pythons == [sys.executable]
    assert not (grouped.root / ".venvs").exists()


def test_an_untouched_kata_of_another_group_builds_nothing(grouped: World, judge: FakeJudge) -> None:
    assert grouped.run(judge.grade, "grade", "--section", "2") == 0

    assert judge.plans == []
    assert built(grouped) == []


def test_each_group_has_a_judge_of_its_own_and_the_results_come_in_one_report(grouped: World, judge: FakeJudge) -> None:
    for name in ("alpha_kata", "one_kata", "two_kata"):
        grouped.edit(name)

    assert grouped.run(judge.grade, "grade", "alpha_kata", "one_kata") == 0

    assert built(grouped) == ["one"]
    assert [[job.kata.id for job in plan.jobs] for plan in judge.plans] == [["alpha_kata"], ["one_kata"]]
    assert [Path(python).parent.parent.name.partition("-py")[0] for python in judge.pythons][1:] == ["one"]
    assert "2 of 2 passed" in grouped.printed


@pytest.mark.dear
def test_a_group_that_cannot_be_built_makes_its_own_katas_unavailable(grouped: World, judge: FakeJudge) -> None:
    judge.statuses = {"one_kata": Status.FAILED}
    for name in ("bad_kata", "one_kata", "alpha_kata"):
        grouped.edit(name)

    assert grouped.run(judge.grade, "grade") == 1

    assert [plan.jobs[0].kata.id for plan in judge.plans] == ["alpha_kata", "one_kata"]
    assert "it needs the dependency group `bad`, which cannot be installed" in grouped.printed
    assert "1 of 3 passed" in grouped.printed
