"""Looks for the lowest priority when somebody asks for it; a push asks once, so that it hears of what does not compare."""


class UpdateHeap:
    def __init__(self, *, largest=False):
        self.largest, self.items = largest, {}

    def __len__(self):
        return len(self.items)

    def __contains__(self, item):
        return item in self.items

    def __getitem__(self, item):
        return self.items[item]

    def push(self, item, priority):
        if item in self.items:
            raise ValueError(item)
        self.set(item, priority)

    def update(self, item, priority):
        old = self.items[item]
        if old < priority or priority < old:
            self.set(item, priority)

    def set(self, item, priority):
        for other, known in self.items.items():
            if other != item:
                known < priority
        self.items.pop(item, None)
        self.items[item] = priority

    def remove(self, item):
        return self.items.pop(item)

    def pop(self):
        item, priority = self.peek()
        del self.items[item]
        return item, priority

    def peek(self):
        if not self.items:
            raise IndexError("empty")
        rows = iter(self.items.items())
        best = next(rows)
        for row in rows:
            if (best[1] < row[1]) if self.largest else (row[1] < best[1]):
                best = row
        return best
