"""The first items of a merge of many streams: finding the next one must not look at all of them."""

from itertools import islice


def setup_first_items(rng, n):
    """n sorted streams of 20 items."""
    return [sorted(rng.randrange(1_000_000) for _ in range(20)) for _ in range(n)]


def first_items(module, streams):
    merged = module.merge(*streams)
    items = list(islice(merged, 4 * len(streams)))
    merged.close()
    return items
