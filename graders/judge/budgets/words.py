"""What a learner reads of a budget: the cost, the limit, and for growth what it means at the larger size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.judge.budgets import rule
from graders.model import Metric

if TYPE_CHECKING:
    from graders.model import BudgetResult


def say(result: BudgetResult) -> str:
    """Return one line about a measured budget."""
    if result.value is None:
        return ""
    if result.metric is Metric.GROWTH:
        return _growth(result)
    if result.metric is Metric.COUNT:
        return f"{result.value:g} counted (limit {result.limit:g})"
    if result.metric is Metric.PEAK_KIB:
        return f"{result.value:.1f} KiB at the peak (limit {result.limit:g} KiB)"
    if result.metric is Metric.PEAK_RATIO:
        return f"{result.value:.2f} x the reference's peak memory (limit {result.limit:g} x)"
    return _ratio(result)


def _ratio(result: BudgetResult) -> str:
    than = "the bare call" if result.metric is Metric.OVERHEAD else "the reference"
    least = "at least " if rule.is_far_over(result.pairs, result.limit) else ""
    pairs = "1 round" if len(result.pairs) == 1 else f"{len(result.pairs)} rounds"
    return f"{least}{result.value:.3g} x the CPU of {than} (limit {result.limit:g} x), seen in {pairs}"


def _growth(result: BudgetResult) -> str:
    costs = rule.fastest(result.sizes, [ours for ours, _ in result.pairs])
    first, last = min(costs), max(costs)
    took = f"{last // first}x the items took {costs[last] / costs[first]:.0f}x the time"
    return f"grows like n^{result.value:.2f} (limit n^{result.limit:g}): {took}"
