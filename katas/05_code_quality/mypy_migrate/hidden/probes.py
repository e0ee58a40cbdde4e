"""Objects with attributes, decorators and context managers: what a proxy cannot express."""

import inspect
import io
import time
from types import SimpleNamespace

from mypy_migrate import NoRate, Tariff, cheapest, memo, price, read_tariff, timed


def rows(text):
    """The rows of a text."""
    return [dict(row) for row in read_tariff(io.StringIO(text))]


def _tariff(text):
    return Tariff(read_tariff(io.StringIO(text)))


def tariff(text):
    """What a tariff of a text answers."""
    found = read_tariff(io.StringIO(text))
    made = Tariff(iter(found))
    found.append(found[0])
    return {
        "length": len(made), "order": [(row["zone"], row["limit"]) for row in made], "last": (made[-1]["zone"], made[-1]["limit"]),
        "EU": [row["limit"] for row in made["EU"]], "none": made["CH"], "mine": len(list(made)),
    }


def found(text, zone, weight):
    """The limit of the row that is found."""
    return _tariff(text).find(zone, weight)["limit"]


def missing(text, zone, weight):
    """How it is told that there is no rate."""
    made = _tariff(text)
    try:
        return made.find(zone, weight)
    except NoRate as error:
        return [cls.__name__ for cls in type(error).__mro__[:2]], error.zone, error.weight, str(error), made.find(zone, weight, strict=False)


def prices(text):
    """Prices without and with surcharges."""
    made, parcel = _tariff(text), SimpleNamespace(zone="EU", weight=100)
    steps = [lambda amount: amount + 1, lambda amount: amount * 2]
    return price(made, parcel), price(made, parcel, reversed(steps)), price(made, parcel, surcharges=tuple(steps))


def compared():
    """The offer with the smallest key, which keys were compared, and how often keys were asked for."""
    seen, asked = [], []

    class Key:
        __slots__ = ("name", "rank")

        def __init__(self, name, rank):
            self.name, self.rank = name, rank

        def __lt__(self, other):
            seen.append((self.name, other.name))
            return self.rank < other.rank

    keys = {"first": Key("a", 2), "second": Key("b", 1), "third": Key("c", 1)}

    def key(offer):
        asked.append(offer)
        return keys[offer]

    return cheapest(list(keys), key), seen, asked


def remembered():
    """What a memo answers, counts and is called."""
    calls = []

    def area(width, height=1, **more):
        """Area."""
        calls.append(width)
        return (width, height, more.get("depth", 1))

    made = memo(area)
    answers = [made(1, height=2, depth=3), made(1, height=2, depth=3), made(1, depth=3, height=2), made(1, 2, depth=4)]
    before, hits = len(calls), made.hits
    made.clear()
    after = (made.hits, made(1, height=2, depth=3), len(calls), made.hits)
    return {
        "answers": answers, "calls": before, "hits": hits, "after clear": after,
        "name": made.__name__, "doc": inspect.getdoc(made), "wrapped": made.__wrapped__ is area,
    }


def remembered_nothing():
    """A memo of None, of an error, and of another function."""
    calls, tries, failures = [], [], []
    nothing = memo(calls.append)

    @memo
    def fails():
        tries.append(1)
        raise ValueError

    for _ in range(2):
        try:
            fails()
        except Exception as error:
            failures.append(type(error).__name__)
    answers = [nothing(1), nothing(1)]
    other = memo(lambda x: "other")
    return {"answers": answers, "calls": len(calls), "failures": failures, "tries": len(tries), "other": (other(1), other.hits)}


def ways():
    """How often a function is called by position and by name, and the hits."""
    calls = []
    
    def one(x):
        calls.append(x)

    made = memo(one)
    made(1)
    made(x=1)
    return len(calls), made.hits


def times():
    """What is reported of a block that ends and of one that fails."""
    clock, seen = iter([10.0, 12.5, 20.0, 22.5]), []
    with timed(seen.append, clock.__next__):
        pass
    told = [(seen.pop(), "ended")]
    try:
        with timed(report=seen.append, clock=clock.__next__):
            raise KeyError
    except Exception as error:
        told.append((seen.pop(), type(error).__name__))
    return told


def default_clock():
    """The name of the clock that is used if none is given."""
    before = time.monotonic()
    seen = []
    with timed(seen.append):
        pass
    known = inspect.signature(timed).parameters["clock"].default
    return known.__name__ if 0 <= seen[0] <= time.monotonic() - before else seen
