"""A queue of two stacks, each of which knows lowest, highest and sum of everything below its top."""

SHIFT = 1074                                     # a float times 2**1074 is an int


def finite(x):
    if x != x or x in (float("inf"), -float("inf")):
        raise ValueError("not finite: %r" % x)
    return x


def scaled(value):
    if type(value) is not float:
        return value, 0, 0
    top, bottom = value.as_integer_ratio()
    return 0, (top << SHIFT) // bottom, 1


class Stack:
    def __init__(self):
        self.rows = []

    def push(self, value, at):
        ints, parts, floats = scaled(value)
        low = high = value
        if self.rows:
            _, _, below_low, below_high, below_ints, below_parts, below_floats = self.rows[-1]
            if below_low < low:
                low = below_low
            if below_high > high:
                high = below_high
            ints, parts, floats = ints + below_ints, parts + below_parts, floats + below_floats
        self.rows.append((value, at, low, high, ints, parts, floats))


class Queue:
    """Values come onto one stack and leave from the other, which takes over all of them when it is empty."""

    def __init__(self):
        self.young, self.old = Stack(), Stack()

    def __len__(self):
        return len(self.young.rows) + len(self.old.rows)

    def enter(self, value, at=None):
        self.young.push(value, at)

    def turn(self):
        if not self.old.rows:
            rows = self.young.rows
            while rows:
                value, at, *_ = rows.pop()
                self.old.push(value, at)

    def leave(self):
        self.turn()
        self.old.rows.pop()

    def oldest(self):
        self.turn()
        return self.old.rows[-1][1]

    def tops(self):
        return [stack.rows[-1] for stack in (self.young, self.old) if stack.rows]

    def min(self):
        return min(row[2] for row in self.tops())

    def max(self):
        return max(row[3] for row in self.tops())

    def sum(self):
        ints = parts = floats = 0
        for _, _, _, _, i, p, f in self.tops():
            ints, parts, floats = ints + i, parts + p, floats + f
        return ((ints << SHIFT) + parts) / (1 << SHIFT) if floats else ints


class CountWindow(Queue):
    def __init__(self, count):
        super().__init__()
        if count <= 0:
            raise ValueError("count")
        self.count = count

    def push(self, value):
        self.enter(finite(value))
        if len(self) > self.count:
            self.leave()


class TimeWindow(Queue):
    def __init__(self, seconds):
        super().__init__()
        if finite(seconds) <= 0:
            raise ValueError("seconds")
        self.seconds, self.now = seconds, None

    def push(self, value, at):
        finite(value)
        self.advance(at)
        self.enter(value, at)

    def advance(self, now):
        if self.now is not None and finite(now) < self.now:
            raise ValueError("backwards")
        self.now = finite(now)
        while len(self) and now - self.oldest() >= self.seconds:
            self.leave()

    def rate(self):
        return len(self) / self.seconds


class sliding:
    def __init__(self, values, count):
        self.window, self.values = CountWindow(count), values
        self.source = None

    def __iter__(self):
        return self

    def __next__(self):
        if self.source is None:
            self.source = iter(self.values)
        window = self.window
        while True:
            window.push(next(self.source))
            if len(window) == window.count:
                return window.min(), window.max()
