"""Samples that are appended and read once, slices of slices, and texts that are all different."""

from functools import cache


def setup_samples(rng, n):
    """What the rows are made of, and from where they count."""
    return rng.randrange(2**40), [rng.randrange(40) for _ in range(n)]


def samples(module, data):
    """n rows of fresh objects, and one look at each."""
    start, hosts = data
    store = module.RowStore({"at": "int", "size": "int", "seconds": "float", "ok": "bool", "host": "str"})
    for i, host in enumerate(hosts, start):
        store.append({"at": i, "size": i * host, "seconds": i / 7, "ok": host > 3, "host": f"host-{host}.example"})
    total, ok, letters = 0, 0, 0
    for row in store:
        total += row["size"] - row["at"]
        ok += row["ok"]
        letters += len(row["host"])
    return total, ok, letters, store[-1]["seconds"]


@cache
def store_of(module, n):
    """A store with n rows, made once for each module."""
    store = module.RowStore({"at": "int", "host": "str"})
    for i in range(n):
        store.append({"at": i, "host": f"host-{i % 40}"})
    return store


def setup_windows(rng, n):
    return n, [(rng.randrange(n // 4), rng.randrange(n - n // 4, n)) for _ in range(100)]


def windows(module, data):
    """100 slices of most of the rows, each sliced again: what is first and last."""
    n, bounds = data
    store = store_of(module, n)
    seen = 0
    for low, high in bounds:
        rows = store[low:high][::-2][5:]
        seen += rows[0]["at"] * len(rows) + rows[-1]["at"]
    return seen


def setup_names(rng, n):
    return [{"name": f"customer-{number:09}"} for number in rng.sample(range(10**9), n)]


def names(module, rows):
    """Rows of which no two have the same text."""
    store = module.RowStore({"name": "str"})
    for row in rows:
        store.append(row)
    return store[0]["name"], store[len(rows) // 2]["name"], len(store)
