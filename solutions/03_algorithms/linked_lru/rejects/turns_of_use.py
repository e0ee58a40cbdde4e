"""Numbers each use, and looks for the lowest number."""

from collections import deque


class LruCache:
    def __init__(self, capacity, *, on_evict=None):
        self.capacity = None
        self._all, self._turn, self._low = {}, 0, 0     # key -> [turn, key, value]
        self._on_evict, self._queue, self._busy = on_evict, deque(), False
        self.resize(capacity)

    def __len__(self):
        return len(self._all)

    def __contains__(self, key):
        return key in self._all

    def _next(self):
        self._turn += 1
        return self._turn

    def get(self, key, default=None):
        if key not in self:
            return default
        self._all[key][0] = self._next()
        return self._all[key][2]

    def peek(self, key, default=None):
        return self._all[key][2] if key in self._all else default

    def put(self, key, value):
        first = self._all[key][1] if key in self._all else key
        self._all[first] = [self._next(), first, value]
        self._shrink()

    def demote(self, key):
        self._low -= 1
        self._all[key][0] = self._low

    def remove(self, key):
        return self._all.pop(key)[2]

    def resize(self, capacity):
        if capacity < 1:
            raise ValueError(capacity)
        self.capacity = capacity
        self._shrink()

    def clear(self):
        self._all = {}

    def items(self):
        found = sorted(self._all.values(), key=lambda entry: -entry[0])
        return [(key, value) for _, key, value in found]

    def _shrink(self):
        while len(self) > self.capacity:
            lowest = min(self._all.values(), key=lambda entry: entry[0])
            self._queue.append(tuple(self._all.pop(lowest[1])[1:]))
            del lowest
        if self._busy:
            return
        self._busy, errors = True, []
        while self._queue:
            entry = self._queue.popleft()
            if self._on_evict:
                try:
                    self._on_evict(*entry)
                except BaseException as error:
                    errors.append(error)
            del entry
        self._busy = False
        if errors:
            try:
                raise errors[0]
            finally:
                errors.clear()
