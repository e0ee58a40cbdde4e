"""A long stream, and many shards that are merged.

Means and variances of different designs differ in their last digits, so each is compared with the known one here.
The values are whole numbers in a row, whose mean and variance are known, in any order.
"""


def _near(x, known):
    return abs(x - known) <= 1e-6 * abs(known)


def _seen(s, first, n):
    return s.count, s.minimum, s.maximum, _near(s.mean, first + (n - 1) / 2), _near(s.variance, n * (n + 1) / 12)


def setup_stream(rng, n):
    return rng.randrange(10**6), n


def stream(module, data):
    first, n = data
    s = module.Stats(float(first + i) for i in range(n // 2))
    for i in range(n // 2, n):
        s.push(float(first + i))
    return _seen(s, first, n)


def setup_shards(rng, n):
    first = rng.randrange(10**6)
    values = [float(first + i) for i in range(n)]
    rng.shuffle(values)
    return first, [values[i:i + 15] for i in range(0, n, 15)]


def shards(module, data):
    first, parts = data
    total = module.Stats()
    for part in parts:
        s = module.Stats()
        for x in part:
            s.push(x)
        total.merge(s)
    return _seen(total, first, sum(map(len, parts)))
