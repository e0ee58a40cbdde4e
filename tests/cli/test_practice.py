"""The verbs of the practice loop."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.cli import diff, hint, history, report, reset, start
from graders.cli import list as listing
from graders.cli import next as next_verb
from graders.cli.context import Context
from graders.cli.reference import reference
from graders.model import BudgetResult, BudgetStatus, KataResult, Metric, Plan, Status
from graders.practice.history import FILE, Entry, Event, add, read

if TYPE_CHECKING:
    from tests.cli.conftest import FakeJudge, World

HINTS = "# T\n## Hints\n<details><summary>1</summary>First.</details>\n<details><summary>2</summary>Second.</details>\n"
BUDGET = """
[[budgets]]
workload = "doubling"
metric = "time_ratio"
limit = 2.5
n = 100
why = "it is to be fast"
"""


def grades(world: World) -> Path:
    return world.root / ".grades"


def passed_long_ago(world: World, name: str, days: int = 60) -> None:
    at = datetime.now(UTC) - timedelta(days=days)
    add(grades(world), [Entry(at=at, kata=name, event=Event.GRADED, status=Status.PASSED)])


def solution(world: World, name: str) -> Path:
    folder = world.root / "solutions" / "02_advanced_python" / name
    folder.mkdir(parents=True)
    (folder / f"{name}.py").write_text(world.attempt.replace("2 * x", "x + x"))
    (folder / "notes.md").write_text("# Notes\nAdding is enough.\n")
    return folder


def test_a_grading_is_remembered_once(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")

    world.run(judge.grade, "grade", "alpha_kata", "beta_kata")
    world.run(judge.grade, "grade")

    assert [(e.kata, e.status, e.passed, e.checks) for e in read(grades(world)).entries] == [
        ("alpha_kata", Status.PASSED, 1, 1)
    ]


@pytest.mark.parametrize(("words", "environ"), [(["--workspace", "."], {}), ([], {"CI": "true"})])
def test_other_peoples_work_is_no_practice(
    words: list[str], environ: dict[str, str], world: World, judge: FakeJudge
) -> None:
    world.edit("alpha_kata")

    world.run(judge.grade, "grade", *words, **environ)

    assert "alpha_kata" in world.printed
    assert not (grades(world) / FILE).exists()


def test_a_history_that_cannot_be_read_costs_no_verdict(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    (grades(world) / FILE).mkdir(parents=True)

    assert world.run(judge.grade, "grade") == 0

    assert f"note: `{FILE}` cannot be read" in world.printed
    assert "1 of 1 passed" in world.printed


def test_next_on_a_new_clone_is_the_first_step(world: World) -> None:
    assert world.run(next_verb.run, "next") == 0

    assert world.printed.startswith("alpha_kata   The kata alpha_kata\n  section 02 advanced python, level 2")
    assert "why: a short one to begin with\n  then: beta_kata" in world.printed
    assert world.printed.endswith("next: kata start alpha_kata\n")


def test_next_puts_an_old_solution_away_first(world: World) -> None:
    world.edit("beta_kata")
    passed_long_ago(world, "beta_kata")

    world.run(next_verb.run, "next")

    assert "why: to be repeated: passed 60 days ago" in world.printed
    assert "next: kata reset beta_kata " in world.printed


def test_next_goes_on_with_an_attempt(world: World) -> None:
    world.edit("beta_kata")
    at = datetime.now(UTC) - timedelta(days=2)
    add(grades(world), [Entry(at=at, kata="beta_kata", event=Event.GRADED, status=Status.FAILED)])

    world.run(next_verb.run, "next")

    assert world.printed.endswith("next: kata grade beta_kata\n")


def test_next_says_when_nothing_is_due(world: World) -> None:
    passed_long_ago(world, "alpha_kata", days=0)
    passed_long_ago(world, "beta_kata", days=3)

    world.run(next_verb.run, "next")

    assert world.printed.startswith("nothing is due; the first that will be:\nbeta_kata ")
    assert "why: due in 25 days" in world.printed


def test_next_offers_nothing_that_cannot_be_graded_here(world: World) -> None:
    world.kata("aaa_kata", python=">=3.99")

    world.run(next_verb.run, "next")

    assert "aaa_kata" not in world.printed


def test_next_says_when_there_is_nothing(world: World) -> None:
    assert world.run(next_verb.run, "next", "--section", "2", "--catalog", str(world.root)) == 0
    world.kata("aaa_kata", python=">=3.99")
    for name in ("alpha_kata", "beta_kata"):
        (world.root / "katas" / "02_advanced_python" / name / "kata.toml").write_text("")

    assert world.run(next_verb.run, "next") == 2
    assert "no kata here that this machine can grade" in world.complained


def test_list_says_when_a_kata_was_graded_and_when_it_is_due(world: World) -> None:
    passed_long_ago(world, "alpha_kata", days=3)

    world.run(listing.run, "list")

    rows = [line.split() for line in world.printed.splitlines()]
    assert ["kata", "level", "min", "status", "graded", "due", "title"] in rows
    assert ["alpha_kata", "2", "60", "passed", "3", "d", "ago", "in", "25", "d", "The", "kata", "alpha_kata"] in rows
    assert ["beta_kata", "3", "60", "-", "-", "-", "The", "kata", "beta_kata"] in rows


def test_list_tells_of_lines_that_it_cannot_read(world: World) -> None:
    grades(world).mkdir()
    (grades(world) / FILE).write_text("{\n")

    assert world.run(listing.run, "list") == 0

    assert "1 line of `history.jsonl` cannot be read" in world.complained
    assert "alpha_kata" in world.printed


def test_hints_are_told_one_at_a_time_and_recorded(world: World) -> None:
    (world.root / "katas" / "02_advanced_python" / "alpha_kata" / "README.md").write_text(HINTS)

    for _ in range(3):
        assert world.run(hint.run, "hint", "alpha_kata") == 0

    told = [line for line in world.printed.splitlines() if not line.startswith("next:")]
    first, second = "hint 1 of 2: First.", "hint 2 of 2: Second."
    assert told == [first, second, "there is no other hint", first, second]
    assert [entry.event for entry in read(grades(world)).entries] == [Event.HINT] * 2


def test_hints_begin_anew_after_a_reset(world: World) -> None:
    (world.root / "katas" / "02_advanced_python" / "alpha_kata" / "README.md").write_text(HINTS)
    world.run(start.run, "start", "alpha_kata")
    world.edit("alpha_kata")

    world.run(hint.run, "hint", "alpha_kata")
    world.run(reset.run, "reset", "alpha_kata")
    world.run(hint.run, "hint", "alpha_kata")

    assert world.printed.count("hint 1 of 2: First.") == 2


def test_diff_compares_attempts_with_each_other_and_with_now(world: World) -> None:
    world.run(start.run, "start", "alpha_kata")
    for body in ("return x + x", "return x * 2"):
        world.edit("alpha_kata", world.stub.replace("raise NotImplementedError", body))
        world.run(reset.run, "reset", "alpha_kata")

    assert world.run(diff.run, "diff", "alpha_kata") == 0
    assert "-    return x * 2\n+    raise NotImplementedError\n" in world.printed
    assert world.run(diff.run, "diff", "alpha_kata", "1", "2") == 0
    assert "-    return x + x\n+    return x * 2\nattempts: 1, 2, now\n" in world.printed
    assert world.run(diff.run, "diff", "alpha_kata", "1", "1") == 0
    assert "are the same" in world.printed


def test_diff_says_what_there_is(world: World) -> None:
    assert world.run(diff.run, "diff", "alpha_kata") == 2
    assert "no attempt at `alpha_kata` was kept yet" in world.complained

    world.run(start.run, "start", "alpha_kata")
    world.edit("alpha_kata")
    world.run(reset.run, "reset", "alpha_kata")

    assert world.run(diff.run, "diff", "alpha_kata", "7") == 2
    assert "no attempt `7` at `alpha_kata`; there are `1`, `now`" in world.complained


def test_diff_shows_hostile_text_and_obeys_nothing(world: World) -> None:
    world.run(start.run, "start", "alpha_kata")
    world.edit("alpha_kata", "# \x1b[2J \u202e\n::error::x\n")
    world.run(reset.run, "reset", "alpha_kata")

    world.run(diff.run, "diff", "alpha_kata")

    assert "-# \\x1b[2J \\u202e" in world.printed
    assert "\x1b" not in world.printed


def measured(plan: Plan) -> Iterable[KataResult]:
    """Stand for a judge: twice the reference's time, three times its memory."""
    for job in plan.jobs:
        (asked,) = job.kata.facts.budgets
        value = 2.0 if asked.metric is Metric.TIME_RATIO else 3.0
        pairs = ((2_000_000, 1_000_000),) * 5 if asked.metric is Metric.TIME_RATIO else ()
        budget = BudgetResult(
            workload=asked.workload,
            metric=asked.metric,
            limit=asked.limit,
            status=BudgetStatus.WITHIN,
            value=value,
            pairs=pairs,
        )
        yield KataResult(
            id=job.kata.id, section="", title="", status=Status.PASSED, score=1, label=job.label, budgets=(budget,)
        )


