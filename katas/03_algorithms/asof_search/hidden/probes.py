"""Predicates that note what they are asked, keys that count how often they are compared, and a ring how often it is read."""

from asof_search import asof_join, first_true, oldest


def asked(lo, hi, *places):
    """For predicates that are true from each of these places on: the answer and what was asked, at most 200 times."""
    return [_search(lo, hi, lambda i, place=place: i >= place) for place in places]


def answered(values):
    """The answer for a predicate that returns these values."""
    return _search(0, len(values), values.__getitem__)[0]


def _search(lo, hi, answer):
    calls = []

    def predicate(i):
        if len(calls) == 200:
            raise RuntimeError(f"asked 200 times, last for {i}")
        calls.append(i)
        return answer(i)

    return first_true(lo, hi, predicate), calls


class Ring:
    """`len` and one entry at a time, as a ring buffer in a file has them."""

    def __init__(self, entries):
        self.entries, self.reads = entries, 0

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, index):
        if type(index) is not int:
            raise TypeError(f"a ring has entries by int, not {index!r}")
        self.reads += 1
        return self.entries[index]


def reads(n, starts):
    """For rings of n different keys with the oldest at each of these places: what was found, and the most reads."""
    found, most = [], 0
    for start in starts:
        ring = Ring([(i - start) % n for i in range(n)])
        found.append(oldest(ring))
        most = max(most, ring.reads)
    return {"found": found, "most reads": most}


def plain(entries):
    """The oldest entry of a ring that is no list."""
    return oldest(Ring(entries))


class Key(int):
    """An int that counts comparisons."""

    made = 0

    def _counted(name):
        compare = getattr(int, name)

        def method(self, other):
            Key.made += 1
            return compare(self, other)

        return method

    __lt__, __le__, __gt__, __ge__, __eq__, __ne__ = map(_counted, ["__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"])
    __hash__ = int.__hash__


def comparisons(left, right):
    """What a join finds, and how often it compares two keys."""
    found = asof_join([Key(key) for key in left], [Key(key) for key in right])
    return {"found": found, "comparisons": Key.made}
