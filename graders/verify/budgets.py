"""Whether a kata's budgets tell good from slow with room on both sides.  Pure: results in, findings out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

from graders.judge.budgets.rule import PAIRED
from graders.model import BudgetResult, BudgetStatus, Kata, KataResult, Metric
from graders.verify.cases import Reject
from graders.verify.findings import Finding, Level, Rule
from graders.verify.submissions import REFERENCE, label

FITS: Final = 0.67
"""The reference's largest share of a limit: no verdict at 0.75 of a limit has been wrong (docs/budgets.md)."""
BREAKS: Final = 1.5
"""The least that a slow reject must cost, in limits."""
EXPONENT_ROOM: Final = 0.15
"""The same for exponents, which are compared by difference."""
BATCH_NS: Final = (200_000, 2_000_000)
"""CPU nanoseconds of the reference's timed call, least and most: beside busy neighbours a call has up to 0.09 ms of
cold caches, which draw the ratio of short calls towards one (docs/budgets.md)."""
AIM_NS: Final = 500_000


def budget_findings(kata: Kata, rejects: tuple[Reject, ...], results: Mapping[str, KataResult]) -> Iterator[Finding]:
    """Check the room of every budget, its reject, and the size of its workload."""
    reference = {result.workload: result for result in results[REFERENCE].budgets}
    for budget in kata.facts.budgets:
        slow = [case for case in rejects if case.caught_by == budget.workload]
        if not slow:
            what = f"no reject is over the budget `{budget.workload}`"
            write = f'write one, with `status = "over_budget"` and `caught_by = "{budget.workload}"`: {budget.why}'
            yield Finding(rule=Rule.BUDGET, what=what, where="cases.toml", write=write)
        yield from _reference(reference.get(budget.workload))
        for case in slow:
            name = label("rejects", case.file)
            found = results[name].budgets if name in results else ()
            yield from _reject(name, next((b for b in found if b.workload == budget.workload), None))


def _reference(result: BudgetResult | None) -> Iterator[Finding]:
    if result is None or result.value is None:
        return
    if result.metric is not Metric.COUNT and not _fits(result):
        what = f"the reference is too near the limit of `{result.workload}`: {result.message}"
        write = f"raise the limit, or make the reference cheaper: {FITS:g} of the limit is room for an honest design"
        yield Finding(rule=Rule.BUDGET, what=what, where="kata.toml", write=write)
    if result.metric in {Metric.TIME_RATIO, Metric.OVERHEAD}:
        yield from _size(result)


def _fits(result: BudgetResult) -> bool:
    if result.value is None:
        return False
    if result.metric is Metric.GROWTH:
        return result.value <= result.limit - EXPONENT_ROOM
    return result.value <= FITS * result.limit


def _size(result: BudgetResult) -> Iterator[Finding]:
    """Propose the `n` that makes the reference's call cost what a clock can tell, if it grows as n does."""
    least, most = BATCH_NS
    cost = median(min(pair) if result.metric is Metric.OVERHEAD else pair[1] for pair in result.pairs)
    if least <= cost <= most:
        return
    what = f"the reference's call of `{result.workload}` costs {cost / 1e6:.2f} ms of CPU"
    write = f"choose n so that it costs {least / 1e6:g} to {most / 1e6:g} ms: about {AIM_NS / cost:.2g} times today's"
    yield Finding(rule=Rule.BUDGET, what=what, where="kata.toml", write=write, level=Level.WARNING)


def _reject(where: str, result: BudgetResult | None) -> Iterator[Finding]:
    if result is None or result.status is not BudgetStatus.OVER or result.value is None:
        return  # that it has the wrong status is said elsewhere
    if result.metric is Metric.GROWTH:
        clear = result.value >= result.limit + EXPONENT_ROOM
    else:
        clear = result.metric is Metric.COUNT or result.value >= BREAKS * result.limit
    if not clear:
        what = f"is too near the limit of `{result.workload}`: {result.message}"
        write = f"lower the limit or raise n: it must cost {BREAKS:g} times the limit"
        yield Finding(rule=Rule.BUDGET, what=what, where=where, write=write)


def is_noisy(kata: Kata) -> bool:
    """Tell whether a verdict on a kata rests on clocks, and so must hold on a busy machine too."""
    return any(budget.metric in PAIRED for budget in kata.facts.budgets)
