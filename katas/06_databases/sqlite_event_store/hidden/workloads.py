"""A database of many events, read from its beginning."""

from pathlib import Path


def setup_replay(rng, n):
    """n events of 200 bytes."""
    return rng.randrange(10, 99), n


def replay(module, data):
    """How many events there are, and a sum over them that depends on their order."""
    first, n = data
    store = module.EventStore("replayed", clock=lambda: 1.0)
    for start in range(0, n, 100):
        store.append("s", start, [module.Event("kind", b"%8d" % (first + i) + b"x" * 192) for i in range(start, start + 100)])
    count = total = 0
    for place, record in enumerate(store.read_all()):
        count += 1
        total += place * int(record.data[:8])
    for record in store.read("s", 5):
        total += record.version * len(record.data)
    store.close()
    for name in ("replayed", "replayed-wal", "replayed-shm"):
        Path(name).unlink(missing_ok=True)
    return count, total
