"""Runs, looking ahead, and sources that fail: what came, and what became of the sources."""

from itertools import islice

import merge_streams


class Source:
    """An iterator over the items; one that is an exception is raised, and the next call goes on behind it."""

    def __init__(self, *items, refuses=False):
        self.items, self.refuses, self.pulled, self.closed = iter(items), refuses, 0, 0

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self.items)
        self.pulled += 1
        if isinstance(item, Exception):
            raise item
        return item

    def close(self):
        self.closed += 1
        if self.refuses:
            raise OSError("close")


def outcome(function, *args):
    """What a call returns, or the text of its OSError, or "the end"."""
    try:
        return function(*args)
    except OSError as error:
        return str(error)
    except StopIteration:
        return "the end"


def closing_beside_the_stream(name):
    """A stream that is no iterator, but has iterators and a close() of its own."""
    iterators, closed = [], []

    class Shelf:
        def __iter__(self):
            iterators.append(Source(1, 2))
            return iterators[-1]

        def close(self):
            closed.append("shelf")

    made = getattr(merge_streams, name)(Shelf())
    next(made)
    made.close()
    return {"closed": closed, "iterators": [source.closed for source in iterators]}


def failing(name):
    """A source fails behind its first item."""
    source = Source(1, OSError("disk"), 1, 2)
    made = getattr(merge_streams, name)(source)
    next(made)
    return {"error": outcome(next, made), "rest": list(made), "closed": source.closed}


def failing_beside_another():
    """One of two merged sources fails, while an item of the other waits."""
    sources = [Source(1, OSError("disk"), 4), Source(2, 3)]
    merged = merge_streams.merge(*sources)
    given = next(merged)
    error = outcome(next, merged)
    return {"given": given, "error": error, "rest": list(merged), "seen": [(s.pulled, s.closed) for s in sources]}


def failing_in_a_run():
    """A source fails while a run is being read."""
    source = Source(1, 1, OSError("disk"), 1, 2)
    groups = merge_streams.group_runs(source)
    _, run = next(groups)
    given = [next(run), next(run)]
    error, closed = outcome(next, run), source.closed
    return {"given": given, "error": error, "closed": closed, "rest": [list(run), list(groups)]}


def reading_runs():
    """A run is read to its end, then the next one is begun: what came, each with the items pulled so far."""
    source = Source(1, 1, 1, 2)
    groups = merge_streams.group_runs(source)
    key, run = next(groups)
    seen = [(key, source.pulled)]
    seen += [(outcome(next, run), source.pulled) for _ in range(4)]
    key, run = next(groups)
    return [*seen, (key, source.pulled), (outcome(next, run), source.pulled)]


def skipping_a_run():
    """The next pair is asked for while a run has items left."""
    groups = merge_streams.group_runs([1, 1, 1, 2, 2, 3])
    _, first = next(groups)
    given = next(first)
    key, second = next(groups)
    return {"given": given, "key": key, "first": list(first), "second": list(second), "keys": [k for k, _ in islice(groups, 9)]}


def closing_in_a_run():
    """The runs are closed while one is being read."""
    source = Source(*[1] * 9)
    groups = merge_streams.group_runs(source)
    _, run = next(groups)
    given = next(run)
    groups.close()
    return {"given": given, "rest": list(run), "pulled": source.pulled, "closed": source.closed}


def looking(items, steps):
    """What each step on a Peekable gives, with the items pulled so far; and how often the source was closed."""
    source = Source(*items)
    peekable = merge_streams.Peekable(source)
    do = {"peek": lambda: peekable.peek("default"), "next": peekable.__next__, "close": peekable.close}
    return {"seen": [(outcome(do[step]), source.pulled) for step in steps], "closed": source.closed}


def failing_at_peek():
    """A source fails when somebody looks ahead."""
    return looking([OSError("disk"), 1], ["peek", "peek", "next"])


def refusing(position):
    """Of three merged sources one cannot be closed."""
    sources = [Source(1, 2, refuses=n == position) for n in range(3)]
    merged = merge_streams.merge(*sources)
    next(merged)
    return {"error": outcome(merged.close), "closed": [source.closed for source in sources]}
