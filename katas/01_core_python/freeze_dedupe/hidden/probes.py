"""Keys as keys of a dict, and data that does not cross a pipe as it is: subclasses, cycles, shared lists."""

from collections import Counter, OrderedDict, namedtuple
from decimal import Decimal
from enum import IntEnum

from freeze_dedupe import dedupe, freeze

Point = namedtuple("Point", "x y")
Pair = namedtuple("Pair", "x y")


class Size(IntEnum):
    SMALL = 1


class Name(str):
    """A class of texts."""

    __slots__ = ()


def numbered(keys):
    """Number each key by the first one that a dict takes for the same."""
    first = {}
    return [first.setdefault(key, n) for n, key in enumerate(keys)]


def groups(objects):
    """Number each object by the first one with the same key."""
    return numbered([freeze(x) for x in objects])


def set_orders():
    """Two sets of the same members which iterate in different orders, and one that has others."""
    sets = [{0, 8}, {8, 0}, {0, 16}]
    return groups(sets) + groups([frozenset(x) for x in sets])


def subclasses(name):
    """Instances of subclasses, numbered by the first one with the same key."""
    return groups({
        "ordered": [OrderedDict(a=[1], b=2), OrderedDict([("b", 2), ("a", [1])]), {"a": [1], "b": 2}],
        "counter": [Counter("aab"), Counter("aba"), Counter("ab"), {"a": 2, "b": 1}],
        "namedtuple": [Point([1], 2), Point([1], 2), ([1], 2), Pair([1], 2), Point([True], 2)],
        "text": [Name("a"), Name("a"), "a", Name("b")],
        "enum": [Size.SMALL, Size(1), 1, True],
    }[name])


def decimals():
    """Numbers of a class of the library, equal ones written in two ways."""
    return groups([Decimal("1.0"), Decimal("1.00"), 1, 1.0])


def keys_as_data():
    """Data that is not hashable, each followed by its own key."""
    data = [[1], {"a": 1}, {1}, [[1]], {"a": [1]}]
    return groups([x for obj in data for x in (obj, freeze(obj))])


def refused(name):
    """The error that freeze raises."""
    loop, knot = [1], {"a": 1}
    loop.append({"b": (loop,)})
    knot["self"] = knot
    obj = {"value": bytearray(b"x"), "nested": [{"a": (1, bytearray(b"x"))}], "list": loop, "dict": knot}[name]
    try:
        return repr(freeze(obj))[:80]
    except Exception as error:
        return type(error).__name__


def shared():
    """Data in which one list stands in two places, and the same of equal lists."""
    part = [1]
    return groups([[part, part], [[1], [1]], [part, [part]], [[1], [[1]]]])


def changed_later():
    """The key of a list before and after it was changed, and that of a list like the first."""
    obj = [1, {"a": [2]}]
    before = freeze(obj)
    obj[1]["a"].append(3)
    return numbered([before, freeze(obj), freeze([1, {"a": [2]}])])


def changed_by_the_reader():
    """What a reader gets who changes each record that it gets, and the records afterwards."""
    records = [[1], [1], [2], [1, 9]]
    got = []
    for record in dedupe(records):
        got.append(list(record))
        record.append(9)
    return {"got": got, "records": records}
