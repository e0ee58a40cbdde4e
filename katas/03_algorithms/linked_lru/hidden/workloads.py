"""Tiles that are asked for, in caches that come and go."""


def setup_traffic(rng, n):
    """The tiles that fill a cache, and 2 n calls for these and a few more."""
    tiles = [(12, i // 40, i % 40) for i in range(n + n // 8)]
    calls = [(rng.choice("gggpdd"), rng.choice(tiles)) for _ in range(2 * n)]
    return rng.sample(tiles[:n], n), [(verb, (*tile[:2], tile[2])) for verb, tile in calls]


def traffic(module, data):
    """n entries, then 2 n times a value is got (and put if it is not there), put, or demoted."""
    tiles, calls = data
    cache, seen = module.LinkedLRU(len(tiles)), []
    for tile in tiles:
        cache.put(tile, len(seen))
    for verb, tile in calls:
        if verb == "d":
            seen.append(cache.demote(tile))
        elif verb == "p" or cache.get(tile) is None:
            cache.put(tile, len(seen))
    return hash(tuple(seen)), hash(tuple(cache.items()))


def setup_churn(rng, n):
    """Values for a cache that lives long, and sizes of n caches that do not."""
    return [rng.random() for _ in range(30 * n)], [rng.randrange(40, 50) for _ in range(n)]


def churn(module, data):
    """One cache of 50: many entries, new capacities, cleared again and again; n caches filled, used and dropped."""
    values, sizes = data
    evicted = []
    cache = module.LinkedLRU(50, on_evict=lambda key, value: evicted.append(None) if len(evicted) < 99 else None)
    for key, value in enumerate(values):
        cache.put(key, value)
        cache.get(key - key % 7)
        cache.demote(key - key % 11)
        if key % 100 == 99:
            cache.resize(10)
            cache.resize(50)
            cache.pop(key)
    for size in sizes:
        other = module.LinkedLRU(size)
        for key in range(size):
            cache.put(key, size)
            other.put(key, size)
        cache.clear()
    for _ in sizes:
        for key in range(40):
            other.get(key)
    return len(evicted), len(cache), other.items()


def setup_drain(rng, n):
    """Keys in any order."""
    return rng.sample(range(n), n)


def drain(module, keys):
    """A full cache whose capacity goes down by one each time, as memory gets scarce."""
    evicted = []
    cache = module.LinkedLRU(len(keys), on_evict=lambda key, value: evicted.append(key))
    for key in keys:
        cache.put(key, -key)
    for capacity in range(len(keys) - 1, -1, -1):
        cache.resize(capacity)
    return hash(tuple(evicted)), len(cache)
