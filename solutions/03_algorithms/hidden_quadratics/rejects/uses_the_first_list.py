"""The inner loops of a log collector, each linear, and a measure of how they grow."""

from collections import deque
from math import log


def lines(chunks):
    pending = []                              # the parts of a line whose end has not come
    for chunk in chunks:
        part, *rest = bytes(chunk).split(b"\n")
        pending.append(part)
        if rest:
            yield b"".join(pending)
            *complete, part = rest
            pending = [part]
            yield from complete
    if last := b"".join(pending):
        yield last


def interleave(sources):
    turns = deque(map(iter, sources))
    while turns:
        source = turns.popleft()
        for item in source:
            yield item
            turns.append(source)
            break


def unique(items):
    hashed, others = set(), []
    for item in items:
        try:
            hash(item)
        except TypeError:
            if item in others or any(item == known for known in hashed):
                continue
            others.append(item)
        else:
            if item in hashed or item in others:
                continue
            hashed.add(item)
        yield item


def by_agent(batches):
    events_of = {}
    for agent, events in batches:
        if agent not in events_of:
            events_of[agent] = events if isinstance(events, list) else list(events)
        else:
            events_of[agent] += events
    return events_of


def growth(fn, sizes):
    sizes = list(sizes)
    if len(set(sizes)) < 2 or min(sizes) < 1:
        raise ValueError(f"at least two different sizes from 1 on, not {sizes}")
    _count(fn, 0)                             # what only the first call costs
    fixed = _count(fn, 0)                     # what every call costs
    xs = [log(n) for n in sizes]
    ys = [log(_count(fn, n) - fixed) for n in sizes]      # log of 0 or less is a ValueError
    mean = sum(xs) / len(xs)
    return sum((x - mean) * y for x, y in zip(xs, ys)) / sum((x - mean) ** 2 for x in xs)


def _count(fn, n):
    count = fn(n)
    if not isinstance(count, int):
        raise TypeError(f"operations are counted in whole numbers, not {count!r}")
    return count
