"""Keeps Shewchuk's partial sums, as math.fsum does, and subtracts what leaves."""

from collections import deque
from fractions import Fraction
from math import inf, isfinite

# Every float is a whole number of parts of 1 / 2**_BITS: the smallest float above zero is one part.
_BITS = 1074
_UNIT = 1 << _BITS


class _Window:
    """All values by age, and those that can still become the lowest, or the highest, once older ones have left.

    One entry stands in all three rows and is told by identity, so equal values are no special case.
    """

    def __init__(self):
        self._entries, self._lows, self._highs = deque(), deque(), deque()
        self._whole, self._partials, self._floats = 0, [], 0

    def __len__(self):
        return len(self._entries)

    def min(self):
        return self._oldest(self._lows)

    def max(self):
        return self._oldest(self._highs)

    def sum(self):
        if not self._floats:
            return self._whole
        return float(sum(map(Fraction, self._partials), Fraction(self._whole)))

    def _oldest(self, row):
        if not row:
            raise ValueError("the window is empty")
        return row[0][0]

    def _enter(self, value, at):
        entry = value, at
        self._entries.append(entry)
        while self._lows and self._lows[-1][0] >= value:
            self._lows.pop()
        self._lows.append(entry)
        while self._highs and self._highs[-1][0] <= value:
            self._highs.pop()
        self._highs.append(entry)
        self._add(value, 1)

    def _leave(self):
        entry = self._entries.popleft()
        if self._lows[0] is entry:
            self._lows.popleft()
        if self._highs[0] is entry:
            self._highs.popleft()
        self._add(entry[0], -1)

    def _add(self, value, sign):
        if not isinstance(value, float):
            self._whole += sign * value
            return
        self._floats += sign
        x, kept = sign * value, []
        for y in self._partials:
            if abs(x) < abs(y):
                x, y = y, x
            total = x + y
            error = y - (total - x)
            if error:
                kept.append(error)
            x = total
        self._partials = [*kept, x]


class CountWindow(_Window):
    def __init__(self, count):
        if count < 1:
            raise ValueError(f"count must be at least 1, not {count!r}")
        super().__init__()
        self._count = count

    def push(self, value):
        _check_finite(value)
        if len(self) == self._count:
            self._leave()
        self._enter(value, None)


class TimeWindow(_Window):
    def __init__(self, seconds):
        _check_finite(seconds)
        if seconds <= 0:
            raise ValueError(f"seconds must be above 0, not {seconds!r}")
        super().__init__()
        self._seconds, self._now = seconds, -inf

    def push(self, value, at):
        _check_finite(value)
        self.advance(at)
        self._enter(value, at)

    def advance(self, now):
        _check_finite(now)
        if now < self._now:
            raise ValueError(f"time goes backwards, from {self._now!r} to {now!r}")
        self._now = now
        while self._entries and now - self._entries[0][1] >= self._seconds:
            self._leave()

    def rate(self):
        return len(self) / self._seconds


def sliding(values, count):
    return _sliding(values, CountWindow(count), count)     # a generator would tell of a wrong count only when pulled


def _sliding(values, window, count):
    for value in values:
        window.push(value)
        if len(window) == count:
            yield window.min(), window.max()


def _check_finite(number):
    if isinstance(number, float) and not isfinite(number):     # isfinite of a huge int is an OverflowError
        raise ValueError(f"{number!r} is not finite")
