"""`kata grade` from words to exit code, with a judge that is handed in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graders.judge.judges import cores
from graders.model import Held, Sandbox, Status
from graders.report.store import load

if TYPE_CHECKING:
    from tests.cli.conftest import FakeJudge, World


def test_an_untouched_clone_shows_the_map_and_how_to_begin(world: World, judge: FakeJudge) -> None:
    assert world.run(judge.grade, "grade") == 0

    assert "alpha_kata      2   60  untouched  The kata alpha_kata" in world.printed
    assert "edit            katas/02_advanced_python/alpha_kata/alpha_kata.py" in world.printed
    assert world.printed.endswith("next: kata grade alpha_kata\n")
    assert judge.plans == []


def test_only_edited_katas_are_graded(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")

    assert world.run(judge.grade, "grade") == 0

    assert [job.kata.id for job in judge.plans[0].jobs] == ["beta_kata"]
    assert judge.plans[0].jobs[0].files == {"beta_kata.py": world.attempt}
    assert "1 of 1 passed" in world.printed


def test_a_failed_kata_is_told_by_the_title_of_its_check(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    judge.statuses = {"beta_kata": Status.FAILED}

    assert world.run(judge.grade, "grade") == 1

    assert "failed: two is doubled\n    assert 3 == 4" in world.printed
    assert world.printed.endswith("next: kata grade beta_kata\n")


def test_within_nox_the_next_command_is_a_nox_session(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    judge.statuses = {"beta_kata": Status.FAILED}

    world.run(judge.grade, "grade", NOX_CURRENT_SESSION="grade")

    assert world.printed.endswith("next: nox -s grade -- beta_kata\n")


def test_a_named_and_untouched_kata_counts(world: World, judge: FakeJudge) -> None:
    assert world.run(judge.grade, "grade", "alpha-kata") == 1

    assert "the stub is as it was shipped" in world.printed


@pytest.mark.parametrize("words", [("*_kata",), ("--section", "2"), ("--all",)])
def test_an_untouched_kata_that_is_not_named_does_not_count(
    words: tuple[str, ...], world: World, judge: FakeJudge
) -> None:
    assert world.run(judge.grade, "grade", *words) == 0
    assert "untouched" in world.printed


def test_the_report_is_kept_and_written_where_it_is_asked_for(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")

    world.run(judge.grade, "grade", "--all", "--json", "mine.json")

    kept = load(world.root / ".grades" / "latest.json")
    assert kept == load(world.root / "mine.json")
    assert kept is not None
    assert [(kata.id, kata.status) for kata in kept.katas] == [
        ("alpha_kata", Status.UNTOUCHED),
        ("beta_kata", Status.PASSED),
    ]
    assert (kept.run.command, kept.run.exit) == (("grade", "--all", "--json", "mine.json"), 0)


def test_a_run_without_results_keeps_the_last_report(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    world.run(judge.grade, "grade")
    world.edit("beta_kata", world.stub)

    assert world.run(judge.grade, "grade", "--json", "empty.json") == 0

    kept = load(world.root / ".grades" / "latest.json")
    assert kept is not None
    assert len(kept.katas) == 1
    assert json.loads((world.root / "empty.json").read_text())["katas"] == []


def test_a_folder_that_cannot_be_written_costs_a_warning_and_not_the_verdict(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    (world.root / ".grades").write_text("no folder")

    assert world.run(judge.grade, "grade") == 0

    assert "1 of 1 passed" in world.printed
    assert "note: the report was not written" in world.printed


def test_a_report_that_was_asked_for_and_is_lost_is_no_success(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    (world.root / "folder").mkdir()

    assert world.run(judge.grade, "grade", "--json", "folder") == 2
    assert world.run(judge.grade, "grade", "--json", "nowhere/report.json") == 2

    assert "no folder `nowhere` for --json" in world.complained


def test_a_broken_kata_is_told_and_the_others_are_graded(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    (world.kata("broken_kata") / "kata.toml").write_text("schema = 1\n")

    assert world.run(judge.grade, "grade") == 2

    assert "broken_kata/kata.toml" in world.complained
    assert "1 of 1 passed" in world.printed


def test_after_ctrl_c_what_was_finished_is_reported(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    world.edit("beta_kata")
    judge.interrupt_after = 1

    assert world.run(judge.grade, "grade") == 130

    kept = load(world.root / ".grades" / "latest.json")
    assert kept is not None
    assert [kata.id for kata in kept.katas] == ["alpha_kata"]
    assert (kept.run.exit, kept.run.interrupted) == (130, True)
    assert "interrupted; 1 of 1 passed" in world.printed


def test_after_ctrl_c_before_anything_was_finished_that_is_said(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    judge.interrupt_after = 0

    assert world.run(judge.grade, "grade") == 130
    assert "interrupted; 0 of 0 passed" in world.printed


@pytest.mark.parametrize(
    ("python", "group", "reason"),
    [
        (">=3.99", "core", "it needs Python >=3.99"),
        (">=3.9,<3.10", "core", "it needs Python >=3.9,<3.10"),
        (">=3.11", "none_such", "it needs the dependency group `none_such`"),
    ],
)
def test_a_kata_that_this_machine_cannot_grade_is_unavailable_with_its_reason(
    python: str, group: str, reason: str, world: World, judge: FakeJudge
) -> None:
    world.kata("gamma_kata", python=python, group=group)
    world.edit("gamma_kata")

    assert world.run(judge.grade, "grade") == 0
    assert world.run(judge.grade, "grade", "--strict") == 4

    assert reason in world.printed


@pytest.mark.parametrize("text", ["", "x = '\0'"])
def test_a_file_that_cannot_be_read_fails_its_import_and_starts_no_worker(
    text: str, world: World, judge: FakeJudge
) -> None:
    world.edit("alpha_kata", text)

    assert world.run(judge.grade, "grade") == 1

    assert judge.plans == []
    assert "failed: the submission can be imported\n    `alpha_kata.py` " in world.printed


def test_a_workspace_elsewhere_is_graded(world: World, judge: FakeJudge) -> None:
    place = world.root / "attempts" / "alpha_kata"
    place.mkdir(parents=True)
    (place / "alpha_kata.py").write_text(world.attempt)

    assert world.run(judge.grade, "grade", "--workspace", "attempts") == 0

    assert [job.kata.id for job in judge.plans[0].jobs] == ["alpha_kata"]


def test_a_workspace_that_is_the_folder_of_one_named_kata_is_graded(world: World, judge: FakeJudge) -> None:
    (world.root / "mine").mkdir()
    (world.root / "mine" / "alpha_kata.py").write_text(world.attempt)

    assert world.run(judge.grade, "grade", "alpha_kata", "--workspace", "mine") == 0


def test_the_seed_follows_from_the_submission_unless_it_is_given(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    world.run(judge.grade, "grade")
    world.run(judge.grade, "grade", "--seed", "7")
    world.edit("alpha_kata", world.attempt + "\n# changed\n")
    world.run(judge.grade, "grade")

    first, given, changed = (plan.jobs[0].seed for plan in judge.plans)
    assert given == 7
    assert first != changed


def test_in_ci_no_earlier_counterexamples_are_used(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    world.run(judge.grade, "grade", "--show-tests")
    world.run(judge.grade, "grade", CI="true")

    here, in_ci = judge.plans
    assert here.examples == world.root / ".grades" / "examples"
    assert here.show_tests
    assert in_ci.examples is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("alpha_kat",), "no kata matches `alpha_kat`"),
        (("--section", "99"), "no section is called `99`"),
        (("--workspace", "nowhere"), "no folder `nowhere` for --workspace"),
        (("--catalog", "nowhere"), "nowhere is no catalogue"),
    ],
)
def test_a_mistyped_word_is_told_in_a_message(
    words: tuple[str, ...], message: str, world: World, judge: FakeJudge
) -> None:
    assert world.run(judge.grade, "grade", *words) == 2

    assert message in world.complained
    assert world.printed == ""


def test_quiet_prints_a_line_a_kata(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")

    world.run(judge.grade, "grade", "-q")

    assert world.printed == "passed        alpha_kata  1/1\n\n1 of 1 passed\nnext: kata list\n"


def test_as_many_judges_as_are_asked_for_may_run_and_they_know_the_last_durations(
    world: World, judge: FakeJudge
) -> None:
    world.edit("beta_kata")
    (world.root / ".grades").mkdir()
    (world.root / ".grades" / "durations.json").write_text('{"gone_kata": 2.5}')

    world.run(judge.grade, "grade", "--jobs", "3")
    world.run(judge.grade, "grade")

    (most, known), (default, then) = judge.sharing
    assert (most, known) == (3, {"gone_kata": 2.5})
    assert default == cores()
    assert set(then) == {"gone_kata", "beta_kata"}


@pytest.mark.parametrize("text", ["", "[]", '{"a": "b"}', "\xff"])
def test_durations_that_cannot_be_read_are_written_anew(text: str, world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    (world.root / ".grades").mkdir()
    (world.root / ".grades" / "durations.json").write_text(text, encoding="latin-1")

    assert world.run(judge.grade, "grade") == 0

    assert list(json.loads((world.root / ".grades" / "durations.json").read_text())) == ["beta_kata"]


# --- the cache ---------------------------------------------------------------------------------------------------

HELD = Held(layer=Sandbox.NAMESPACES)


def graded(judge: FakeJudge) -> list[list[str]]:
    return [[job.kata.id for job in plan.jobs] for plan in judge.plans]


def test_only_what_has_changed_is_graded_again(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    world.edit("beta_kata")
    judge.held, judge.statuses = HELD, {"alpha_kata": Status.FAILED}
    world.run(judge.grade, "grade")
    world.edit("beta_kata", world.attempt + "\n# better\n")

    assert world.run(judge.grade, "grade") == 1

    assert graded(judge) == [["alpha_kata", "beta_kata"], ["beta_kata"]]
    kept = load(world.root / ".grades" / "latest.json")
    assert kept is not None
    assert [(kata.id, kata.status, kata.cached) for kata in kept.katas] == [
        ("alpha_kata", Status.FAILED, True),
        ("beta_kata", Status.PASSED, False),
    ]
    assert "alpha_kata (cached)" in world.printed
    assert "note: 1 kata is as when graded last, and shown from the cache; `--no-cache` grades anew" in world.printed


def test_nothing_changed_starts_no_judge_and_the_report_names_the_layer(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    judge.held = HELD

    for _ in range(2):
        assert world.run(judge.grade, "grade") == 0

    assert graded(judge) == [["beta_kata"]]
    kept = load(world.root / ".grades" / "latest.json")
    assert kept is not None
    assert kept.sandbox is Sandbox.NAMESPACES


@pytest.mark.parametrize(
    ("words", "environ"),
    [
        (["--no-cache"], {}),
        ([], {"CI": "true"}),
        (["--benchmark-json", "rounds.json"], {}),
        (["--seed", "4"], {}),
        (["--sandbox", "namespaces"], {}),
    ],
)
def test_who_asks_for_something_else_has_it_graded(
    words: list[str], environ: dict[str, str], world: World, judge: FakeJudge
) -> None:
    world.edit("beta_kata")
    judge.held = HELD
    world.run(judge.grade, "grade")

    world.run(judge.grade, "grade", *words, **environ)

    assert len(judge.plans) == 2


def test_a_verdict_under_a_weak_sandbox_does_not_serve_where_a_strong_one_is_asked_for(
    world: World, judge: FakeJudge
) -> None:
    world.edit("beta_kata")
    judge.held = Held(layer=Sandbox.AUDIT)
    world.run(judge.grade, "grade")

    assert world.run(judge.grade, "grade", "--require-sandbox") == 2
    assert world.run(judge.grade, "grade") == 0
    assert "note: sandbox: audit" in world.printed.rpartition("(cached)")[2]


def test_a_kata_that_is_changed_while_it_is_judged_is_not_remembered(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    judge.held = HELD
    hidden = world.root / "katas" / "02_advanced_python" / "beta_kata" / "hidden"
    judge.meanwhile = lambda: (hidden / "test_new.py").write_text("# not seen by the judge\n")
    world.run(judge.grade, "grade")

    world.run(judge.grade, "grade")

    assert graded(judge) == [["beta_kata"]] * 2


def test_an_entry_that_cannot_be_used_is_told_and_graded(world: World, judge: FakeJudge) -> None:
    world.edit("beta_kata")
    judge.held = HELD
    world.run(judge.grade, "grade")
    (entry,) = (world.root / ".grades" / "cache").iterdir()
    entry.write_text("{}")

    assert world.run(judge.grade, "grade") == 0

    assert len(judge.plans) == 2
    assert f"note: 1 entry of the cache could not be used, `{entry.name}` first" in world.printed
