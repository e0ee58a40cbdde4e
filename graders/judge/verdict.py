"""The verdict on a job, from its checks and budgets: positive evidence only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.model import (
    BUDGET_TO_KATA,
    CHECK_TO_KATA,
    BudgetResult,
    BudgetStatus,
    CheckResult,
    CheckStatus,
    Job,
    KataResult,
    Status,
    worst,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.model import Kata


def result_without_checks(kata: Kata, status: Status, message: str = "") -> KataResult:
    """Return the result of a kata of which no check has run."""
    return KataResult(
        id=kata.id, section=kata.section, title=kata.facts.title, status=status, score=0.0, message=message
    )


def result(
    job: Job, checks: Sequence[CheckResult], expected: int, output: str = "", budgets: Sequence[BudgetResult] = ()
) -> KataResult:
    """Reach the verdict on a job: every expected check must have passed, every budget been measured, none be missing.

    Where a check has not passed, budgets are not measured, and count for the score only.
    """
    kata = job.kata
    done = list(checks)
    if len(done) != expected:
        title = f"{expected} checks were to run, {len(done)} did"
        done.append(CheckResult(name="complete", title=title, status=CheckStatus.GRADER_ERROR, message=title))
    statuses = [CHECK_TO_KATA[c.status] for c in done]
    if all(status is Status.PASSED for status in statuses):
        statuses += [BUDGET_TO_KATA[b.status] for b in budgets]
    good = sum(c.status is CheckStatus.PASSED for c in done) + sum(b.status is BudgetStatus.WITHIN for b in budgets)
    return KataResult(
        id=kata.id,
        section=kata.section,
        title=kata.facts.title,
        status=worst(statuses),
        score=good / max(1, len(done) + len(budgets)),
        label=job.label,
        checks=tuple(done),
        budgets=tuple(budgets),
        output=output,
        cpu_s=sum(c.cpu_s for c in done),
    )
