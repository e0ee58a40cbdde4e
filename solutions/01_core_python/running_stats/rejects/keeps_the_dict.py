"""Goes on in the dict that it was given."""


class Stats:
    def __init__(self, values=()):
        vars(self).update(n=0, average=0.0, squares=0.0, low=None, high=None)
        for x in values:
            self.push(x)

    @classmethod
    def from_dict(cls, state):
        made = cls()
        made.__dict__ = state
        return made

    def to_dict(self):
        return dict(vars(self))

    def push(self, x):
        if not isinstance(x, (int, float)):
            raise TypeError(f"a value must be an int or a float, not {x!r}")
        if not -1e150 <= x <= 1e150:
            raise ValueError(f"not a finite number up to 1e150: {x!r}")
        self.n += 1
        before = x - self.average
        self.average += before / self.n
        self.squares += before * (x - self.average)
        self.low = x if self.low is None else min(x, self.low)
        self.high = x if self.high is None else max(x, self.high)

    def merge(self, other):
        if not isinstance(other, Stats):
            raise TypeError(f"only Stats can be merged, not {other!r}")
        if not other.n:
            return
        count = self.n + other.n
        apart, share = other.average - self.average, other.n / count
        self.squares += other.squares + apart * apart * (self.n * share)
        self.average += apart * share
        self.low = min(self.low, other.low) if self.n else other.low
        self.high = max(self.high, other.high) if self.n else other.high
        self.n = count

    @property
    def count(self):
        return self.n

    @property
    def mean(self):
        return self._some(self.average)

    @property
    def variance(self):
        if self.n < 2:
            raise ValueError("a variance needs two values")
        return self.squares / (self.n - 1)

    @property
    def minimum(self):
        return self._some(self.low)

    @property
    def maximum(self):
        return self._some(self.high)

    def _some(self, figure):
        if not self.n:
            raise ValueError("nothing was seen")
        return figure
