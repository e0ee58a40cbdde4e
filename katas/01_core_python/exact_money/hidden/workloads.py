"""An allocation over more and more weights, with about as many units missing as half the weights."""


def setup_allocation(rng, n):
    return rng.randrange(10**9, 10**10), [rng.randrange(1, 10**6) for _ in range(n)]


def allocation(module, data):
    total, weights = data
    parts = module.allocate(total, weights)
    return sum(parts), sum(i * part for i, part in enumerate(parts))
