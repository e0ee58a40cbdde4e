"""Looks for keys that fall, which beside NaN none does."""

from bisect import bisect_left, bisect_right
from itertools import islice
from operator import gt

_DIRECTIONS = "backward", "forward", "nearest"


def first_true(lo, hi, predicate):
    if lo > hi:
        raise ValueError(f"lo is {lo}, above hi, which is {hi}")
    while lo < hi:
        middle = (lo + hi) // 2
        if predicate(middle):
            hi = middle
        else:
            lo = middle + 1
    return lo


def asof_join(left, right, *, direction="backward", tolerance=None, exact=True):
    _check(right, direction, tolerance)
    after, before = (bisect_right, bisect_left) if exact else (bisect_left, bisect_right)

    def match(key):
        if key != key:                                   # NaN: every comparison is false, so bisect would find something
            return None
        back, ahead = after(right, key) - 1, before(right, key)
        if direction == "nearest" and back >= 0 and ahead < len(right):
            index = ahead if right[ahead] - key < key - right[back] else back
        else:
            index = ahead if direction == "forward" or (direction == "nearest" and back < 0) else back
        return index if 0 <= index < len(right) and near(right[index], key) else None

    def near(found, key):                                # the difference of two infinities is NaN, so ask for == first
        return tolerance is None or found == key or abs(found - key) <= tolerance

    return [match(key) for key in left]


def oldest(ring):
    if not len(ring):
        raise ValueError("an empty ring has no oldest entry")
    first, end = ring[0], len(ring)
    while end > 1 and ring[end - 1] == first:            # these do not say on which side of the seam they are
        end -= 1
    if end == 1:
        return 0
    start = first_true(1, end, lambda i: ring[i] < first)
    return start % len(ring)


def _check(right, direction, tolerance):
    if direction not in _DIRECTIONS:
        raise ValueError(f"direction must be one of {_DIRECTIONS}, not {direction!r}")
    if tolerance is not None and not tolerance >= type(tolerance)():     # 0, 0.0, timedelta()
        raise ValueError(f"tolerance must be 0 or more, not {tolerance!r}")
    if any(map(gt, right, islice(right, 1, None))):
        raise ValueError("the keys of right are not in order")
