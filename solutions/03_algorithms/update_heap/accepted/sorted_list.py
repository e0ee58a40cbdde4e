"""A sorted list; an item is found in it by its priority and turn."""
from bisect import bisect_left, insort


class Row:
    __slots__ = "item", "priority", "turn", "largest"

    def __init__(self, *values):
        self.item, self.priority, self.turn, self.largest = values

    def __lt__(self, other):
        x, y = (other.priority, self.priority) if self.largest else (self.priority, other.priority)
        if x < y:
            return True
        if y < x:
            return False
        return self.turn < other.turn


class UpdateHeap:
    def __init__(self, *, largest=False):
        self.largest, self.turn, self.rows, self.known = largest, 0, [], {}

    def __len__(self):
        return len(self.rows)

    def __contains__(self, item):
        return item in self.known

    def __getitem__(self, item):
        return self.known[item].priority

    def insert(self, item, priority):
        self.turn += 1
        row = Row(item, priority, self.turn, self.largest)
        insort(self.rows, row)
        self.known[item] = row

    def push(self, item, priority):
        if item in self.known:
            raise ValueError(item)
        self.insert(item, priority)

    def update(self, item, priority):
        row = self.known[item]
        if not (priority < row.priority or row.priority < priority):
            return
        place = bisect_left(self.rows, row)
        del self.rows[place]
        try:
            self.insert(item, priority)
        except BaseException:
            self.rows.insert(place, row)
            raise

    def remove(self, item):
        row = self.known[item]
        del self.rows[bisect_left(self.rows, row)]
        del self.known[item]
        return row.priority

    def pop(self):
        item, priority = self.peek()
        del self.rows[0], self.known[item]
        return item, priority

    def peek(self):
        if not self.rows:
            raise IndexError("empty")
        return self.rows[0].item, self.rows[0].priority
