"""A way never goes back over idling."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from heapq import heappop, heappush
from typing import Any

_Value = int | Fraction
_Job = tuple[Any, Any, _Value]


def best(jobs: Iterable[_Job], machines: int = 1) -> tuple[_Value, list[list[int]]]:
    known = list(jobs)
    if machines < 1:
        raise ValueError(f"there must be at least 1 machine, not {machines!r}")
    for number, (start, end, _) in enumerate(known):
        if not start < end:
            raise ValueError(f"job {number} must end after its start: {start!r} to {end!r}")
    wanted = sorted((i for i, job in enumerate(known) if job[2] > 0), key=lambda i: known[i][0])
    taken = _taken([known[i] for i in wanted], machines)
    chosen = [i for i, is_taken in zip(wanted, taken) if is_taken]
    return sum(known[i][2] for i in chosen), _handed_out(known, chosen, machines)


def _handed_out(jobs: Sequence[_Job], chosen: Sequence[int], machines: int) -> list[list[int]]:
    """Give each job, in order of start, to the first machine that is free."""
    plan: list[list[int]] = [[] for _ in range(machines)]
    free, busy = list(range(machines)), []
    for i in chosen:
        start, end, _ = jobs[i]
        while busy and not start < busy[0][0]:
            heappush(free, heappop(busy)[1])
        machine = heappop(free)
        plan[machine].append(i)
        heappush(busy, (end, machine))
    return plan


def _taken(jobs: Sequence[_Job], machines: int) -> list[bool]:
    """Say of each job whether it is among the best."""
    moments = sorted({moment for job in jobs for moment in job[:2]})
    place = {moment: p for p, moment in enumerate(moments)}
    ways = _Ways([(place[start], place[end], value) for start, end, value in jobs], len(moments))
    for _ in range(machines if jobs else 0):
        if not ways.add():
            break
    return ways.taken


class _Ways:
    """Ways from the first moment to the last.  A step idles to the next moment, or is a job; each job is in one way.

    A new way may also go back: over a job, which gives it up, or over a moment of idling.  A step that is not the
    best one has a loss: what the best way to its end is worth, less what is to be had over this step.
    """

    def __init__(self, spans: list[tuple[int, int, _Value]], moments: int) -> None:
        self.taken = [False] * len(spans)
        self._spans = spans
        self._idle = [0] * moments                      # how many ways idle from a moment to the next
        self._starts: list[list[int]] = [[] for _ in range(moments)]
        self._ends: list[list[int]] = [[] for _ in range(moments)]
        for job, (start, end, _) in enumerate(spans):
            self._starts[start].append(job)
            self._ends[end].append(job)
        self._worth: list[_Value] = [0] * moments       # the most that a way to each moment is worth
        self._came: dict[int, tuple[int, int]] = {}     # from where, and by which job
        self._first = True

    def add(self) -> bool:
        """Add the way that is worth most, unless it is worth nothing."""
        if self._first:
            self._look_forward()
        else:
            self._look_both_ways()
        self._first = False
        is_worth_it = self._worth[-1] > 0
        if is_worth_it:
            self._change()
        return is_worth_it

    def _change(self) -> None:
        """Take and give up what the way that was found says."""
        here = len(self._worth) - 1
        while here:
            there, job = self._came[here]
            if job >= 0:
                self.taken[job] = not self.taken[job]
            else:
                self._idle[min(here, there)] += here - there
            here = there

    def _look_forward(self) -> None:
        """No way is there to be changed: go through the moments once."""
        worth, came = self._worth, self._came
        for here in range(len(worth)):
            if here and worth[here] <= worth[here - 1]:
                worth[here], came[here] = worth[here - 1], (here - 1, -1)
            value = worth[here]
            for job in self._starts[here]:
                _, end, gain = self._spans[job]
                if value + gain > worth[end]:
                    worth[end] = value + gain
                    came[end] = here, job

    def _look_both_ways(self) -> None:
        """Find the ways of least loss, as Dijkstra did: against the worth of the ways before no step gains."""
        worth = self._worth
        loss: list[_Value | None] = [None] * len(worth)
        near: list[tuple[_Value, int, tuple[int, int]]] = [(0, 0, (0, -1))]
        while near:
            lost, here, way = heappop(near)
            if loss[here] is not None:
                continue
            loss[here], self._came[here] = lost, way
            for end, gain, job in self._steps(here):
                if loss[end] is None:
                    heappush(near, (lost + worth[end] - worth[here] - gain, end, (here, job)))
        for here, lost in enumerate(loss):
            worth[here] -= lost

    def _steps(self, here: int) -> list[tuple[int, _Value, int]]:
        """Return the steps from a moment: where to, what they gain, and which job they take or give up."""
        steps = [(end, gain, job) for job in self._starts[here] if not self.taken[job] for _, end, gain in [self._spans[job]]]
        steps += [(start, -gain, job) for job in self._ends[here] if self.taken[job] for start, _, gain in [self._spans[job]]]
        if here + 1 < len(self._idle):
            steps.append((here + 1, 0, -1))
        return steps
