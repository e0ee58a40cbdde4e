"""Asks whether an item is true."""

from heapq import heapify, heappop, heappush
from itertools import count

# Below this many entries out of date, a new heap is not worth its while.
_SPARE = 16


class _Lowest:
    """An entry of the heap.  It is in date while it has its item."""

    __slots__ = ("item", "live", "priority", "turn")

    def __init__(self, item, priority, turn):
        self.item, self.priority, self.turn, self.live = item, priority, turn, True

    def __lt__(self, other):
        if self.priority < other.priority:
            return True
        if other.priority < self.priority:
            return False
        return self.turn < other.turn


class _Highest(_Lowest):
    __slots__ = ()

    def __lt__(self, other):
        if other.priority < self.priority:
            return True
        if self.priority < other.priority:
            return False
        return self.turn < other.turn


class UpdateHeap:
    def __init__(self, *, largest=False):
        self._entry = _Highest if largest else _Lowest
        self._turns = count(1)
        self._entries = {}     # item -> its entry
        self._heap = []        # these entries and old ones

    def __len__(self):
        return len(self._entries)

    def __contains__(self, item):
        return bool(item and item in self._entries)

    def __getitem__(self, item):
        return self._entries[item].priority

    def push(self, item, priority):
        if item in self._entries:
            raise ValueError(f"{item!r} is in the queue already")
        self._enter(item, priority)

    def update(self, item, priority):
        old = self._entries[item]
        if priority < old.priority or old.priority < priority:
            self._enter(item, priority)
            old.live = False
            self._clear_away()

    def remove(self, item):
        entry = self._entries.pop(item)
        entry.live = False
        self._clear_away()
        return entry.priority

    def pop(self):
        entry = self._next()
        heappop(self._heap)
        del self._entries[entry.item]
        self._clear_away()
        return entry.item, entry.priority

    def peek(self):
        entry = self._next()
        return entry.item, entry.priority

    def _enter(self, item, priority):
        entry = self._entry(item, priority, next(self._turns))
        try:
            heappush(self._heap, entry)
        except BaseException:     # the entry is somewhere in the heap, and whatever `<` raises is the caller's
            self._build()
            raise
        self._entries[item] = entry

    def _next(self):
        if not self._entries:
            raise IndexError("the queue is empty")
        while not self._heap[0].live:
            heappop(self._heap)
        return self._heap[0]

    def _clear_away(self):
        """Build the heap again when most of it is out of date; the changes since the last time have paid for it."""
        if not self._entries or len(self._heap) > 2 * len(self._entries) + _SPARE:
            self._build()

    def _build(self):
        self._heap = list(self._entries.values())
        heapify(self._heap)
