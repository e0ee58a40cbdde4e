"""The table of a run: one row a kata, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from graders.model import BudgetStatus, CheckStatus, KataResult, Status
from graders.report.neutral import one_line
from graders.report.shares import cells, dearest, percent, share
from graders.report.wording import STATUS

# Colours that hold on light and dark grounds; the word says the same without them.
STYLE: Final = {
    Status.GRADER_ERROR: "bold magenta",
    Status.UNAVAILABLE: "cyan",
    Status.UNTOUCHED: "",
    Status.BANNED: "bold red",
    Status.CRASHED: "bold red",
    Status.TIMEOUT: "bold red",
    Status.FAILED: "bold red",
    Status.OVER_BUDGET: "bold red",
    Status.UNDECIDED: "cyan",
    Status.PASSED: "green",
}


def table(results: Sequence[KataResult]) -> Table:
    """Lay the results out as a table that fits 80 columns."""
    grid = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column("status", no_wrap=True, min_width=12)
    grid.add_column("kata", overflow="fold", max_width=26)
    for heading in ("checks", "budgets"):
        grid.add_column(heading, justify="right", no_wrap=True)
    grid.add_column("of limit", no_wrap=True)
    grid.add_column("score", justify="right", no_wrap=True)
    for result in results:
        grid.add_row(
            Text(STATUS[result.status].word, STYLE[result.status]),
            Text(name(result)),
            _share([check.status is CheckStatus.PASSED for check in result.checks]),
            _share([budget.status is BudgetStatus.WITHIN for budget in result.budgets]),
            _bar(result),
            f"{result.score:.0%}" if result.checks or result.budgets else "-",
        )
    return grid


def name(result: KataResult) -> str:
    """Name a result: the kata's id, the submission's label where there are several, and whether it is an old one."""
    labelled = one_line(f"{result.id} [{result.label}]" if result.label else result.id)
    return f"{labelled} (cached)" if result.cached else labelled


def _bar(result: KataResult) -> str:
    """Draw the budget that is nearest to its limit, or furthest over it."""
    most = dearest(result.budgets)
    used = share(most) if most else None
    return "-" if used is None else f"{cells(used)} {percent(used)}"


def _share(passed: Sequence[bool]) -> str:
    return f"{sum(passed)}/{len(passed)}" if passed else "-"
