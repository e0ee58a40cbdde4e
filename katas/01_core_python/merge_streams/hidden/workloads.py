"""The first items of a merge of many streams, and all items of a long one in runs."""

from itertools import islice


def setup_first_items(rng, n):
    """n sorted streams of 20 items."""
    return [sorted(rng.randrange(1_000_000) for _ in range(20)) for _ in range(n)]


def first_items(module, streams):
    merged = module.merge(*streams)
    items = list(islice(merged, 4 * len(streams)))
    merged.close()
    return items


def setup_long_runs(rng, n):
    """One stream of n items, in runs of 50 on average."""
    return [rng.randrange(max(1, n // 50)) for _ in range(max(1, n // 50)) for _ in range(50)]


def long_runs(module, items):
    return [(key, sum(1 for _ in run)) for key, run in module.group_runs(items, key=lambda item: item // 3)]
