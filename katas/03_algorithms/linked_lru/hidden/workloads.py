"""Requests for images: most are read once and let go, some are kept, some taken out."""


def setup_traffic(rng, n):
    requests = []
    for _ in range(n):
        number = int(rng.betavariate(1, 2) * 2 * n)
        requests.append((rng.choices(("load", "scan", "drop"), (1, 8, 1))[0], number))
    return n, requests


def traffic(module, data):
    """A cache for n entries, full, then n requests."""
    n, requests = data
    evicted = []
    cache = module.LruCache(n, on_evict=lambda key, value: evicted.append(key))
    for number in range(n):
        cache.put(2 * number, number)
    for what, number in requests:
        if what == "drop":
            if number in cache:
                cache.remove(number)
        else:
            if cache.get(number) is None:
                cache.put(number, number)
            if what == "scan":
                cache.demote(number)
    return evicted, cache.items()
