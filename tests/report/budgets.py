"""A kata for each outcome of a budget."""

from __future__ import annotations

from dataclasses import replace

from graders.model import BUDGET_TO_KATA, BudgetResult, BudgetStatus, KataResult, Metric
from tests.report.conftest import PASSED

_RATIO = BudgetResult(
    workload="live_keys",
    metric=Metric.TIME_RATIO,
    limit=2.5,
    status=BudgetStatus.WITHIN,
    why="a call must not look at all live answers",
)
_MEASURED = {
    "within": (BudgetStatus.WITHIN, 1.04, 1.02, 1.06),
    "over": (BudgetStatus.OVER, 4.71, 4.6, 4.9),
    "far_over": (BudgetStatus.OVER, 31.0, 31.0, None),
    "undecided": (BudgetStatus.UNDECIDED, 2.52, 2.44, 2.6),
}
_UNMEASURED = {
    "not_run": (BudgetStatus.NOT_RUN, "not measured, since a check failed"),
    "grader_error": (BudgetStatus.GRADER_ERROR, "the reference's CPU clock stood still"),
}
_EXACT = {
    "memory_over": (Metric.PEAK_KIB, 16.0, 40.5, BudgetStatus.OVER, "40.5 KiB at the peak (limit 16 KiB)"),
    "count_at_its_limit": (Metric.COUNT, 216.0, 216.0, BudgetStatus.WITHIN, "216 counted (limit 216)"),
    "count_of_nothing": (Metric.COUNT, 0.0, 3.0, BudgetStatus.OVER, "3 counted (limit 0)"),
}
OUTCOMES = (*_MEASURED, *_UNMEASURED, *_EXACT)


def outcome(name: str) -> KataResult:
    """Return a kata whose only budget ended so."""
    budget = _budget(name)
    status = BUDGET_TO_KATA[budget.status]
    good = budget.status is BudgetStatus.WITHIN
    return KataResult(
        id="ttl_memo",
        section="02_advanced_python",
        title="A memo with a time to live",
        status=status,
        score=1.0 if good else 0.5,
        checks=(PASSED,),
        budgets=(budget,),
    )


def _budget(name: str) -> BudgetResult:
    if name in _UNMEASURED:
        status, message = _UNMEASURED[name]
        return replace(_RATIO, status=status, message=message)
    if name in _EXACT:
        metric, limit, value, status, message = _EXACT[name]
        return replace(_RATIO, metric=metric, limit=limit, value=value, status=status, message=message)
    status, value, low, high = _MEASURED[name]
    message = f"{value:g} x the CPU of the reference (limit 2.5 x), seen in 5 rounds"
    pairs = tuple((int(1000 * value) + 10 * n, 1000) for n in range(5))
    return replace(_RATIO, status=status, value=value, low=low, high=high, message=message, pairs=pairs)
