"""An empty instance takes over the other's state object."""


class Stats:
    def __init__(self, values=()):
        self._s = {"count": 0, "mean": 0.0, "squares": 0.0, "low": None, "high": None}
        for x in values:
            self.push(x)

    @classmethod
    def from_dict(cls, state):
        made = cls()
        made._s = dict(state)
        return made

    def to_dict(self):
        return dict(self._s)

    def push(self, x):
        if not isinstance(x, (int, float)):
            raise TypeError(f"a value must be an int or a float, not {x!r}")
        if not -1e150 <= x <= 1e150:
            raise ValueError(f"not a finite number up to 1e150: {x!r}")
        s = self._s
        s["count"] += 1
        before = x - s["mean"]
        s["mean"] += before / s["count"]
        s["squares"] += before * (x - s["mean"])
        s["low"] = x if s["low"] is None else min(x, s["low"])
        s["high"] = x if s["high"] is None else max(x, s["high"])

    def merge(self, other):
        if not isinstance(other, Stats):
            raise TypeError(f"only Stats can be merged, not {other!r}")
        s, o = self._s, other._s
        if not o["count"]:
            return
        if not s["count"]:
            self._s = o
            return
        count = s["count"] + o["count"]
        apart, share = o["mean"] - s["mean"], o["count"] / count
        s["squares"] += o["squares"] + apart * apart * (s["count"] * share)
        s["mean"] += apart * share
        s["low"], s["high"], s["count"] = min(s["low"], o["low"]), max(s["high"], o["high"]), count

    @property
    def count(self):
        return self._s["count"]

    @property
    def mean(self):
        return self._some("mean")

    @property
    def variance(self):
        if self._s["count"] < 2:
            raise ValueError("a variance needs two values")
        return self._s["squares"] / (self._s["count"] - 1)

    @property
    def minimum(self):
        return self._some("low")

    @property
    def maximum(self):
        return self._some("high")

    def _some(self, name):
        if not self._s["count"]:
            raise ValueError("nothing was seen")
        return self._s[name]
