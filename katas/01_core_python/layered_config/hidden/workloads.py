"""Lookups through many layers, and the number of keys while it grows."""


def setup_lookups(rng, n):
    """Many defaults, n layers of one key each, and keys to look up, most of them defaults."""
    defaults = {f"default-{k}": k for k in range(20)}
    layers = [{f"key-{k}": k} for k in range(n)]
    keys = [rng.choice([*defaults] * 20 + [key for layer in layers for key in layer]) for _ in range(10 * n)]
    return defaults, layers, keys


def lookups(module, data):
    defaults, layers, keys = data
    config = module.LayeredConfig(defaults)
    for layer in layers:
        config.push_layer("layer", layer)
    return [config[key] for key in keys]


def setup_sizes(rng, n):
    return [f"key-{rng.randrange(100 * n)}" for _ in range(n)]


def sizes(module, keys):
    config = module.LayeredConfig({"one": 1})
    config.push_layer("high")
    seen = []
    for key in keys:
        config[key] = 1
        seen.append(len(config))
    return seen
