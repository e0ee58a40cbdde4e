"""How much a report tells: all of it, or in an exam the titles alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from graders.model import BudgetResult, CheckResult, CheckStatus, KataResult, Status


class Feedback(StrEnum):
    """What a learner is told of a check."""

    FULL = "full"
    TITLE = "title"


def told(results: Iterable[KataResult], feedback: Feedback) -> tuple[KataResult, ...]:
    """Return results with what may be told of them."""
    return tuple(results) if feedback is Feedback.FULL else tuple(_titles(result) for result in results)


def told_sealed(results: Iterable[KataResult], feedback: Feedback | None) -> tuple[KataResult, ...]:
    """Return results of sealed katas: titles unless more was asked for, and nothing that quotes a test."""
    level = feedback or Feedback.TITLE
    return tuple(_unquoted(result, shown) for result in results for shown in told([result], level))


def _unquoted(result: KataResult, shown: KataResult) -> KataResult:
    """Leave out transcripts, and the traces of our own faults; why a judge ended is no part of a test."""
    checks = tuple(
        replace(check, transcript="", message="" if check.status is CheckStatus.GRADER_ERROR else check.message)
        for check in shown.checks
    )
    return replace(shown, checks=checks, message=result.message)


def _titles(result: KataResult) -> KataResult:
    return replace(
        result,
        # What is missing on the machine is no part of the answer.
        message=result.message if result.status is Status.UNAVAILABLE else "",
        output="",
        checks=tuple(map(_check, result.checks)),
        budgets=tuple(map(_budget, result.budgets)),
    )


def _check(check: CheckResult) -> CheckResult:
    """Leave out what was seen, and the parameters, which are cases."""
    return replace(check, name=check.name.partition("[")[0], message="", transcript="")


def _budget(budget: BudgetResult) -> BudgetResult:
    return replace(budget, value=None, low=None, high=None, pairs=(), sizes=(), charged_ns=0, message="", why="")
