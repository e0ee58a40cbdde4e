"""Begins with infinite extremes."""

LARGEST = 1e150          # the square of a difference is still a float


class Stats:
    """Welford's update for a value, Chan's for a merge: squares are summed of deviations from the mean only."""

    __slots__ = ("_count", "_high", "_low", "_mean", "_squares")

    def __init__(self, values=()):
        self._count, self._mean, self._squares = 0, 0.0, 0.0
        self._low, self._high = float('inf'), float('-inf')
        for x in values:
            self.push(x)

    @classmethod
    def from_dict(cls, state):
        made = cls()
        made._count, made._mean, made._squares = state["count"], state["mean"], state["squares"]
        made._low, made._high = state["low"], state["high"]
        return made

    def to_dict(self):
        return {"count": self._count, "mean": self._mean, "squares": self._squares, "low": self._low, "high": self._high}

    def push(self, x):
        if not isinstance(x, (int, float)):
            raise TypeError(f"a value must be an int or a float, not {x!r}")
        if not -LARGEST <= x <= LARGEST:             # false for NaN, and exact for ints
            raise ValueError(f"not a finite number up to 1e150: {x!r}")
        self._count += 1
        before = x - self._mean
        self._mean += before / self._count
        self._squares += before * (x - self._mean)
        if self._count == 1 or x < self._low:
            self._low = x
        if self._count == 1 or x > self._high:
            self._high = x

    def merge(self, other):
        if not isinstance(other, Stats):
            raise TypeError(f"only Stats can be merged, not {other!r}")
        if not other._count:
            return
        count = self._count + other._count
        apart, share = other._mean - self._mean, other._count / count
        self._squares += other._squares + apart * apart * (self._count * share)
        self._mean += apart * share
        self._low = min(self._low, other._low)
        self._high = max(self._high, other._high)
        self._count = count

    @property
    def count(self):
        return self._count

    @property
    def mean(self):
        return self._some(self._mean)

    @property
    def variance(self):
        if self._count < 2:
            raise ValueError("a variance needs two values")
        return self._squares / (self._count - 1)

    @property
    def minimum(self):
        return self._some(self._low)

    @property
    def maximum(self):
        return self._some(self._high)

    def _some(self, figure):
        if not self._count:
            raise ValueError("nothing was seen")
        return figure
