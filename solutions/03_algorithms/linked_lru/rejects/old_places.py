"""Links by number; a free place keeps its key and value until it is used again."""

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


END = 0


class LinkedLRU:
    def __init__(self, capacity, *, on_evict=None):
        self.capacity, self.on_evict = _checked(capacity), on_evict
        self.clear()

    def clear(self):
        self.places = {}
        self.keys, self.values, self.older, self.newer = [None], [None], [END], [END]
        self.free = []

    def __len__(self):
        return len(self.places)

    def __contains__(self, key):
        return key in self.places

    def put(self, key, value):
        place = self.places.get(key)
        if place is None:
            place = self.free[-1] if self.free else len(self.keys)
            self.places[key] = place
            if self.free:
                self.free.pop()
                self.keys[place] = key
            else:
                self.keys.append(key)
                self.values.append(None)
                self.older.append(END)
                self.newer.append(END)
        else:
            self.unlink(place)
        self.values[place] = value
        self.link(place, END)
        self.shrink()

    def get(self, key, default=None):
        place = self.places.get(key)
        if place is None:
            return default
        self.unlink(place)
        self.link(place, END)
        return self.values[place]

    def peek(self, key, default=None):
        place = self.places.get(key)
        return default if place is None else self.values[place]

    def demote(self, key):
        place = self.places.get(key)
        if place is None:
            return False
        self.unlink(place)
        self.link(place, self.newer[END])
        return True

    def pop(self, key, default=None):
        place = self.places.pop(key, None)
        return default if place is None else self.release(place)[1]

    def resize(self, capacity):
        self.capacity = _checked(capacity)
        self.shrink()

    def items(self):
        pairs, place = [], self.newer[END]
        while place != END:
            pairs.append((self.keys[place], self.values[place]))
            place = self.newer[place]
        return pairs

    def shrink(self):
        evicted = []
        while len(self.places) > self.capacity:
            place = self.newer[END]
            del self.places[self.keys[place]]
            evicted.append(self.release(place))
        if evicted and self.on_evict:
            _tell(self.on_evict, evicted)

    def release(self, place):
        self.unlink(place)
        self.free.append(place)
        pair = self.keys[place], self.values[place]
        return pair

    def unlink(self, place):
        older, newer = self.older[place], self.newer[place]
        self.newer[older], self.older[newer] = newer, older

    def link(self, place, newer):
        older = self.older[newer]
        self.older[place], self.newer[place] = older, newer
        self.newer[older] = self.older[newer] = place
