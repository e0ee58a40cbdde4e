"""Looks at the heads of all streams for each item."""

from contextlib import ExitStack
from itertools import groupby, islice
from operator import itemgetter

_NOTHING = object()


def _begun(function):
    """Run a generator up to its first, bare `yield`: from there on `close()` runs what its `with` has to do."""
    def begin(*args):
        generator = function(*args)
        next(generator)
        return generator

    return begin


def _closing(sources):
    stack = ExitStack()
    for source in sources:
        if hasattr(source, "close"):
            stack.callback(source.close)
    return stack


@_begun
def _keyed(source, key):
    """Yield each item with its key; whatever ends this closes the source."""
    with _closing([source]):
        yield
        for item in source:
            yield (item if key is None else key(item)), item


def merge(*streams, key=None, on_disorder=None):
    return _merged([iter(stream) for stream in streams], key, on_disorder)


@_begun
def _merged(sources, key, on_disorder):
    with _closing(sources):
        yield
        ordered = [_ordered(position, source, key, on_disorder) for position, source in enumerate(sources)]
        heads = [head for pairs in ordered for head in islice(pairs, 1)]
        while heads:
            at = min(range(len(heads)), key=lambda at: heads[at][:2])
            _, position, item = heads[at]
            yield item
            heads[at:at + 1] = islice(ordered[position], 1)


def _ordered(position, source, key, on_disorder):
    highest = _NOTHING
    for item in source:
        rank = item if key is None else key(item)
        if highest is _NOTHING or not rank < highest:
            highest = rank
            yield rank, position, item
        elif on_disorder is None:
            raise ValueError(f"stream {position} is not sorted: {item!r} came too late")
        else:
            on_disorder(position, item)


def group_runs(stream, key=None):
    return _grouped(_keyed(iter(stream), key))


@_begun
def _grouped(pairs):
    with _closing([pairs]):
        yield
        for key, run in groupby(pairs, itemgetter(0)):
            yield key, map(itemgetter(1), run)


class Peekable:
    def __init__(self, stream):
        self._pairs, self._ahead = _keyed(iter(stream), None), []

    def __iter__(self):
        return self

    def __next__(self):
        _, item = self._ahead.pop() if self._ahead else next(self._pairs)
        return item

    def peek(self, default=None):
        if not self._ahead:
            self._ahead = list(islice(self._pairs, 1))
        return self._ahead[0][1] if self._ahead else default

    def close(self):
        self._ahead = []
        self._pairs.close()
