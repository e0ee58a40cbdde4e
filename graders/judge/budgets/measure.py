"""Measure one budget until its verdict is reached, or until there is no hope of one."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graders.judge.budgets import alone, rule, words
from graders.judge.budgets.pairs import CAP_FLOOR_NS
from graders.judge.budgets.results import blank, exact
from graders.judge.budgets.trouble import BrokenBudget, Cheated
from graders.model import Budget, BudgetResult, BudgetStatus, Metric

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.judge.budgets.pairs import Rounds
    from graders.judge.budgets.rule import Interval

    Verdict = tuple[BudgetStatus | None, Interval]

KIB: Final = 1024


def measure(budget: Budget, rounds: Rounds) -> BudgetResult:
    """Judge a budget that has a workload.

    Raises:
        WrongAnswer: the submission fails, or answers otherwise than the reference.
        BrokenBudget: the workload or the reference fails.
    """
    try:
        if budget.metric in {Metric.PEAK_KIB, Metric.PEAK_RATIO}:
            return _peak(budget, rounds)
        way = Growth(budget, rounds) if budget.metric is Metric.GROWTH else Ratio(budget, rounds)
        return _twice(way)
    except Cheated as cheat:
        return blank(budget, BudgetStatus.OVER, str(cheat))


def _peak(budget: Budget, rounds: Rounds) -> BudgetResult:
    n = budget.n or 1
    rounds.warm_up(n, None)
    ours, theirs = rounds.traced(n)
    if budget.metric is Metric.PEAK_KIB:
        return exact(budget, ours / KIB)
    if theirs < KIB:
        raise BrokenBudget("the reference allocates next to nothing here, so there is nothing to compare with")
    return exact(budget, ours / theirs)


class Ratio:
    """CPU of the submission over that of the reference, or of the baseline."""

    looks: Mapping[int, float] = rule.LOOKS

    def __init__(self, budget: Budget, rounds: Rounds) -> None:
        self.budget, self.rounds = budget, rounds
        self._n = budget.n or 1

    def warm_up(self) -> None:
        """Run a round that does not count."""
        self.rounds.warm_up(self._n, self.rounds.cap_ns)

    def add(self, count: int) -> None:
        """Run so many rounds, fewer where there is no hope."""
        for _ in range(count):
            if not self.rounds.record.hopeless:
                self.rounds.round(self._n, self.rounds.cap_ns())

    @property
    def done(self) -> int:
        """How many rounds count: the first is one of them if it was far too dear."""
        return len(self.rounds.record.sizes)

    def verdict(self) -> Verdict:
        """Judge what there is."""
        return rule.judge(self.rounds.pairs, self.budget.limit, self.rounds.record.charge(self._n))

    def recorded(self, result: BudgetResult) -> BudgetResult:
        """Add what the verdict was reached from."""
        return replace(result, pairs=tuple(self.rounds.pairs), charged_ns=self.rounds.record.charge(self._n))


class Growth(Ratio):
    """The exponent of the submission's CPU over sizes n to 8n; small sizes come first, so that a bad one ends early."""

    looks = rule.GROWTH_LOOKS

    def warm_up(self) -> None:
        """Run a round that does not count."""
        self.rounds.warm_up(self._n, None)

    def add(self, count: int) -> None:
        """Run so many rounds of each size, fewer where there is no hope."""
        for step in rule.STEPS:
            for _ in range(count):
                if not self.rounds.record.hopeless:
                    self.rounds.round(self._n * step, self._cap_ns(step))

    def _cap_ns(self, step: int) -> int | None:
        """Return the CPU after which the rule says that the growth is over; there is none for the smallest size."""
        rounds = zip(self.rounds.record.sizes, self.rounds.charged_pairs, strict=True)
        at_n = [ours for size, (ours, _) in rounds if size == self._n]
        if not at_n or step == 1:
            return None
        return int(rule.CENSOR * min(at_n) * step**self.budget.limit) + CAP_FLOOR_NS

    def verdict(self) -> Verdict:
        """Judge what there is."""
        return rule.judge_growth(self.rounds.record.sizes, self.rounds.charged_pairs, self.budget.limit)

    def recorded(self, result: BudgetResult) -> BudgetResult:
        """Add what the verdict was reached from."""
        return replace(result, pairs=tuple(self.rounds.charged_pairs), sizes=tuple(self.rounds.record.sizes))


def _twice(way: Ratio) -> BudgetResult:
    """Measure beside whatever else runs; if that does not decide, once more while no other budget is measured."""
    way.warm_up()
    with alone.beside_others():
        result = _look(way)
    if result.status is BudgetStatus.UNDECIDED:
        way.rounds.forget()
        with alone.alone():
            result = _look(way)
    if result.status is not BudgetStatus.OVER:
        way.rounds.check_waiting(way.budget.limit)
    return result


def _look(way: Ratio) -> BudgetResult:
    """Add rounds, and look at them now and then, until there is a verdict."""
    done, status, interval = way.done, None, rule.Interval(0, 0, 0)
    for count in way.looks:
        way.add(count - done)
        done = count
        status, interval = way.verdict()
        if status is not None:
            break
    return _result(way, status, interval)


def _result(way: Ratio, status: BudgetStatus | None, interval: Interval) -> BudgetResult:
    result = blank(way.budget, status or BudgetStatus.UNDECIDED)
    high = None if math.isinf(interval.high) else interval.high  # JSON has no infinity
    bounds = replace(result, value=interval.value, low=interval.low, high=high, clock=way.rounds.clock)
    measured = way.recorded(bounds)
    return replace(measured, message=words.say(measured))
