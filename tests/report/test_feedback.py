"""In an exam a report tells which check failed and nothing of what it saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from graders.model import KataResult, Status
from graders.report.feedback import Feedback, told

SECRET = "SECRET"


def with_secrets(result: KataResult) -> KataResult:
    """Return a result that has a secret wherever a check may put what it saw."""
    checks = [replace(c, name=f"{c.name}[{SECRET}]", message=SECRET, transcript=SECRET) for c in result.checks]
    budgets = [replace(b, message=SECRET, why=SECRET) for b in result.budgets]
    return replace(result, message=SECRET, output=SECRET, checks=tuple(checks), budgets=tuple(budgets))


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.UNAVAILABLE])
def test_titles_tell_nothing_that_was_seen(status: Status, results: Mapping[Status, KataResult]) -> None:
    secret = with_secrets(results[status])
    (exam,) = told([secret], Feedback.TITLE)

    assert SECRET not in repr(exam)
    assert [check.title for check in exam.checks] == [check.title for check in secret.checks]
    assert (exam.status, exam.score) == (secret.status, secret.score)
    assert all(budget.value is None and budget.pairs == () for budget in exam.budgets)


def test_what_is_missing_on_the_machine_is_told(results: Mapping[Status, KataResult]) -> None:
    (exam,) = told([results[Status.UNAVAILABLE]], Feedback.TITLE)

    assert "uv python install" in exam.message


def test_full_feedback_leaves_nothing_out(results: Mapping[Status, KataResult]) -> None:
    assert told(results.values(), Feedback.FULL) == tuple(results.values())
