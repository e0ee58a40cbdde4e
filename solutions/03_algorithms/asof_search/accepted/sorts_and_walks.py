"""Walks along both sides at once after sorting `left`; the ring compares its middle with its end, one step at a time."""


def first_true(lo, hi, predicate):
    if lo > hi:
        raise ValueError(lo, hi)
    count = hi - lo
    while count:
        half = count // 2
        if predicate(lo + half):
            count = half
        else:
            lo, count = lo + half + 1, count - half - 1
    return lo


def asof_join(left, right, *, direction="backward", tolerance=None, exact=True):
    if direction not in {"backward", "forward", "nearest"}:
        raise ValueError(direction)
    if tolerance is not None and not tolerance >= tolerance * 0:
        raise ValueError(tolerance)
    last = None
    for key in right:
        if key != key or (last is not None and key < last):
            raise ValueError(right)
        last = key
    left = list(left)
    found = [None] * len(left)
    below, upto = 0, 0                   # how many keys of right are below the key of left, and how many are not above it
    for place in sorted((i for i, key in enumerate(left) if key == key), key=left.__getitem__):
        key = left[place]
        while below < len(right) and right[below] < key:
            below += 1
        upto = max(upto, below)
        while upto < len(right) and right[upto] <= key:
            upto += 1
        back, ahead = (upto - 1, below) if exact else (below - 1, upto)
        found[place] = _choose(right, key, back, ahead, direction, tolerance)
    return found


def _choose(right, key, back, ahead, direction, tolerance):
    def distance(i):
        gap = abs(right[i] - key)
        return gap if gap == gap else 0.0     # of two equal infinities it is NaN
    sides = [i for i in (back, ahead) if 0 <= i < len(right)]
    if direction == "backward":
        sides = [i for i in sides if i == back]
    elif direction == "forward":
        sides = [i for i in sides if i == ahead]
    if tolerance is not None:
        sides = [i for i in sides if distance(i) <= tolerance]
    return min(sides, key=distance, default=None)


def oldest(ring):
    lo, hi = 0, len(ring) - 1
    if hi < 0:
        raise ValueError("empty")
    first = ring[0]
    while hi > 0 and ring[hi] == first:
        hi -= 1
    if hi < len(ring) - 1 and (hi == 0 or ring[hi] > first):
        return 0 if hi == 0 else hi + 1
    while lo < hi:
        middle = (lo + hi) // 2
        if ring[middle] > ring[hi]:
            lo = middle + 1
        else:
            hi = middle
    return lo
