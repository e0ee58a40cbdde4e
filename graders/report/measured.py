"""What a budget came to, in words."""

from __future__ import annotations

from typing import Final

from graders.model import BudgetResult, BudgetStatus
from graders.report.neutral import one_line
from graders.report.wording import BUDGET_WORD, METRIC_UNIT

_NOTHING: Final = {BudgetStatus.NOT_RUN, BudgetStatus.GRADER_ERROR}


def measured(budget: BudgetResult) -> str:
    """Return a sentence: the outcome, which budget, its figures."""
    limit = f"limit {budget.limit:g} {METRIC_UNIT[budget.metric]}"
    told = one_line(budget.message) or (f"measured nothing, {limit}" if budget.status in _NOTHING else limit)
    return f"{BUDGET_WORD[budget.status]}: budget {one_line(budget.workload)}: {told}{_spread(budget)}"


def _spread(budget: BudgetResult) -> str:
    """Return the interval that decided, where there is one."""
    if budget.low is None:
        return ""
    high = "more" if budget.high is None else f"{budget.high:.3g}"
    return f"; surely from {budget.low:.3g} to {high}"
