"""Takes None for `no entry`."""

from collections import deque

_ROOT = 0     # the slot that closes the ring: next to it stand the entry that goes next, and the last used one


class LruCache:
    def __init__(self, capacity, *, on_evict=None):
        self._capacity, self._on_evict = _checked(capacity), on_evict
        self._evicted, self._reporting = deque(), False
        self.clear()

    @property
    def capacity(self):
        return self._capacity

    def __len__(self):
        return len(self._slots)

    def __contains__(self, key):
        return key in self._slots

    def get(self, key, default=None):
        slot = self._slots.get(key)
        if slot is None:
            return default
        self._make_newest(slot)
        return default if self._values[slot] is None else self._values[slot]

    def peek(self, key, default=None):
        slot = self._slots.get(key)
        return default if slot is None else self._values[slot]

    def put(self, key, value):
        slot = self._slots.get(key)
        if slot is None:
            self._add(key, value)
            self._shrink()
        else:
            self._values[slot] = value
            self._make_newest(slot)

    def demote(self, key):
        slot = self._slots[key]
        self._unlink(slot)
        self._link(slot, _ROOT)

    def remove(self, key):
        return self._take(self._slots[key])[1]

    def resize(self, capacity):
        self._capacity = _checked(capacity)
        self._shrink()

    def clear(self):
        self._slots = {}     # key -> its slot, the index into the four lists
        self._keys, self._values, self._older, self._newer = [None], [None], [_ROOT], [_ROOT]
        self._free = []      # slots that have lost their entry

    def items(self):
        found, slot = [], self._older[_ROOT]
        while slot != _ROOT:
            found.append((self._keys[slot], self._values[slot]))
            slot = self._older[slot]
        return found

    def _add(self, key, value):
        if self._free:
            slot = self._free.pop()
            self._keys[slot], self._values[slot] = key, value
        else:
            slot = len(self._keys)
            self._keys.append(key)
            self._values.append(value)
            self._older.append(slot)
            self._newer.append(slot)
        self._slots[key] = slot
        self._link(slot, self._older[_ROOT])

    def _take(self, slot):
        entry = self._keys[slot], self._values[slot]
        self._unlink(slot)
        del self._slots[entry[0]]
        self._keys[slot] = self._values[slot] = None
        self._free.append(slot)
        return entry

    def _make_newest(self, slot):
        self._unlink(slot)
        self._link(slot, self._older[_ROOT])

    def _link(self, slot, older):
        newer = self._newer[older]
        self._older[slot], self._newer[slot] = older, newer
        self._newer[older] = self._older[newer] = slot

    def _unlink(self, slot):
        older, newer = self._older[slot], self._newer[slot]
        self._newer[older], self._older[newer] = newer, older

    def _shrink(self):
        while len(self) > self._capacity:
            entry = self._take(self._newer[_ROOT])
            if self._on_evict is not None:
                self._evicted.append(entry)
        if self._evicted and not self._reporting:
            self._report()

    def _report(self):
        first, self._reporting = None, True
        while self._evicted:
            try:
                self._on_evict(*self._evicted.popleft())
            except BaseException as error:     # whatever it is, the other entries are reported too
                if first is None:
                    first = error
        self._reporting = False
        try:
            if first is not None:
                raise first
        finally:
            del first     # its traceback refers to this frame, and so to the cache


def _checked(capacity):
    if capacity < 1:
        raise ValueError(f"the capacity must be at least 1, not {capacity!r}")
    return capacity
