"""A kata's verdict as a list of outcomes, for formats that know tests and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graders.model import BudgetResult, BudgetStatus, CheckResult, CheckStatus, KataResult, Status
from graders.report.measured import measured
from graders.report.neutral import excerpt, one_line
from graders.report.wording import STATUS


class Kind(StrEnum):
    """How an outcome counts: `open` is neither for nor against the learner."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One check or budget, ready to be shown: no text here can be taken for a command."""

    name: str
    title: str
    kind: Kind
    word: str
    details: str = ""
    cpu_s: float = 0.0


CHECK_KIND: Final = {
    CheckStatus.GRADER_ERROR: Kind.FAULT,
    CheckStatus.BANNED: Kind.BAD,
    CheckStatus.CRASHED: Kind.BAD,
    CheckStatus.TIMEOUT: Kind.BAD,
    CheckStatus.FAILED: Kind.BAD,
    CheckStatus.PASSED: Kind.GOOD,
}
BUDGET_KIND: Final = {
    BudgetStatus.WITHIN: Kind.GOOD,
    BudgetStatus.OVER: Kind.BAD,
    BudgetStatus.UNDECIDED: Kind.OPEN,
    BudgetStatus.NOT_RUN: Kind.OPEN,
    BudgetStatus.GRADER_ERROR: Kind.FAULT,
}
_KATA: Final = {
    Status.PASSED: Kind.GOOD,
    Status.UNDECIDED: Kind.OPEN,
    Status.UNTOUCHED: Kind.OPEN,
    Status.UNAVAILABLE: Kind.OPEN,
    Status.GRADER_ERROR: Kind.FAULT,
}


def outcomes(result: KataResult) -> list[Outcome]:
    """Return the checks and budgets of a kata; what none of them explains is an outcome of its own."""
    found = [*map(_check, result.checks), *map(_budget, result.budgets)]
    kind = kind_of(result)
    if kind not in {outcome.kind for outcome in found}:
        words = STATUS[result.status]
        details = excerpt(result.message) or words.meaning
        found.append(Outcome(name="verdict", title=words.meaning, kind=kind, word=words.word, details=details))
    return found


def kind_of(result: KataResult) -> Kind:
    """Return how a kata's verdict counts."""
    return kind_of_status(result.status)


def kind_of_status(status: Status) -> Kind:
    """Return how a status counts."""
    return _KATA.get(status, Kind.BAD)


def details(check: CheckResult) -> Iterator[str]:
    """Yield the paragraphs about a check that did not pass: what was seen, and the script that shows it."""
    if check.message:
        yield excerpt(check.message.rstrip())
    if check.transcript:
        yield f"to see it yourself:\n{excerpt(check.transcript.rstrip())}"


def _check(check: CheckResult) -> Outcome:
    return Outcome(
        name=one_line(check.name),
        title=one_line(check.title or check.name),
        kind=CHECK_KIND[check.status],
        word=check.status.replace("_", " "),
        details="\n\n".join(details(check)),
        cpu_s=check.cpu_s,
    )


def _budget(budget: BudgetResult) -> Outcome:
    why = f"\nwhy: {one_line(budget.why)}" if budget.why else ""
    return Outcome(
        name=f"budget {one_line(budget.workload)}",
        title=f"budget {one_line(budget.workload)} ({budget.metric.replace('_', ' ')})",
        kind=BUDGET_KIND[budget.status],
        word=budget.status.replace("_", " "),
        details=measured(budget) + why,
    )
