"""Records that are pickled and copied, and classes that nobody has any more."""

import copy
import gc
import pickle
import weakref

from record_tuples import record_type

calls = []


def cents(value):
    """A converter that must not be called twice for a value."""
    calls.append(value)
    return round(float(value) * 100)


def doubled(value):
    calls.append(value)
    return 2 * value


def shop(*more):
    return record_type(["Item", "Unit price", *more], [str, cents] + [str] * len(more), ["none"] * len(more))


COPIES = {
    "pickle 2": lambda record: pickle.loads(pickle.dumps(record, 2)), "pickle 5": lambda record: pickle.loads(pickle.dumps(record, 5)),
    "copy": copy.copy, "deepcopy": copy.deepcopy,
}


def copied(how):
    """A record that is copied in some way: its repr, whether its class is the same, and which values were converted meanwhile."""
    record = shop("Class")("pen", "1.5")
    calls.clear()
    again = COPIES[how](record)
    return repr(again), type(again) is type(record), list(calls)


def pickled_and_gone():
    """A record is pickled, and read when its class has gone: which class lives then, and what is read."""
    record = shop("Class")("pen", "1.5", "b")
    text, ref = pickle.dumps(record), weakref.ref(type(record))
    del record
    gc.collect()
    left = ref() is not None
    calls.clear()
    again = pickle.loads(text)
    return {"class left": left, "read": repr(again), "header": again._header, "known": type(again) is shop("Class"), "converted": list(calls), "then": again._replace(unit_price=2).unit_price}


def freed(n):
    """How many of n classes live when nobody has one any more, and while somebody has a record of the first and the last class."""
    classes = [record_type([f"a{i}", "b"], [str, int]) for i in range(n)]
    held = classes[0]("x", 1), classes[-1]
    refs = [weakref.ref(one) for one in classes]
    del classes
    gc.collect()
    some = [i for i, ref in enumerate(refs) if ref() is not None]
    same = record_type(["a0", "b"], [str, int]) is type(held[0]), record_type([f"a{n - 1}", "b"], [str, int]) is held[1]
    del held
    gc.collect()
    return some, same, [i for i, ref in enumerate(refs) if ref() is not None]


def pickle_size(n, columns):
    """How many bytes n records of small numbers take, and the sum of what is read."""
    record = record_type([f"Column {i}" for i in range(columns)], [int] * columns, [0] * columns)
    text = pickle.dumps([record._make((i + k) % 100 for k in range(columns)) for i in range(n)])
    return {"bytes": len(text), "sum": sum(sum(one) for one in pickle.loads(text))}


def attributes():
    """What comes of setting an attribute, a field or an item of a record, and whether it has a dict."""
    record = shop()("pen", "1.5")
    seen = []

    def item():
        record[0] = "x"
    for change in (lambda: setattr(record, "more", 1), lambda: setattr(record, "item", "x"), item):
        try:
            change()
            seen.append("no error")
        except Exception as error:
            seen.append(type(error).__name__)
    return seen, hasattr(record, "__dict__"), tuple(record)


def unhashable():
    """Records of values without a hash, and one with them."""
    record = record_type(["a", "b"], [list, str])
    one = record("xy", "z")
    return repr(one), one == (["x", "y"], "z"), hash(record_type(["a"], [str])("x")) == hash(("x",))


def interrupted():
    """A converter that is interrupted: which error leaves."""
    def stop(value):
        raise KeyboardInterrupt
    try:
        record_type(["a"], [stop])("x")
    except BaseException as error:
        return type(error).__name__


def failing(error):
    """A converter that fails: the error that leaves, its cause, and whether the text of the header is in it, for each way to make a record."""
    def fail(value):
        if value == "bad":
            raise error("no good")
        return value
    record = record_type(["Name", "Unit price (net)"], [str, fail])
    good, seen = record("pen", "good"), {}
    old = record_type(["Name", "Price"], [str, str])("pen", "bad")
    ways = {
        "call": lambda: record("pen", "bad"), "name": lambda: record("pen", unit_price_net="bad"), "make": lambda: record._make(["pen", "bad"]),
        "replace": lambda: good._replace(unit_price_net="bad"), "migrate": lambda: record._migrate(old, {"unit_price_net": "price"}),
    }
    for name, way in ways.items():
        try:
            seen[name] = repr(way())
        except Exception as caught:
            seen[name] = type(caught).__name__, type(caught.__cause__).__name__, "Unit price (net)" in str(caught)
    return seen


def migrated_by(renamed, defaults):
    """A record goes to a class with another converter: the values that were converted, and the new record."""
    old = record_type(["a", "b"], [int, int])(1, 2)
    new = record_type(["b", "a", "c"], [doubled, doubled, doubled], defaults)
    calls.clear()
    return repr(new._migrate(old, renamed)), sorted(calls)
