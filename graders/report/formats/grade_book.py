"""A table for grade books, as CSV: a line a submission and kata."""

from __future__ import annotations

import csv
import io
from typing import Final

from graders.model import BudgetStatus, CheckStatus, KataResult
from graders.report.document import Report
from graders.report.neutral import one_line

HEADINGS: Final = ("student", "kata", "section", "status", "score", "max_score", "passed", "of")
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def render(report: Report) -> str:
    """Return the report as CSV (RFC 4180, but with lines ended by a line feed)."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")  # as git and grep read it; every spreadsheet does too
    table.writerow(HEADINGS)
    table.writerows(_row(result) for result in report.katas)
    return text.getvalue()


def _row(result: KataResult) -> tuple[str, ...]:
    passed = sum(check.status is CheckStatus.PASSED for check in result.checks)
    within = sum(budget.status is BudgetStatus.WITHIN for budget in result.budgets)
    return (
        _cell(result.label),
        _cell(result.id),
        _cell(result.section),
        result.status,
        f"{result.score:.4f}",
        "1",
        str(passed + within),
        str(len(result.checks) + len(result.budgets)),
    )


def _cell(text: str) -> str:
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
