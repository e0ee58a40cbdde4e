"""The report: one document with everything known about a run; every other format is made from it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from graders.model import BudgetResult, CheckResult, KataResult, Sandbox
from graders.report.neutral import encodable
from graders.report.review import Review, portable

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """When, how and with which engine was graded; `started` is UTC in ISO 8601, `exit` the exit code."""

    started: str
    duration_s: float
    command: tuple[str, ...]
    engine: str
    exit: int
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where was graded."""

    python: str
    platform: str
    cores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one run of the grader; `review` is there where a change was graded (`kata ci`)."""

    schema: Literal[1]
    run: Run
    machine: Machine
    sandbox: Sandbox
    katas: tuple[KataResult, ...]
    review: Review | None = None


def this_machine() -> Machine:
    """Describe the machine that this process runs on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return Machine(
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        cores=len(affinity(0)) if affinity else os.cpu_count() or 1,
    )


def build(
    results: Iterable[KataResult], *, run: Run, machine: Machine, sandbox: Sandbox, review: Review | None = None
) -> Report:
    """Put a run's results into a document that can be written to a file."""
    command = tuple(encodable(word) for word in run.command)
    return Report(
        schema=SCHEMA,
        run=replace(run, command=command),
        machine=machine,
        sandbox=sandbox,
        katas=tuple(_kata(result) for result in results),
        review=portable(review) if review else None,
    )


def _kata(result: KataResult) -> KataResult:
    return replace(
        result,
        title=encodable(result.title),
        label=encodable(result.label),
        message=encodable(result.message),
        output=encodable(result.output),
        checks=tuple(_check(check) for check in result.checks),
        budgets=tuple(_budget(budget) for budget in result.budgets),
    )


def _check(check: CheckResult) -> CheckResult:
    return replace(
        check,
        name=encodable(check.name),
        title=encodable(check.title),
        message=encodable(check.message),
        transcript=encodable(check.transcript),
    )


def _budget(budget: BudgetResult) -> BudgetResult:
    return replace(
        budget,
        workload=encodable(budget.workload),
        message=encodable(budget.message),
        why=encodable(budget.why),
    )
