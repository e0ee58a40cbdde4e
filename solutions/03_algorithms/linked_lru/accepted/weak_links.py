"""The dict alone holds the entries; all links between them are weak, so nothing has to be cut."""

from weakref import ref

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


class Entry:
    __slots__ = ("__weakref__", "key", "me", "newer", "older", "value")

    def __init__(self, key=None):
        self.key = key
        self.me = self.newer = self.older = ref(self)

    def unlink(self):
        self.older().newer, self.newer().older = self.newer, self.older

    def link_before(self, newer):
        self.older, self.newer = newer.older, newer.me
        self.older().newer = newer.older = self.me


class LinkedLRU:
    def __init__(self, capacity, *, on_evict=None):
        self.capacity, self.on_evict = _checked(capacity), on_evict
        self.clear()

    def clear(self):
        self.entries, self.end = {}, Entry()

    def __len__(self):
        return len(self.entries)

    def __contains__(self, key):
        return key in self.entries

    def put(self, key, value):
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = Entry(key)
        entry.value = value
        self.use(entry)
        self.shrink()

    def use(self, entry):
        entry.unlink()
        entry.link_before(self.end)

    def get(self, key, default=None):
        entry = self.entries.get(key)
        if entry is None:
            return default
        self.use(entry)
        return entry.value

    def peek(self, key, default=None):
        entry = self.entries.get(key)
        return default if entry is None else entry.value

    def demote(self, key):
        entry = self.entries.get(key)
        if entry is None:
            return False
        entry.unlink()
        entry.link_before(self.end.newer())
        return True

    def pop(self, key, default=None):
        entry = self.entries.pop(key, None)
        if entry is None:
            return default
        entry.unlink()
        return entry.value

    def resize(self, capacity):
        self.capacity = _checked(capacity)
        self.shrink()

    def items(self):
        return [(entry.key, entry.value) for entry in self.walk()]

    def walk(self):
        entry = self.end.newer()
        while entry is not self.end:
            yield entry
            entry = entry.newer()

    def shrink(self):
        evicted = []
        while len(self.entries) > self.capacity:
            entry = self.end.newer()
            entry.unlink()
            del self.entries[entry.key]
            evicted.append((entry.key, entry.value))
        if evicted and self.on_evict:
            _tell(self.on_evict, evicted)
