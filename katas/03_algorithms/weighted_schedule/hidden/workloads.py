"""Passes of satellites over a ground station."""


def _passes(rng, n, length):
    """n passes in a time of 10 n, each shorter than a length."""
    starts = [rng.randrange(10 * n) for _ in range(n)]
    return [(start, start + rng.randrange(1, length), rng.randrange(1, 1000)) for start in starts]


def setup_single(rng, n):
    return _passes(rng, n, 300)


def single(module, jobs):
    """One machine."""
    return module.best(jobs)[0]


def setup_several(rng, n):
    return _passes(rng, n, 300)


def several(module, jobs):
    """Four machines."""
    return module.best(jobs, 4)[0]
