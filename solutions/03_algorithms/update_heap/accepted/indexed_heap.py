"""A binary heap by hand that knows where each item stands; nothing is ever out of date."""


class UpdateHeap:
    def __init__(self, *, largest=False):
        self.largest, self.rows, self.places, self.turn = largest, [], {}, 0

    def __len__(self):
        return len(self.rows)

    def __contains__(self, item):
        return item in self.places

    def __getitem__(self, item):
        return self.rows[self.places[item]][1]

    def before(self, a, b):
        x, y = (b[1], a[1]) if self.largest else (a[1], b[1])
        if x < y:
            return True
        return not y < x and a[2] < b[2]

    def path_up(self, place, row):
        """The place to which a row rises; nothing is moved until all questions are answered."""
        while place and self.before(row, self.rows[(place - 1) // 2]):
            place = (place - 1) // 2
        return place

    def path_down(self, place, row, size):
        path = [place]
        while 2 * place + 1 < size:
            child = 2 * place + 1
            if child + 1 < size and self.before(self.rows[child + 1], self.rows[child]):
                child += 1
            if not self.before(self.rows[child], row):
                break
            path.append(child)
            place = child
        return path

    def put(self, place, row):
        self.rows[place] = row
        self.places[row[0]] = place

    def rise(self, place, target, row):
        while place != target:
            parent = (place - 1) // 2
            self.put(place, self.rows[parent])
            place = parent
        self.put(target, row)

    def sink(self, path, row):
        for place, child in zip(path, path[1:]):
            self.put(place, self.rows[child])
        self.put(path[-1], row)

    def settle(self, place, row, size):
        target = self.path_up(place, row)
        if target != place:
            self.rise(place, target, row)
        else:
            self.sink(self.path_down(place, row, size), row)

    def push(self, item, priority):
        if item in self.places:
            raise ValueError(item)
        self.turn += 1
        row = item, priority, self.turn
        target = self.path_up(len(self.rows), row)
        self.rows.append(None)
        self.rise(len(self.rows) - 1, target, row)

    def update(self, item, priority):
        place = self.places[item]
        old = self.rows[place][1]
        if priority < old or old < priority:
            self.turn += 1
            self.settle(place, (self.rows[place][0], priority, self.turn), len(self.rows))

    def remove(self, item):
        place = self.places.pop(item)
        priority, last = self.rows[place][1], self.rows.pop()
        if place < len(self.rows):
            self.settle(place, last, len(self.rows))
        return priority

    def pop(self):
        item, priority = self.peek()
        self.remove(item)
        return item, priority

    def peek(self):
        if not self.rows:
            raise IndexError("empty")
        return self.rows[0][:2]
