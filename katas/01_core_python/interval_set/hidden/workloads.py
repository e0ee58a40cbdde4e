"""Membership in many intervals, and the union of two sets of many."""


def _pairs(rng, n, start):
    """n intervals with gaps, shuffled."""
    pairs = [(start + 10 * i, start + 10 * i + rng.randrange(1, 10)) for i in range(n)]
    rng.shuffle(pairs)
    return pairs


def setup_lookups(rng, n):
    return _pairs(rng, n, 0), [rng.randrange(10 * n) for _ in range(4 * n)]


def lookups(module, data):
    pairs, numbers = data
    s = module.IntervalSet(pairs)
    return [x in s for x in numbers]


def setup_algebra(rng, n):
    return _pairs(rng, n, 0), _pairs(rng, n, rng.randrange(5))


def algebra(module, data):
    left, right = data
    a, b = module.IntervalSet(left), module.IntervalSet(right)
    return [list(s) for s in (a | b, a & b, a - b, a ^ b)]
