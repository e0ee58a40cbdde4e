"""Blocks that are never halved."""

from bisect import bisect_left, bisect_right

FULL = 64


class RankTree:
    def __init__(self):
        self.values, self.counts, self.totals = [[]], [[]], [0]

    @property
    def total(self):
        return sum(self.totals)

    def __len__(self):
        return sum(map(len, self.values))

    def __iter__(self):
        for values, counts in zip(self.values, self.counts):
            yield from zip(values, counts)

    def find(self, value):
        """Block, place, and whether the value is there."""
        low, high = 0, len(self.values) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if value < self.values[middle][0]:
                high = middle - 1
            else:
                low = middle
        values = self.values[low]
        place = bisect_left(values, value)
        return low, place, place < len(values) and not value < values[place]

    def add(self, value, count=1):
        if count < 1:
            raise ValueError(count)
        b, place, there = self.find(value)
        values, counts = self.values[b], self.counts[b]
        self.totals[b] += count
        if there:
            counts[place] += count
            return
        values.insert(place, value)
        counts.insert(place, count)
        if len(values) > FULL**9:
            half = FULL // 2
            self.values[b : b + 1] = values[:half], values[half:]
            self.counts[b : b + 1] = counts[:half], counts[half:]
            self.totals[b : b + 1] = sum(counts[:half]), sum(counts[half:])

    def discard(self, value, count=1):
        if count < 1:
            raise ValueError(count)
        b, place, there = self.find(value)
        if not there:
            return 0
        counts = self.counts[b]
        taken = min(count, counts[place])
        counts[place] -= taken
        self.totals[b] -= taken
        if not counts[place]:
            del counts[place], self.values[b][place]
            if not counts and len(self.values) > 1:
                del self.values[b], self.counts[b], self.totals[b]
        return taken

    def count(self, value):
        b, place, there = self.find(value)
        return self.counts[b][place] if there else 0

    def rank(self, value):
        b, place, _ = self.find(value)
        return sum(self.totals[:b]) + sum(self.counts[b][:place])

    def between(self, low, high):
        return max(0, self.rank(high) - self.rank(low))

    def select(self, k):
        if k < 0:
            raise IndexError(k)
        for b, total in enumerate(self.totals):
            if k < total:
                break
            k -= total
        else:
            raise IndexError(k)
        for place, count in enumerate(self.counts[b]):
            if k < count:
                return self.values[b][place]
            k -= count
