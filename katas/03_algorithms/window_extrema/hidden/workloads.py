"""Long windows that are read at every step, and a long stream through short ones.

The answers are sums over all that was read, so that nothing has to be kept for them.
"""


def setup_extrema(rng, n):
    return [rng.randrange(1_000_000) for _ in range(n)]


def extrema(module, values):
    """The last n / 2 of n ints; lowest and highest are read after each."""
    window, lows, highs = module.CountWindow(len(values) // 2), 0, 0
    for value in values:
        window.push(value)
        lows += window.min()
        highs += window.max()
    return lows, highs


def setup_totals(rng, n):
    return [(rng.uniform(0.001, 1_000.0), at) for at in range(n)]


def totals(module, readings):
    """One reading a second; the sum is read when it comes, and again when the oldest has left, half a second later."""
    window, seen = module.TimeWindow(3 * len(readings) // 4 + 0.5), 0.0
    for value, at in readings:
        window.push(value, at)
        seen += window.sum()
        window.advance(at + 0.5)
        seen += window.sum()
    return seen


def setup_stream(rng, n):
    return rng.randrange(1_000_000), n


def stream(module, data):
    """n values, made as they are pulled, through windows of 100 values and of 100 seconds."""
    start, n = data
    lows, highs = 0, 0
    for low, high in module.sliding(_numbers(start, n), 100):
        lows += low
        highs += high
    window, sums = module.TimeWindow(100), 0
    for at, value in enumerate(_numbers(start, n)):
        window.push(value, at)
        sums += window.sum() + window.max()
    return lows, highs, sums


def _numbers(x, n):
    for _ in range(n):
        x = (x * 48_271 + 11) % 2_147_483_647     # a generator of Lehmer's kind
        yield x
