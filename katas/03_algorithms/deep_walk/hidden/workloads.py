"""A wide value."""


def setup_wide(rng, n):
    return [rng.randrange(1_000_000) for _ in range(n)]


def wide(module, value):
    return [sum(node for depth, _, node in module.walk(value, order) if depth) for order in ("pre", "post", "level")]
