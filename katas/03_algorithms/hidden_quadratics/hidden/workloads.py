"""A day at the collector: many agents, one that talks on, big chunks, lines in crumbs, many batches."""

from itertools import chain
from zlib import crc32


def _words(rng, n):
    """n parts of lines; some thousand different ones are enough."""
    words = [bytes([rng.randrange(97, 123)]) * rng.randrange(10, 30) for _ in range(100)]
    return rng.choices(words, k=n)


def setup_many_sources(rng, n):
    """n sources of one to three items."""
    return [range(i, i + k) for i, k in enumerate(rng.choices((1, 2, 3), k=n))]


def many_sources(module, sources):
    return hash(tuple(module.interleave(sources)))


def setup_one_long_source(rng, n):
    """n sources of one item and, among them, one of n."""
    sources = [[rng.randrange(n)] for _ in range(n)]
    sources.insert(rng.randrange(n), range(n))
    return sources


def one_long_source(module, sources):
    return hash(tuple(module.interleave(sources)))


def setup_many_lines(rng, n):
    """n lines in one chunk."""
    return [b"\n".join(_words(rng, n))]


def many_lines(module, chunks):
    found = list(module.lines(chunks))
    return len(found), crc32(b"|".join(found))


def setup_long_line(rng, n):
    """A line in n chunks."""
    return _words(rng, n)


def long_line(module, chunks):
    found = list(module.lines(chunks))
    return len(found), crc32(b"|".join(found))


def setup_batches(rng, n):
    """n batches of one agent, and among them eight of each of n // 8 others."""
    events = [tuple(rng.choices(range(200), k=4)) for _ in range(50)]
    agents = [agent for pair in zip(sorted([*range(n // 8)] * 8), [-1] * n) for agent in pair]
    return list(zip(agents, rng.choices(events, k=len(agents))))


def batches(module, data):
    events_of = module.by_agent(data)
    found = events_of.values()
    return hash(tuple(events_of)), hash(tuple(map(len, found))), hash(tuple(chain.from_iterable(found)))
