"""Values by running number, candidates as numbers, and a Fraction for the sum."""
import math
from collections import deque
from fractions import Fraction


class Window:
    def __init__(self):
        self.values, self.first, self.next = deque(), 0, 0
        self.lows, self.highs = deque(), deque()          # (number, value), values rising or falling
        self.ints, self.fraction, self.floats = 0, Fraction(0), 0

    def __len__(self):
        return self.next - self.first

    def enter(self, value):
        self.values.append(value)
        while self.lows and value < self.lows[-1][1]:
            self.lows.pop()
        self.lows.append((self.next, value))
        while self.highs and value > self.highs[-1][1]:
            self.highs.pop()
        self.highs.append((self.next, value))
        self.next += 1
        if isinstance(value, float):
            self.fraction += Fraction(value)
            self.floats += 1
        else:
            self.ints += value

    def leave(self):
        value = self.values.popleft()
        for row in self.lows, self.highs:
            if row[0][0] == self.first:
                row.popleft()
        self.first += 1
        if isinstance(value, float):
            self.fraction -= Fraction(value)
            self.floats -= 1
        else:
            self.ints -= value

    def min(self):
        if not len(self):
            raise ValueError("empty")
        return self.lows[0][1]

    def max(self):
        if not len(self):
            raise ValueError("empty")
        return self.highs[0][1]

    def sum(self):
        return float(self.fraction + self.ints) if self.floats else self.ints


def check(x):
    if isinstance(x, float) and (math.isnan(x) or math.isinf(x)):
        raise ValueError(x)


class CountWindow(Window):
    def __init__(self, count):
        if count < 1:
            raise ValueError(count)
        super().__init__()
        self.count = count

    def push(self, value):
        check(value)
        self.enter(value)
        while len(self) > self.count:
            self.leave()


class TimeWindow(Window):
    def __init__(self, seconds):
        check(seconds)
        if not seconds > 0:
            raise ValueError(seconds)
        super().__init__()
        self.seconds, self.times, self.now = seconds, deque(), -math.inf

    def push(self, value, at):
        check(value)
        self.advance(at)
        self.enter(value)
        self.times.append(at)

    def advance(self, now):
        check(now)
        if now < self.now:
            raise ValueError(now)
        self.now = now
        while self.times and now - self.times[0] >= self.seconds:
            self.times.popleft()
            self.leave()

    def rate(self):
        return len(self) / self.seconds


def sliding(values, count):
    window = CountWindow(count)

    def pairs():
        for value in values:
            window.push(value)
            if len(window) == count:
                yield window.min(), window.max()

    return pairs()
