"""A deque with a note of each use; a note that is out of date is passed over."""

from collections import deque


def _tell(on_evict, evicted):
    first = None
    for key, value in evicted:
        try:
            on_evict(key, value)
        except Exception as error:
            first = first or error
    if first:
        try:
            raise first
        finally:
            del first


def _checked(capacity):
    if capacity < 0:
        raise ValueError(capacity)
    return capacity


class LinkedLRU:
    def __init__(self, capacity, *, on_evict=None):
        self.capacity, self.on_evict = _checked(capacity), on_evict
        self.clear()

    def __len__(self):
        return len(self.values)

    def __contains__(self, key):
        return key in self.values

    def peek(self, key, default=None):
        return self.values.get(key, default)

    def resize(self, capacity):
        self.capacity = _checked(capacity)
        self.shrink()

    def shrink(self):
        evicted = []
        while len(self.values) > self.capacity:
            evicted.append(self.take_oldest())
        if evicted and self.on_evict:
            _tell(self.on_evict, evicted)

    def clear(self):
        self.values, self.notes = {}, deque()

    def note(self, append, key, value):
        note = self.values[key] = [self.values[key][0], value, True]
        append(note)

    def forget(self, note):
        """Leave an empty note."""
        pair = note[0], note[1]
        note[:] = None, None, False
        return pair

    def take_oldest(self):
        while not self.notes[0][2]:
            self.notes.popleft()
        del self.values[self.notes[0][0]]
        return self.forget(self.notes.popleft())

    def put(self, key, value):
        old = self.values.setdefault(key, [key, value, True])
        self.note(self.notes.append, key, value)
        self.forget(old)
        self.shrink()

    def get(self, key, default=None):
        if key not in self.values:
            return default
        value = self.values[key][1]
        self.put(key, value)
        return value

    def peek(self, key, default=None):
        return self.values[key][1] if key in self.values else default

    def demote(self, key):
        if key not in self.values:
            return False
        old = self.values[key]
        self.note(self.notes.appendleft, key, old[1])
        self.forget(old)
        return True

    def pop(self, key, default=None):
        if key not in self.values:
            return default
        return self.forget(self.values.pop(key))[1]

    def items(self):
        return [(key, value) for key, value, live in self.notes if live]
