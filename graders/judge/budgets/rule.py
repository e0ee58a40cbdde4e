"""The verdict of a budget from what was measured.  Pure: a report's pairs give the same verdict anywhere.

A ratio is estimated twice, by the ratio of the minima and by the median of the ratios of the pairs.  Either alone has
been wrong on a loaded machine, both together were not in 30,000 verdicts (docs/budgets.md).  The interval spans both
and a margin that narrows with the number of pairs: it lies under the limit, over it, or more pairs are needed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from graders.model import BudgetStatus, Metric

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graders.model import BudgetResult

Pair = tuple[int, int]
"""CPU nanoseconds of the submission and of what it is compared with, in one round."""

LOOKS: Final = MappingProxyType({5: 0.25, 10: 0.15, 20: 0.08, 40: 0.05, 80: 0.04})
"""After how many pairs to look, and the relative margin then."""
GROWTH_LOOKS: Final = MappingProxyType({3: 0.12, 6: 0.08, 12: 0.05})
"""After how many rounds of all sizes to look, and the margin of the exponent then."""
STEPS: Final = (1, 2, 4, 8)
"""The sizes of a growth budget, as multiples of n."""
CENSOR: Final = 8.0
"""Two calls in a row that cost this many times the limit are over without further rounds."""
PAIRED: Final = frozenset({Metric.TIME_RATIO, Metric.OVERHEAD, Metric.GROWTH})
"""The metrics that are judged from pairs of CPU readings; the others from one exact value."""
SETUP_SLACK: Final = 1.1
"""CPU outside the timed calls, relative to the reference's, that is not charged."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate, and the bounds that decide."""

    value: float
    low: float
    high: float

    def against(self, limit: float) -> BudgetStatus | None:
        """Return within or over, or None where the limit lies inside."""
        if self.high < limit:
            return BudgetStatus.WITHIN
        return BudgetStatus.OVER if self.low > limit else None


def ratio(pairs: Sequence[Pair]) -> Interval:
    """Return the interval of submission / reference; the number of pairs is one of `LOOKS`."""
    margin = LOOKS[len(pairs)]
    of_minima = min(ours for ours, _ in pairs) / min(theirs for _, theirs in pairs)
    of_pairs = median(ours / theirs for ours, theirs in pairs)
    low, high = sorted((of_minima, of_pairs))
    return Interval(math.sqrt(low * high), low * (1 - margin), high / (1 - margin))


def slope(points: Mapping[int, float]) -> float:
    """Return the exponent of the power law through (size, cost) points: least squares over their logarithms."""
    xs, ys = [math.log(x) for x in points], [math.log(y) for y in points.values()]
    x0, y0 = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)) / sum((x - x0) ** 2 for x in xs)


def fastest(sizes: Sequence[int], costs: Sequence[int]) -> dict[int, int]:
    """Return the least cost seen at each size."""
    seen: dict[int, list[int]] = defaultdict(list)
    for size, cost in zip(sizes, costs, strict=True):
        seen[size].append(cost)
    return {size: min(all_of_it) for size, all_of_it in sorted(seen.items())}


def growth(sizes: Sequence[int], pairs: Sequence[Pair]) -> Interval:
    """Return the interval of the exponent; the rounds of each size are one of `GROWTH_LOOKS`.

    Raises:
        ValueError: some size has more rounds than another.
    """
    rounds, left = divmod(len(sizes), len(STEPS))
    if left or any(sizes.count(min(sizes) * step) != rounds for step in STEPS):
        raise ValueError("the rounds are not those of a look")
    margin = GROWTH_LOOKS[rounds]
    exponent = slope(fastest(sizes, [ours for ours, _ in pairs]))
    return Interval(exponent, exponent - margin, exponent + margin)


def charge(outside: Sequence[Pair]) -> int:
    """Return what each round of the submission is charged for work outside the timed calls.

    `outside` has the CPU nanoseconds of both workers between timed calls.  A thread that goes on, work moved into the
    making of the input: the median of it is paid, beyond what the reference needs too.  A cheat in fewer than half of
    the rounds escapes this median and is met by that of the pairs.
    """
    if not outside:
        return 0
    ours, theirs = (median(side) for side in zip(*outside, strict=True))
    return max(0, int(ours - SETUP_SLACK * theirs))


def is_far_over(pairs: Sequence[Pair], limit: float) -> bool:
    """Tell whether the last two rounds are enough: both cost `CENSOR` times the limit.

    One could be an accident: where the machine is itself scheduled, the clocks of its processes run on meanwhile.
    """
    return len(pairs) > 1 and all(ours > CENSOR * limit * theirs for ours, theirs in pairs[-2:])


def grows_far_over(sizes: Sequence[int], pairs: Sequence[Pair], limit: float) -> bool:
    """Tell whether the last two rounds both cost `CENSOR` times what the limit allows from the smallest size on."""
    costs = fastest(sizes, [ours for ours, _ in pairs])
    first = min(costs)
    last = zip(sizes[-2:], pairs[-2:], strict=True)
    return len(pairs) > 1 and all(ours > CENSOR * costs[first] * (n / first) ** limit for n, (ours, _) in last)


def judge(pairs: Sequence[Pair], limit: float, charged_ns: int = 0) -> tuple[BudgetStatus | None, Interval]:
    """Judge a ratio after so many pairs; None to go on.

    What is charged is itself an estimate: before the last look the verdict must be the same with and without it.
    """
    if is_far_over(pairs, limit):
        return BudgetStatus.OVER, _one_sided(min(ours / theirs for ours, theirs in pairs[-2:]))
    interval = ratio([(ours + charged_ns, theirs) for ours, theirs in pairs])
    status = interval.against(limit)
    settled = not charged_ns or len(pairs) == max(LOOKS) or ratio(pairs).against(limit) is status
    return status if settled else None, interval


def judge_growth(sizes: Sequence[int], pairs: Sequence[Pair], limit: float) -> tuple[BudgetStatus | None, Interval]:
    """Judge an exponent after so many rounds, from pairs that include what is charged; None to go on."""
    if grows_far_over(sizes, pairs, limit):
        return BudgetStatus.OVER, _one_sided(slope(fastest(sizes, [ours for ours, _ in pairs])))
    interval = growth(sizes, pairs)
    return interval.against(limit), interval


def _one_sided(value: float) -> Interval:
    return Interval(value, value, math.inf)


def again(result: BudgetResult) -> BudgetStatus:
    """Judge what a report has recorded.

    Raises:
        ValueError: the record is not complete.
    """
    if result.metric not in PAIRED:
        if result.value is None:
            raise ValueError(f"budget {result.workload}: no value is recorded")
        return BudgetStatus.WITHIN if result.value <= result.limit else BudgetStatus.OVER
    figures = [result.charged_ns + 1, *result.sizes, *(cost for pair in result.pairs for cost in pair)]
    if not result.pairs or min(figures) <= 0:
        raise ValueError(f"budget {result.workload}: its pairs are missing, or not positive")
    try:
        if result.metric is Metric.GROWTH:
            status, _ = judge_growth(result.sizes, result.pairs, result.limit)
        else:
            status, _ = judge(result.pairs, result.limit, result.charged_ns)
    except (KeyError, ValueError, ArithmeticError) as error:
        raise ValueError(f"budget {result.workload}: {len(result.pairs)} pairs are no point to look at") from error
    return status or BudgetStatus.UNDECIDED
