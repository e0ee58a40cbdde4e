"""Sums of Fractions."""

import statistics
from fractions import Fraction


class Stats:
    def __init__(self, values=()):
        self._kept, self._sum, self._squares, self._count = [], Fraction(0), Fraction(0), 0
        for x in values:
            self.push(x)

    @classmethod
    def from_dict(cls, state):
        made = cls()
        made._sum, made._squares, made._count = Fraction(*state["sum"]), Fraction(*state["squares"]), state["count"]
        made._kept = list(state["kept"])
        return made

    def to_dict(self):
        return {
            "sum": list(self._sum.as_integer_ratio()), "squares": list(self._squares.as_integer_ratio()),
            "count": self._count, "kept": self._kept[:],
        }

    def push(self, x):
        if not isinstance(x, (int, float)):
            raise TypeError(f"a value must be an int or a float, not {x!r}")
        if not -1e150 <= x <= 1e150:
            raise ValueError(f"not a finite number up to 1e150: {x!r}")
        self._count += 1
        self._sum += Fraction(x)
        self._squares += Fraction(x) ** 2
        self._kept = [min([x, *self._kept]), max([x, *self._kept])]

    def merge(self, other):
        if not isinstance(other, Stats):
            raise TypeError(f"only Stats can be merged, not {other!r}")
        if other._count:
            self._kept = [min(self._kept + other._kept), max(self._kept + other._kept)]
        self._sum, self._squares, self._count = self._sum + other._sum, self._squares + other._squares, self._count + other._count

    @property
    def count(self):
        return self._count

    @property
    def mean(self):
        if not self._count:
            raise ValueError("nothing was seen")
        return float(self._sum / self._count)

    @property
    def variance(self):
        if self._count < 2:
            raise ValueError("a variance needs two values")
        return float((self._squares - self._sum**2 / self._count) / (self._count - 1))

    @property
    def minimum(self):
        return min(self._kept)

    @property
    def maximum(self):
        return max(self._kept)
