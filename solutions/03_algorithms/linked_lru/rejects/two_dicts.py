"""No list: a dict for entries that were used, in order, and one for demoted ones, from whose end the last goes first."""

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

    def clear(self):
        self.used, self.demoted = {}, {}

    def __len__(self):
        return len(self.used) + len(self.demoted)

    def __contains__(self, key):
        return key in self.used or key in self.demoted

    def entry(self, key):
        """The pair of an entry, with the key as it came first, and the dict that has it."""
        for place in (self.used, self.demoted):
            pair = place.get(key)
            if pair is not None:
                return pair, place
        return None, None

    def put(self, key, value):
        pair, place = self.entry(key)
        if pair:
            key = pair[0]
            del place[key]
        self.used[key] = key, value
        self.shrink()

    def get(self, key, default=None):
        pair, place = self.entry(key)
        if not pair:
            return default
        del place[pair[0]]
        self.used[pair[0]] = pair
        return pair[1]

    def peek(self, key, default=None):
        pair, _ = self.entry(key)
        return pair[1] if pair else default

    def demote(self, key):
        pair, place = self.entry(key)
        if pair:
            del place[pair[0]]
            self.demoted[pair[0]] = pair
        return bool(pair)

    def pop(self, key, default=None):
        pair, place = self.entry(key)
        if not pair:
            return default
        del place[pair[0]]
        return pair[1]

    def resize(self, capacity):
        self.capacity = _checked(capacity)
        self.shrink()

    def items(self):
        return [*reversed(self.demoted.values()), *self.used.values()]

    def shrink(self):
        evicted = []
        while len(self) > self.capacity:
            if self.demoted:
                evicted.append(self.demoted.popitem()[1])
            else:
                evicted.append(self.used.pop(next(iter(self.used))))
        if evicted and self.on_evict:
            _tell(self.on_evict, evicted)
