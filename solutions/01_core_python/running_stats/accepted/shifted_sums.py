"""Sums of differences from the first value, and of their squares; a merge moves the other's sums to one's own first value."""

import math
from dataclasses import asdict, dataclass, fields


@dataclass
class _State:
    origin: float = 0.0
    count: int = 0
    total: float = 0.0
    squares: float = 0.0
    lowest: float | None = None
    highest: float | None = None


class Stats:
    def __init__(self, values=()):
        self.state = _State()
        for value in values:
            self.push(value)

    @classmethod
    def from_dict(cls, d):
        stats = cls()
        stats.state = _State(**{field.name: d[field.name] for field in fields(_State)})
        return stats

    def to_dict(self):
        return asdict(self.state)

    def push(self, x):
        if type(x) is not float and not isinstance(x, int):
            raise TypeError(f"{type(x).__name__} is no number here")
        if abs(x) > 1e150 or math.isnan(x):
            raise ValueError(f"{x} is not allowed")
        s = self.state
        if s.count == 0:
            s.origin = s.lowest = s.highest = x
        d = x - s.origin
        s.count += 1
        s.total += d
        s.squares += d * d
        s.lowest, s.highest = min(s.lowest, x), max(s.highest, x)

    def merge(self, other):
        if not isinstance(other, Stats):
            raise TypeError("not a Stats")
        s, o = self.state, other.state
        if o.count == 0:
            return
        if s.count == 0:
            self.state = _State(**asdict(o))
            return
        d = o.origin - s.origin
        squares, total = o.squares + 2 * d * o.total + o.count * (d * d), o.total + o.count * d
        s.squares, s.total, s.count = s.squares + squares, s.total + total, s.count + o.count
        s.lowest, s.highest = min(s.lowest, o.lowest), max(s.highest, o.highest)

    @property
    def count(self):
        return self.state.count

    def _need(self, least):
        if self.state.count < least:
            raise ValueError(f"{least} values are needed, {self.state.count} are there")
        return self.state

    @property
    def mean(self):
        s = self._need(1)
        return s.origin + s.total / s.count

    @property
    def variance(self):
        s = self._need(2)
        return max(0.0, s.squares - s.total * (s.total / s.count)) / (s.count - 1)

    @property
    def minimum(self):
        return self._need(1).lowest

    @property
    def maximum(self):
        return self._need(1).highest