def compared(args: Namespace, context: Context) -> int:
    return reference(args, context, measured)


def test_the_reference_is_shown_beside_a_solution_that_passed(world: World, judge: FakeJudge) -> None:
    folder = world.edit("alpha_kata").parent
    with (folder / "kata.toml").open("a") as file:
        file.write(BUDGET)
    solution(world, "alpha_kata")
    world.run(judge.grade, "grade")

    assert world.run(compared, "reference", "alpha_kata") == 0

    lines = [line.split() for line in world.printed.splitlines()]
    assert ["return", "2", "*", "x", "|", "return", "x", "+", "x"] in lines
    assert "Adding is enough." in world.printed
    assert ["doubling", "2.000", "ms", "1.000", "ms", "2.00", "x", "3.00", "x"] in lines


def test_before_a_pass_the_reference_is_shown_on_demand_only(world: World) -> None:
    world.edit("alpha_kata")
    solution(world, "alpha_kata")

    assert world.run(compared, "reference", "alpha_kata") == 2
    assert "return x + x" not in world.printed
    assert "reading the reference ends the exercise" in world.complained
    assert world.run(compared, "reference", "alpha_kata", "--spoil") == 0
    assert "return x + x" in world.printed
    assert [entry.event for entry in read(grades(world)).entries] == [Event.SPOILED]


