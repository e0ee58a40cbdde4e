"""A dict, and a list of its keys in the order of their use."""

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
        self.values, self.order = {}, []

    def take_oldest(self):
        key = self.order.pop(0)
        return key, self.values.pop(key)

    def put(self, key, value):
        if key in self.values:
            self.order.append(self.order.pop(self.order.index(key)))
        else:
            self.values[key] = None
            self.order.append(key)
        self.values[key] = value
        self.shrink()

    def get(self, key, default=None):
        if key not in self.values:
            return default
        self.order.append(self.order.pop(self.order.index(key)))
        return self.values[key]

    def demote(self, key):
        if key not in self.values:
            return False
        self.order.insert(0, self.order.pop(self.order.index(key)))
        return True

    def pop(self, key, default=None):
        if key not in self.values:
            return default
        del self.order[self.order.index(key)]
        return self.values.pop(key)

    def items(self):
        return [(key, self.values[key]) for key in self.order]
