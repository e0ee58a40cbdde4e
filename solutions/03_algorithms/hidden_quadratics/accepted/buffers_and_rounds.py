"""A bytearray with a mark, rounds over who is left, one dict, chains, and the library's regression."""

from itertools import chain
from math import log
from statistics import linear_regression


def lines(chunks):
    buffer, searched = bytearray(), 0
    for chunk in chunks:
        buffer += chunk
        while (end := buffer.find(b"\n", searched)) >= 0:
            yield bytes(buffer[:end])
            del buffer[:end + 1]              # CPython moves the start, not the bytes
            searched = 0
        searched = len(buffer)
    if buffer:
        yield bytes(buffer)


def interleave(sources):
    present = [iter(source) for source in sources]
    ended = object()
    while present:
        left = []
        for source in present:
            item = next(source, ended)
            if item is not ended:
                yield item
                left.append(source)
        present = left


def unique(items):
    given, unhashable = {}, []
    for item in items:
        if unhashable and item in unhashable:
            continue
        before = len(given)
        try:
            given.setdefault(item, item)
        except TypeError:
            if item in list(given):
                continue
            unhashable.append(item)
        else:
            if len(given) == before:
                continue
        yield item


def by_agent(batches):
    parts = {}
    for agent, events in batches:
        parts.setdefault(agent, []).append(tuple(events))
    return {agent: list(chain.from_iterable(all_of_it)) for agent, all_of_it in parts.items()}


def growth(fn, sizes):
    sizes = [*sizes]
    if any(n <= 0 for n in sizes) or len({*sizes}) <= 1:
        raise ValueError("sizes")
    counts = [fn(0)] + [fn(n) for n in [0, *sizes]]
    if not all(isinstance(count, int) for count in counts):
        raise TypeError("counts")
    return linear_regression([log(n) for n in sizes], [log(count - counts[1]) for count in counts[2:]]).slope
