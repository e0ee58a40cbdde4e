"""An OrderedDict has a linked list inside."""

from collections import OrderedDict


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
        self.values = OrderedDict()

    def take_oldest(self):
        return self.values.popitem(last=False)

    def put(self, key, value):
        self.values[key] = value
        self.values.move_to_end(key)
        self.shrink()

    def get(self, key, default=None):
        if key not in self.values:
            return default
        self.values.move_to_end(key)
        return self.values[key]

    def demote(self, key):
        if key not in self.values:
            return False
        self.values.move_to_end(key, last=False)
        return True

    def pop(self, key, default=None):
        return self.values.pop(key, default)

    def items(self):
        return list(self.values.items())
