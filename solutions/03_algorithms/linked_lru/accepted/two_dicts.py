"""Two dicts in the order of use: one of demoted entries, whose last comes first, and one of the others."""

from collections import deque


class LruCache:
    def __init__(self, capacity, *, on_evict=None):
        self.capacity = None
        self._warm, self._cold = {}, {}     # key -> (key as it came first, value)
        self._on_evict, self._queue, self._busy = on_evict, deque(), False
        self.resize(capacity)

    def __len__(self):
        return len(self._warm) + len(self._cold)

    def __contains__(self, key):
        return key in self._warm or key in self._cold

    def _pop(self, key):
        return self._warm.pop(key) if key in self._warm else self._cold.pop(key)

    def get(self, key, default=None):
        if key not in self:
            return default
        first, value = self._pop(key)
        self._warm[first] = first, value
        return value

    def peek(self, key, default=None):
        for entries in (self._warm, self._cold):
            if key in entries:
                return entries[key][1]
        return default

    def put(self, key, value):
        first = self._pop(key)[0] if key in self else key
        self._warm[first] = first, value
        self._shrink()

    def demote(self, key):
        first, value = self._pop(key)
        self._cold[first] = first, value

    def remove(self, key):
        return self._pop(key)[1]

    def resize(self, capacity):
        if capacity < 1:
            raise ValueError(capacity)
        self.capacity = capacity
        self._shrink()

    def clear(self):
        self._warm, self._cold = {}, {}

    def items(self):
        return [*reversed(self._warm.values()), *self._cold.values()]

    def _shrink(self):
        while len(self) > self.capacity:
            self._queue.append(self._cold.popitem()[1] if self._cold else self._warm.pop(next(iter(self._warm))))
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
