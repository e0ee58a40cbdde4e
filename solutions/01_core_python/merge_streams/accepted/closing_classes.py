"""Iterators as classes, without a generator: one base pulls and closes, and the heap is made by hand."""

from heapq import heappop, heappush, heapreplace


class Lazy:
    def __init__(self, streams):
        self.sources = [iter(stream) for stream in streams]
        self.over = False

    def __iter__(self):
        return self

    def __next__(self):
        return self.guard(self.advance)

    def guard(self, function):
        if self.over:
            raise StopIteration
        try:
            return function()
        except BaseException:
            self.close()
            raise

    def close(self):
        sources, self.sources, self.over = self.sources, [], True
        error = None
        for source in sources:
            try:
                if hasattr(source, "close"):
                    source.close()
            except Exception as caught:
                error = error or caught
        if error is not None:
            raise error


class Merge(Lazy):
    def __init__(self, streams, key, on_disorder):
        super().__init__(streams)
        self.key, self.on_disorder = key, on_disorder
        self.heap, self.begun, self.highest = [], False, {}

    def pull(self, position):
        """Return the next entry of a stream for the heap, or None at its end."""
        for item in self.sources[position]:
            key = self.key(item)
            if position not in self.highest or self.highest[position] <= key:
                self.highest[position] = key
                return key, position, item
            if self.on_disorder is None:
                raise ValueError(f"{item!r} of stream {position} is late")
            self.on_disorder(position, item)
        return None

    def advance(self):
        if not self.begun:
            self.begun = True
            for position in range(len(self.sources)):
                if (entry := self.pull(position)) is not None:
                    heappush(self.heap, entry)
        elif (entry := self.pull(self.heap[0][1])) is not None:
            heapreplace(self.heap, entry)
        else:
            heappop(self.heap)
        if not self.heap:
            raise StopIteration
        return self.heap[0][2]


class Runs(Lazy):
    def __init__(self, stream, key):
        super().__init__([stream])
        self.key, self.run, self.first = key, None, []

    def pull(self):
        item = next(self.sources[0])
        return self.key(item), item

    def advance(self):
        if self.run is not None:
            for _ in self.run:
                pass
        key, item = self.first.pop() if self.first else self.guard(self.pull)
        self.run = Run(self, key, item)
        return key, self.run


class Run:
    def __init__(self, runs, key, item):
        self.runs, self.key, self.items = runs, key, [item]

    def __iter__(self):
        return self

    def __next__(self):
        if self.items:
            return self.items.pop()
        if self.items is None:
            raise StopIteration
        key, item = self.runs.guard(self.runs.pull)
        if key == self.key:
            return item
        self.items = None
        self.runs.first.append((key, item))
        raise StopIteration


class Peekable(Lazy):
    def __init__(self, stream):
        super().__init__([stream])
        self.ahead = []

    def advance(self):
        return self.ahead.pop() if self.ahead else next(self.sources[0])

    def peek(self, default=None):
        try:
            item = next(self)
        except StopIteration:
            return default
        self.ahead.append(item)
        return item


def same(item):
    return item


def merge(*streams, key=None, on_disorder=None):
    return Merge(streams, key or same, on_disorder)


def group_runs(stream, key=None):
    return Runs(stream, key or same)
