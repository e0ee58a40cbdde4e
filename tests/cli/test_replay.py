"""`kata replay`: recorded rounds give the recorded verdicts; a tampered or incomplete report is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graders.cli.replay import run
from graders.model import BudgetResult, BudgetStatus, KataResult, Metric, Sandbox, Status
from graders.report.document import Machine, Run, build
from graders.report.store import grades_folder, save
from tests.cli.conftest import World

RATIO = BudgetResult(
    workload="live_keys",
    metric=Metric.TIME_RATIO,
    limit=2.5,
    status=BudgetStatus.WITHIN,
    value=1.0,
    low=0.75,
    high=1.34,
    pairs=((100, 100),) * 5,
    message="1 x the CPU of the reference",
)
COUNT = BudgetResult(workload="tasks", metric=Metric.COUNT, limit=4, status=BudgetStatus.OVER, value=5)


def reported(world: World, *budgets: BudgetResult, file: str = "latest.json") -> Path:
    """Write a report with some budgets and return its file."""
    kata = KataResult(
        id="ttl_memo", section="02_advanced_python", title="", status=Status.PASSED, score=1, budgets=budgets
    )
    about = Run(started="", duration_s=0, command=(), engine="0", exit=0)
    machine = Machine(python="3.11", platform="", cores=2)
    path = grades_folder(world.root) / file
    assert not save(build([kata], run=about, machine=machine, sandbox=Sandbox.NONE), path)
    return path


def test_recorded_rounds_give_the_recorded_verdicts(world: World) -> None:
    world.kata("ttl_memo")
    reported(world, RATIO, COUNT, replace(RATIO, status=BudgetStatus.NOT_RUN, value=None, pairs=()))

    assert world.run(run, "replay") == 0
    assert "ttl_memo live_keys: within" in world.printed
    assert "2 of 2 budget verdicts come out as recorded" in world.printed


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        (replace(RATIO, pairs=((400, 100),) * 5), "the report says within"),
        (replace(RATIO, pairs=((100, 100),) * 4), "cannot be judged again"),
        (replace(RATIO, pairs=((0, 100),) * 5), "cannot be judged again"),
        (replace(COUNT, status=BudgetStatus.WITHIN), "the report says within"),
    ],
    ids=["other-rounds", "no-look", "not-positive", "count"],
)
def test_a_verdict_that_its_record_does_not_give_is_told(world: World, budget: BudgetResult, told: str) -> None:
    world.kata("ttl_memo")
    path = reported(world, budget, file="other.json")

    assert world.run(run, "replay", str(path)) == 1
    assert told in world.printed
    assert "0 of 1" in world.printed


def test_a_missing_report_is_wrong_use(world: World) -> None:
    world.kata("ttl_memo")

    assert world.run(run, "replay") == 2
    assert "there is no report" in world.complained
