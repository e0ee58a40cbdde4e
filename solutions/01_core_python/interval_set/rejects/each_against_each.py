"""Compares each interval of one set with each of the other."""

from bisect import bisect_right


class IntervalSet:
    """The bounds in one row, start, stop, start, stop, strictly ascending: equal sets have equal rows."""

    __slots__ = ("_bounds",)

    def __init__(self, pairs=()):
        object.__setattr__(self, "_bounds", _normal(pairs))

    def __setattr__(self, name, value):
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set {name!r}")

    def __delattr__(self, name):
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete {name!r}")

    def __reduce__(self):
        return type(self), (list(self),)

    @property
    def measure(self):
        return sum(stop - start for start, stop in self)

    def __iter__(self):
        return zip(self._bounds[::2], self._bounds[1::2])

    def __len__(self):
        return len(self._bounds) // 2

    def __contains__(self, x):
        return bisect_right(self._bounds, x) % 2 == 1

    def __or__(self, other):
        return self._combine(other, lambda left, right: left | right)

    def __and__(self, other):
        if not isinstance(other, IntervalSet):
            return NotImplemented
        return type(self)((max(a, c), min(b, d)) for a, b in self for c, d in other if max(a, c) < min(b, d))

    def __sub__(self, other):
        if not isinstance(other, IntervalSet):
            return NotImplemented
        left = list(self)
        for c, d in other:
            left = [pair for a, b in left for pair in ((a, min(b, c)), (max(a, d), b)) if pair[0] < pair[1]]
        return type(self)(left)

    def __xor__(self, other):
        return (self - other) | (other - self) if isinstance(other, IntervalSet) else NotImplemented

    def __eq__(self, other):
        return self._bounds == other._bounds if isinstance(other, IntervalSet) else NotImplemented

    def __hash__(self):
        return hash(self._bounds)

    def __le__(self, other):
        return not self - other if isinstance(other, IntervalSet) else NotImplemented

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, IntervalSet) else NotImplemented

    def __repr__(self):
        return f"{type(self).__name__}({list(self)})"

    def __str__(self):
        return format(self, "")

    def __format__(self, spec):
        return " ".join(f"[{start:{spec}}, {stop:{spec}})" for start, stop in self) or "{}"

    def _combine(self, other, wanted):
        """Walk both rows at once; the result has a bound wherever what is wanted changes."""
        if not isinstance(other, IntervalSet):
            return NotImplemented
        left, right, row = self._bounds, other._bounds, []
        i = j = 0
        while i < len(left) or j < len(right):
            x = left[i] if j == len(right) or (i < len(left) and left[i] < right[j]) else right[j]
            i += i < len(left) and left[i] == x
            j += j < len(right) and right[j] == x
            if wanted(i % 2, j % 2) != len(row) % 2:      # an odd index is inside, the result's own too
                row.append(x)
        return type(self)(zip(row[::2], row[1::2]))


def _normal(pairs):
    row = []
    for start, stop in sorted((start, stop) for start, stop in pairs):
        if start > stop:
            raise ValueError(f"an interval may not stop before it starts: ({start!r}, {stop!r})")
        if start == stop:
            continue
        if row and start <= row[-1]:
            row[-1] = max(row[-1], stop)
        else:
            row += start, stop
    return tuple(row)
