"""Many records of which nearly all are new, and a long stream of few kinds."""

from operator import itemgetter


def setup_distinct(rng, n):
    """n records with numbers for keys, some of which come twice."""
    return [{"id": rng.randrange(20 * n)} for _ in range(n)]


def distinct(module, records):
    return list(module.dedupe(records, key=itemgetter("id")))


def setup_stream(rng, n):
    return rng.randrange(1_000_000), n


def stream(module, data):
    """n records of 20 kinds, made as they are pulled."""
    start, n = data
    return list(module.dedupe({"kind": (start + k) % 20, "tags": ["a", "b"]} for k in range(n)))
