"""One dict, which keeps the order of insertion."""

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
        self.values = {}

    def take_oldest(self):
        return self.values.pop(next(iter(self.values)))

    def use(self, pair):
        del self.values[pair[0]]
        self.values[pair[0]] = pair

    def put(self, key, value):
        first = self.values.setdefault(key, (key, value))[0]
        self.use((first, value))
        self.shrink()

    def get(self, key, default=None):
        if key not in self.values:
            return default
        self.use(self.values[key])
        return self.values[key][1]

    def peek(self, key, default=None):
        return self.values.get(key, (key, default))[1]

    def demote(self, key):
        if key not in self.values:
            return False
        pair = self.values.pop(key)
        self.values = {pair[0]: pair, **self.values}
        return True

    def pop(self, key, default=None):
        return self.values.pop(key, (key, default))[1]

    def items(self):
        return list(self.values.values())
