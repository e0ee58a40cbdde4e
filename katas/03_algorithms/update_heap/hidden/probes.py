"""Priorities and items that know what they are asked, fail when they are compared, or tell when they have gone."""

import gc

from update_heap import UpdateHeap


class Level:
    """A priority with `<` and nothing else, not even `==`."""

    asked = 0

    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        Level.asked += 1
        return self.number < other.number

    def __gt__(self, other):
        raise AssertionError("a priority was asked for >, or for < by the other way round")

    def __eq__(self, other):
        raise AssertionError("a priority was asked for ==")

    __le__ = __ge__ = __ne__ = __gt__
    __hash__ = None


class Counted:
    """A priority that counts how many of its kind are alive."""

    alive = 0

    def __init__(self, number):
        self.number = number
        Counted.alive += 1

    def __del__(self):
        Counted.alive -= 1

    def __lt__(self, other):
        return self.number < other.number


class Job:
    """An item that cannot be ordered."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __hash__(self):
        return hash(self.number)


class Fragile:
    """A priority whose `<` fails, asked from either side, when the other is `against`."""

    def __init__(self, number, against=None):
        self.number, self.against = number, against

    def __lt__(self, other):
        if other.number == self.against or self.number == other.against:
            raise LookupError(f"{self.number} < {other.number}")
        return self.number < other.number


def only_less_than(largest, *numbers):
    """Push (place, level) for each number, update the first to the level of the last, and pop all."""
    q = UpdateHeap(largest=largest)
    for place, number in enumerate(numbers):
        q.push(place, Level(number))
    q.update(0, Level(numbers[-1]))
    return [(item, level.number) for item, level in (q.pop() for _ in range(len(q)))]


def jobs_of_one_deadline(count):
    """Items that cannot be ordered, all of one priority."""
    q = UpdateHeap()
    jobs = [Job(i) for i in range(count)]
    for job in jobs:
        q.push(job, 7)
    return [q.pop()[0].number for _ in jobs]


def failing_comparison(method, number):
    """Five items; the lowest priority of all fails against the first of them, after other questions have been answered."""
    q = UpdateHeap()
    for item, level in [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 5)]:
        q.push(item, Fragile(level))
    try:
        getattr(q, method)("e" if method == "update" else "new", Fragile(number, against=1))
        outcome = "no error"
    except Exception as error:
        outcome = type(error).__name__
    seen = [len(q), "new" in q, q["e"].number]
    return {"outcome": outcome, "seen": seen, "left": [(item, x.number) for item, x in (q.pop() for _ in range(len(q)))]}


def questions(pushed, updates):
    """The items by number, in the order in which they were popped, and how often all of it asked `<`."""
    q, Level.asked = UpdateHeap(), 0
    for item, number in enumerate(pushed):
        q.push(item, Level(number))
    for item, number in updates:
        q.update(item, Level(number))
    popped = [q.pop()[0] for _ in pushed]
    return {"popped": popped, "asked": Level.asked}


def alive_after_updates(n, updates):
    """The most priorities that were alive after one of the last 300 updates of n items."""
    q, most = _filled(n), 0
    for i in range(updates):
        q.update(i % n, Counted(n + i))
        if i >= updates - 300:
            most = max(most, _alive())
    return most


def alive_when_gone(n, total, method):
    """Priorities alive when total items have been updated once and all but n popped or removed."""
    q = _filled(total)
    for i in range(total):
        q.update(i, Counted(i - total))
    for i in range(total - n):
        q.pop() if method == "pop" else q.remove(i)
    return _alive()


def _filled(n):
    q = UpdateHeap()
    for i in range(n):
        q.push(i, Counted(i))
    return q


def _alive():
    gc.collect()
    return Counted.alive
