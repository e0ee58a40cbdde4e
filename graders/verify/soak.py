"""The error rate of budgets, measured: verdicts on kernels whose true cost is known, on a machine that is overloaded.

Each kernel does a whole number of equal units of work, so the true ratio of two submissions is exact.  Nothing of a
verdict is simulated: zygotes, workers, frames, clocks and rules are those of a grading.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

from graders.judge.budgets.measure import measure
from graders.judge.budgets.pairs import Rounds
from graders.judge.budgets.side import Side
from graders.judge.conversation import Conversation
from graders.judge.lane import Lane
from graders.model import Budget, BudgetResult, BudgetStatus, Limits, Metric
from graders.verify import kernels

LIMIT: Final = 2.0
UNITS: Final = 4
"""Units of work of the reference; a ratio must make a whole number of them."""
RATIOS: Final = (0.5, 0.75, 1.25, 1.5)
"""True cost over the limit, of the submissions that are judged."""
MEMORY_SIZE: Final = 160
GROWTH_SIZE: Final = 400
GROWTH_LIMIT: Final = 1.4
ROUND: Final = 6
"""Verdicts on each kernel before both workers are forked anew."""
LIMITS: Final = Limits(cpu_s=5, memory_mib=512)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict and what it should be; `wall_s` is how long it took."""

    kernel: str
    true: float
    result: BudgetResult
    expected: BudgetStatus
    wall_s: float

    @property
    def wrong(self) -> bool:
        """Whether it is neither right nor undecided."""
        return self.result.status not in {self.expected, BudgetStatus.UNDECIDED}

    @property
    def undecided(self) -> bool:
        """Whether it says that it cannot tell."""
        return self.result.status is BudgetStatus.UNDECIDED


def used_cpu_s() -> float:
    """Return the CPU seconds of this process and of those that it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


class Pit:
    """Two lanes, one for each side; a context manager."""

    def __enter__(self) -> Self:
        self._lanes = Lane(), Lane()
        return self

    def __exit__(self, *_: object) -> None:
        for lane in self._lanes:
            lane.close()

    def verdicts(
        self, submission: str, reference: str, budgets: list[Budget], seed: int
    ) -> Iterator[tuple[BudgetResult, float]]:
        """Judge budgets one after the other with one pair of workers."""
        talks = [Conversation(lane, LIMITS) for lane in self._lanes]
        try:
            sides = [
                Side(talk, kernels.WORKLOADS, ("kernel", {"kernel.py": text}))
                for talk, text in zip(talks, (submission, reference), strict=True)
            ]
            for number, budget in enumerate(budgets):
                start = time.monotonic()
                yield measure(budget, Rounds(budget, seed + number, *sides)), time.monotonic() - start
        finally:
            for talk in talks:
                talk.close()


def ratio_verdicts(pit: Pit, count: int, seed: int) -> Iterator[Verdict]:
    """Judge at least so many ratios, as many at each true ratio."""
    one = partial(Budget, metric=Metric.TIME_RATIO, limit=LIMIT, why="")
    budgets = [one(workload=kernel, n=size) for kernel, size in kernels.RATIO.items()] * ROUND
    done = 0
    while done < count:
        for true in RATIOS:
            units = int(UNITS * LIMIT * true)
            expected = BudgetStatus.WITHIN if true < 1 else BudgetStatus.OVER
            found = pit.verdicts(kernels.units(units), kernels.units(UNITS), budgets, seed)
            yield from (Verdict(result.workload, true, result, expected, wall_s) for result, wall_s in found)
            done += len(budgets)
        seed += len(budgets)


def growth_verdicts(pit: Pit, count: int, seed: int) -> Iterator[Verdict]:
    """Judge so many exponents, of submissions between n log n and n^2."""
    budget = Budget(workload="sums", metric=Metric.GROWTH, limit=GROWTH_LIMIT, why="", n=GROWTH_SIZE)
    fits = [budget] * ROUND
    done = 0
    while done < count:
        for name, text in kernels.GROWTH.items():
            expected = BudgetStatus.OVER if name in kernels.SLOW else BudgetStatus.WITHIN
            for result, wall_s in pit.verdicts(text, kernels.GROWTH["linear"], fits, seed):
                yield Verdict(name, 2.0 if name in kernels.SLOW else 1.0, result, expected, wall_s)
            done += ROUND
        seed += ROUND


def peaks(pit: Pit, count: int, seed: int) -> set[float | None]:
    """Return the different peaks that so many measurements of one submission have shown."""
    budget = Budget(workload="memory", metric=Metric.PEAK_KIB, limit=1e6, why="", n=MEMORY_SIZE)
    return {result.value for result, _ in pit.verdicts(kernels.MEMORY, kernels.MEMORY, [budget] * count, seed)}
