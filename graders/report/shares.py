"""How much of its limit a budget used, as a number and as a small bar."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from graders.model import BudgetResult

CELLS: Final = 8
MOST: Final = 100
"""Times the limit; how much more is of no interest."""


def share(budget: BudgetResult) -> float | None:
    """Return value / limit; None where nothing was measured, or nothing is allowed."""
    if budget.value is None or budget.limit <= 0:
        return None
    return max(budget.value, 0.0) / budget.limit


def dearest(budgets: Iterable[BudgetResult]) -> BudgetResult | None:
    """Return the budget that is nearest to its limit, or furthest over it; None where none was measured."""
    measured = [(used, budget) for budget in budgets if (used := share(budget)) is not None]
    return max(measured, key=lambda found: found[0])[1] if measured else None


def cells(used: float) -> str:
    """Draw a share: full at the limit, `+` beyond it."""
    filled = min(CELLS, math.floor(min(used, 1.0) * CELLS))
    return "#" * filled + "." * (CELLS - filled) + ("+" if used > 1 else " ")


def percent(used: float) -> str:
    """Return a share in percent of the limit."""
    return f"{used:.0%}" if used < MOST else ">9999%"
