"""Keeps all values, and asks the statistics module."""

import statistics


class Stats:
    def __init__(self, values=()):
        self._values = []
        for x in values:
            self.push(x)

    @classmethod
    def from_dict(cls, state):
        made = cls()
        made._values = list(state["values"])
        return made

    def to_dict(self):
        return {"values": list(self._values)}

    def push(self, x):
        if not isinstance(x, (int, float)):
            raise TypeError(f"a value must be an int or a float, not {x!r}")
        if not -1e150 <= x <= 1e150:
            raise ValueError(f"not a finite number up to 1e150: {x!r}")
        self._values.append(x)

    def merge(self, other):
        if not isinstance(other, Stats):
            raise TypeError(f"only Stats can be merged, not {other!r}")
        self._values += list(other._values)

    @property
    def count(self):
        return len(self._values)

    @property
    def mean(self):
        return statistics.mean(self._values)

    @property
    def variance(self):
        return statistics.variance(self._values)

    @property
    def minimum(self):
        return min(self._values)

    @property
    def maximum(self):
        return max(self._values)
