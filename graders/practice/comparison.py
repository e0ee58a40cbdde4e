"""Measure a submission beside the reference: what each of the kata's workloads costs in time and in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from graders.model import Budget, BudgetResult, Job, Kata, KataResult, Metric, Plan

_NO_LIMIT: Final = 1e4
"""So far from any true ratio that five rounds decide."""
_TIME, _MEMORY = "time", "memory"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a workload costs beside the reference's; None where it could not be measured."""

    workload: str
    ours_ms: float | None
    theirs_ms: float | None
    memory: float | None


def compare(
    kata: Kata, files: Mapping[str, str], seed: int, run: Callable[[Plan], Iterable[KataResult]]
) -> tuple[Cost, ...]:
    """Measure every workload of a kata's budgets; `run` is the judge."""
    workloads = {budget.workload: budget for budget in kata.facts.budgets if budget.metric is not Metric.COUNT}
    if not workloads:
        return ()
    jobs = [
        Job(
            kata=replace(kata, facts=replace(kata.facts, budgets=_budgets(workloads.values(), metric))),
            files=files,
            seed=seed,
            label=label,
            only=tuple(workloads),
        )
        for label, metric in ((_TIME, Metric.TIME_RATIO), (_MEMORY, Metric.PEAK_RATIO))
    ]
    found = {result.label: {b.workload: b for b in result.budgets} for result in run(Plan(jobs=tuple(jobs)))}
    return tuple(_cost(name, found[_TIME].get(name), found[_MEMORY].get(name)) for name in workloads)


def _budgets(budgets: Iterable[Budget], metric: Metric) -> tuple[Budget, ...]:
    return tuple(replace(budget, metric=metric, limit=_NO_LIMIT) for budget in budgets)


def _cost(workload: str, time: BudgetResult | None, memory: BudgetResult | None) -> Cost:
    pairs = time.pairs if time else ()
    ours, theirs = ([median(side) / 1e6 for side in zip(*pairs, strict=True)]) if pairs else (None, None)
    return Cost(workload, ours, theirs, memory.value if memory else None)
