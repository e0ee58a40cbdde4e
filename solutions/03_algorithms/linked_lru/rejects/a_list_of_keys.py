"""Moves keys about in a list."""

from collections import deque


class LruCache:
    def __init__(self, capacity, *, on_evict=None):
        self._entries, self._order = {}, []
        self._on_evict, self._queue, self._busy = on_evict, deque(), False
        self.resize(capacity)

    @property
    def capacity(self):
        return self._capacity

    def __len__(self):
        return len(self._entries)

    def __contains__(self, key):
        return key in self._entries

    def get(self, key, default=None):
        if key not in self._entries:
            return default
        self._order.append(self._order.pop(self._order.index(key)))
        return self._entries[key]

    def peek(self, key, default=None):
        return self._entries.get(key, default)

    def put(self, key, value):
        if key in self._entries:
            place = self._order.index(key)
            key = self._order.pop(place)
        self._order.append(key)
        self._entries[key] = value
        self._shrink()

    def demote(self, key):
        if key not in self._entries:
            raise KeyError(key)
        self._order.insert(0, self._order.pop(self._order.index(key)))

    def remove(self, key):
        value = self._entries.pop(key)
        self._order.remove(key)
        return value

    def resize(self, capacity):
        if capacity < 1:
            raise ValueError(capacity)
        self._capacity = capacity
        self._shrink()

    def clear(self):
        self._entries, self._order = {}, []

    def items(self):
        return [(key, self._entries[key]) for key in reversed(self._order)]

    def _shrink(self):
        while len(self) > self._capacity:
            key = self._order.pop(0)
            self._queue.append((key, self._entries.pop(key)))
            del key
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
