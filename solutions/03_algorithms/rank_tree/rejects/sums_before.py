"""Two sorted lists."""

from bisect import bisect_left


class RankTree:
    def __init__(self):
        self.values, self.counts, self.total = [], [], 0

    def __len__(self):
        return len(self.values)

    def __iter__(self):
        return zip(self.values, self.counts)

    def find(self, value):
        place = bisect_left(self.values, value)
        return place, place < len(self.values) and not value < self.values[place]

    def add(self, value, count=1):
        if count < 1:
            raise ValueError(count)
        place, there = self.find(value)
        if there:
            self.counts[place] += count
        else:
            self.values.insert(place, value)
            self.counts.insert(place, count)
        self.total += count

    def discard(self, value, count=1):
        if count < 1:
            raise ValueError(count)
        place, there = self.find(value)
        taken = min(count, self.counts[place]) if there else 0
        if there:
            self.counts[place] -= taken
            self.total -= taken
            if not self.counts[place]:
                del self.values[place], self.counts[place]
        return taken

    def count(self, value):
        place, there = self.find(value)
        return self.counts[place] if there else 0

    def rank(self, value):
        return sum(self.counts[:self.find(value)[0]])

    def between(self, low, high):
        return max(0, self.rank(high) - self.rank(low))

    def select(self, k):
        if k < 0 or k >= self.total:
            raise IndexError(k)
        for value, count in zip(self.values, self.counts):
            if k < count:
                return value
            k -= count
