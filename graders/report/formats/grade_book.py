"""A table for grade books, as CSV: a line a submission and kata."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, TextIO

from graders.model import BudgetStatus, CheckStatus, KataResult
from graders.report.document import Report
from graders.report.neutral import one_line

HEADINGS: Final = ("student", "kata", "section", "status", "score", "max_score", "passed", "of")
if TYPE_CHECKING:
    from _csv import Writer

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def render(report: Report) -> str:
    """Return the report as CSV (RFC 4180, but with lines ended by a line feed)."""
    text = io.StringIO()
    table = begun(text)
    table.writerows(row(result) for result in report.katas)
    return text.getvalue()


def begun(file: TextIO) -> Writer:
    """Write the headings of a table to a file, and return what writes its rows."""
    table = csv.writer(file, lineterminator="\n")  # as git and grep read it; every spreadsheet does too
    table.writerow(HEADINGS)
    return table


def refused(student: str) -> tuple[str, ...]:
    """Return the row of a student whose submission was not read."""
    return _cell(student), "", "", "refused", "0.0000", "1", "0", "0"


def row(result: KataResult) -> tuple[str, ...]:
    """Return the row of a result."""
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
