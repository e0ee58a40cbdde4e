"""A frozen dataclass of pairs; two pointers for the intersection, the gaps for the difference, the rest made of these."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from math import inf
from operator import itemgetter


def with_sets_only(method):
    @wraps(method)
    def checked(self, other):
        return method(self, other) if isinstance(other, IntervalSet) else NotImplemented

    return checked


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IntervalSet:
    pairs: tuple = ()

    def __post_init__(self):
        joined = []
        for start, stop in sorted(map(tuple, self.pairs), key=itemgetter(0)):
            if stop < start:
                raise ValueError(f"start {start} is greater than stop {stop}")
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], stop)
            elif start < stop:
                joined.append((start, stop))
        object.__setattr__(self, "pairs", tuple(joined))

    @property
    def measure(self):
        return sum(stop - start for start, stop in self.pairs)

    def __iter__(self):
        return iter(self.pairs)

    def __len__(self):
        return len(self.pairs)

    def __contains__(self, x):
        at = bisect_right(self.pairs, x, key=itemgetter(0)) - 1
        return at >= 0 and x < self.pairs[at][1]

    @with_sets_only
    def __or__(self, other):
        return type(self)(chain(self, other))

    @with_sets_only
    def __and__(self, other):
        common, i, j = [], 0, 0
        while i < len(self) and j < len(other):
            (a, b), (c, d) = self.pairs[i], other.pairs[j]
            if max(a, c) < min(b, d):
                common.append((max(a, c), min(b, d)))
            i, j = (i + 1, j) if b < d else (i, j + 1)
        return type(self)(common)

    @with_sets_only
    def __sub__(self, other):
        bounds = [-inf, *chain.from_iterable(other), inf]
        gaps = object.__new__(IntervalSet)
        object.__setattr__(gaps, "pairs", tuple(zip(bounds[::2], bounds[1::2], strict=True)))
        return self & gaps

    @with_sets_only
    def __xor__(self, other):
        return (self | other) - (self & other)

    @with_sets_only
    def __eq__(self, other):
        return self.pairs == other.pairs

    @with_sets_only
    def __le__(self, other):
        return self & other == self

    @with_sets_only
    def __lt__(self, other):
        return len(self - other) == 0 and self != other

    def __hash__(self):
        return hash((IntervalSet, self.pairs))

    def __repr__(self):
        return f"{type(self).__name__}({[*self.pairs]!r})"

    def __str__(self):
        return " ".join(f"[{start}, {stop})" for start, stop in self) if self else "{}"

    def __format__(self, spec):
        return " ".join("[" + ", ".join(format(x, spec) for x in pair) + ")" for pair in self) or "{}"
