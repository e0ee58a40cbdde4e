"""Sources that fail: what became of them, and of the iterators that read them."""

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
    """What a call returns, or the text of its OSError."""
    try:
        return function(*args)
    except OSError as error:
        return str(error)


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


def failing_at_peek():
    """A source fails when somebody looks ahead."""
    source = Source(OSError("disk"), 1)
    items = merge_streams.Peekable(source)
    error, closed = outcome(items.peek), source.closed
    return {"error": error, "closed": closed, "peek": items.peek("end"), "rest": list(items)}


def refusing(position):
    """Of three merged sources one cannot be closed."""
    sources = [Source(1, 2, refuses=n == position) for n in range(3)]
    merged = merge_streams.merge(*sources)
    next(merged)
    return {"error": outcome(merged.close), "closed": [source.closed for source in sources]}