def test_after_a_reset_the_reference_is_hidden_again(world: World, judge: FakeJudge) -> None:
    world.run(start.run, "start", "alpha_kata")
    world.edit("alpha_kata")
    solution(world, "alpha_kata")
    world.run(judge.grade, "grade")
    world.run(reset.run, "reset", "alpha_kata")

    assert world.run(compared, "reference", "alpha_kata") == 2


def test_a_catalogue_without_solutions_says_so(world: World) -> None:
    assert world.run(compared, "reference", "alpha_kata", "--spoil") == 2
    assert "the reference of `alpha_kata` cannot be read here" in world.complained


def test_history_shows_what_was_done(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    world.run(hint.run, "hint", "beta_kata")
    world.run(judge.grade, "grade")
    world.out.truncate(0)

    assert world.run(history.run, "history") == 0
    assert "alpha_kata  passed        1/1\nnext: kata next\n" in world.printed
    assert world.run(history.run, "history", "beta_kata") == 0
    assert world.printed.endswith("nothing was graded yet\nnext: kata grade\n")


def test_history_is_cut_unless_all_is_asked_for(world: World) -> None:
    for days in range(25):
        passed_long_ago(world, "alpha_kata", days)

    world.run(history.run, "history")
    assert world.printed.count("passed") == 20
    assert "5 earlier entries; `--all` shows them" in world.printed
    world.run(history.run, "history", "--all")
    assert world.printed.count("passed") == 45


def test_a_hostile_history_is_shown_and_never_obeyed(world: World) -> None:
    grades(world).mkdir()
    line = {"at": "2026-01-01T00:00:00Z", "kata": "\x1b[2J\n::error::x", "event": "hint"}
    (grades(world) / FILE).write_text(json.dumps(line) + "\n")

    world.run(history.run, "history")

    assert "\x1b" not in world.printed
    assert not any(line.lstrip().startswith("::") for line in world.printed.splitlines())


def test_report_shows_the_last_run_again(world: World, judge: FakeJudge) -> None:
    judge.statuses = {"alpha_kata": Status.FAILED}
    world.edit("alpha_kata")
    world.run(judge.grade, "grade")
    world.out.truncate(0)

    assert world.run(report.run, "report") == 0

    assert "assert 3 == 4" in world.printed
    assert "next: kata grade alpha_kata" in world.printed


def test_report_says_when_there_is_none(world: World) -> None:
    assert world.run(report.run, "report") == 2
    assert "there is no report `.grades/latest.json`" in world.complained
