"""The result of a budget: blank before it is measured, exact where there is no noise."""

from __future__ import annotations

from dataclasses import replace

from graders.judge.budgets import words
from graders.model import Budget, BudgetResult, BudgetStatus


def blank(budget: Budget, status: BudgetStatus = BudgetStatus.NOT_RUN, message: str = "") -> BudgetResult:
    """Return the result of a budget without a measurement."""
    return BudgetResult(
        workload=budget.workload,
        metric=budget.metric,
        limit=budget.limit,
        status=status,
        message=message,
        why=budget.why,
    )


def exact(budget: Budget, value: float) -> BudgetResult:
    """Judge a value that has no noise."""
    status = BudgetStatus.WITHIN if value <= budget.limit else BudgetStatus.OVER
    result = replace(blank(budget, status), value=value)
    return replace(result, message=words.say(result))
