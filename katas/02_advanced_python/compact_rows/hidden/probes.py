"""Stores that are filled and looked at: rows come back as lists of pairs, memory as what the interpreter counts."""

import enum
import gc
import tracemalloc
from collections.abc import Mapping, Sequence
from contextlib import contextmanager

from compact_rows import RowStore


def filled(schema, rows):
    store = RowStore(schema)
    for row in rows:
        store.append(row)
    return store


def pairs(rows):
    """Each row as a list of names with values, in the row's order."""
    return [[(name, row[name]) for name in row] for row in rows]


def numbered(n):
    """A store whose rows have the numbers below n, in columns of each kind."""
    return filled({"n": "int", "half": "float", "odd": "bool", "text": "str"}, [
        {"n": i, "half": i / 2, "odd": i % 2 == 1, "text": f"t{i}"} for i in range(n)
    ])


def numbers(rows):
    return [row["n"] for row in rows]


def outcome(use):
    """What is returned, or the name of the error."""
    try:
        return use()
    except Exception as error:
        return type(error).__name__


def appended(schema, rows):
    """What comes of each row, how many rows there are then, and all of them."""
    store = RowStore(schema)
    results = [outcome(lambda row=row: store.append(row)) for row in rows]
    return results, len(store), pairs(store)


def values(kind, given):
    """What is read where some values were given: the class of each, and its repr."""
    store = filled({"x": kind}, [{"x": value} for value in given])
    return [(type(row["x"]).__name__, repr(row["x"])) for row in store]


def made(schema):
    """What comes of making a store."""
    return outcome(lambda: len(RowStore(schema)))


class Level(enum.IntEnum):
    LOW = 3


class Unit(str, enum.Enum):  # noqa: UP042  (str() of a StrEnum is its value)
    MILE = "mi"


class Share(float):
    pass


class Loud(str):  # noqa: SLOT000  (an ordinary class)
    def __str__(self):
        return self.upper() + "!"

    __repr__ = __str__


def subclasses():
    """What is read where members of enums and other subclasses were given, and its classes."""
    store = filled({"level": "int", "share": "float", "unit": "str", "text": "str"}, [
        {"level": Level.LOW, "share": Share(0.5), "unit": Unit.MILE, "text": Loud("hello")},
        {"level": 3, "share": Level.LOW, "unit": "mi", "text": "hello"},
    ])
    return [[(type(x).__name__, x) for x in row.values()] for row in store]


def same_objects(texts):
    """For each text, which came as an object of its own: the place of the first row that gives the same object."""
    store = filled({"text": "str"}, [{"text": "".join(list(text))} for text in texts])
    read = [row["text"] for row in store]
    return [next(i for i, other in enumerate(read) if other is text) for text in read]


def changed_schema():
    """The schema that was given is changed afterwards."""
    schema = {"n": "int"}
    store = RowStore(schema)
    schema["m"] = "str"
    store.append({"n": 1})
    del schema["n"]
    store.append({"n": 2})
    return pairs(store)


def changed_row():
    """The row that was given is changed afterwards, and a row of another store is given."""
    row = {"n": 1}
    store = filled({"n": "int"}, [row])
    row["n"] = 2
    other = filled({"n": "int"}, [row, store[0]])
    return pairs(store), pairs(other)


def at(n, indexes):
    """What is found at some indexes of a store of n rows, and of its slice without the first and the last one."""
    store = numbered(n)
    return [[outcome(lambda i=i: rows[i]["n"]) for i in indexes] for rows in (store, store[1:-1])]


def sliced(n, *slices):
    """The rows of a slice, of a slice of it, and so on: how many, which, and the last one."""
    rows = numbered(n)
    for some in slices:
        rows = rows[some]
    return len(rows), numbers(rows), rows[-1]["n"] if len(rows) else None


def each_sliced(n, slices):
    """The rows of each slice, or its error."""
    store = numbered(n)
    return [outcome(lambda some=some: numbers(store[some])) for some in slices]


def rows_meanwhile():
    """A slice, a reversed one and a row are taken; then more rows come."""
    store = numbered(4)
    some, back, last = store[1:], store[::-1], store[-1]
    for i in range(4, 8):
        store.append({"n": i, "half": 0, "odd": False, "text": "new"})
    return {"slice": numbers(some), "reversed": numbers(back), "row": last["n"], "all": numbers(store)}


def appended_meanwhile():
    """A row is appended at each of the first three rows of an iteration."""
    store, seen = filled({"n": "int"}, [{"n": 0}]), []
    for row in store:
        seen.append(row["n"])
        if len(seen) <= 3:
            store.append({"n": len(store)})
    return seen


def as_sequence():
    """What the methods of a sequence say of a store and of a slice."""
    seen = {}
    for name, rows in [("store", filled({"n": "int"}, [{"n": n} for n in (5, 6, 5, 7)])), ("slice", filled({"n": "int"}, [{"n": n} for n in (1, 5, 6, 5, 7)])[1:])]:
        seen[name] = {
            "sequence": isinstance(rows, Sequence), "reversed": numbers(reversed(rows)), "index": rows.index({"n": 6}), "count": rows.count({"n": 5}),
            "in": [{"n": 7} in rows, {"n": 8} in rows, rows[0] in rows],
        }
    return seen


def as_mapping():
    """What the methods of a mapping say of a row, and what comes of changing it."""
    store = numbered(3)
    row = store[2]

    def change():
        row["n"] = 5
    return {
        "mapping": isinstance(row, Mapping), "dict": dict(row), "keys": list(row), "len": len(row), "items": list(row.items()), "get": row.get("m", "none"),
        "missing": outcome(lambda: row["m"]), "equal": [row == {"text": "t2", "n": 2, "half": 1, "odd": False}, row == store[2], row == store[1], row == {"n": 2}],
        "changed": outcome(change), "then": row["n"],
    }


def column(schema, rows, name):
    """A column of a store: its format, whether it can be written, and its numbers."""
    view = filled(schema, rows).column(name)
    return view.format, view.readonly, view.tolist()


def columns_refused():
    """Columns that have no numbers, or do not exist."""
    store = numbered(2)
    return [outcome(lambda name=name: store.column(name).tolist()) for name in ("odd", "text", "none")]


def columns_meanwhile(held, n):
    """Some columns of three rows are held while n more rows come, each after a row that is refused."""
    store = numbered(3)
    views = [store.column(name) for name in held]
    refused = [outcome(lambda: store.append({"n": 0, "half": 0.0, "odd": False, "text": None})) for _ in range(n)]
    for i in range(3, 3 + n):
        store.append({"n": i, "half": i / 2, "odd": i % 2 == 1, "text": f"t{i}"})
    again = [store.column(name).tolist() for name in held]
    return {"held": [view.tolist() for view in views], "again": again, "refused": sorted(set(refused)), "rows": pairs(store) == pairs(numbered(3 + n)), "numbers": numbers(store)}


@contextmanager
def traced():
    """Memory is counted in the block; what is yielded says how much more there is than at its begin."""
    gc.collect()
    tracemalloc.start(1)
    try:
        begin = tracemalloc.get_traced_memory()[0]

        def more():
            gc.collect()
            return tracemalloc.get_traced_memory()[0] - begin
        yield more
    finally:
        tracemalloc.stop()


SHAPES = {
    "numbers": ({"a": "int", "b": "float", "c": "bool"}, lambda i: {"a": i << 33, "b": i / 3, "c": i % 3 == 0}),
    "texts": ({"a": "str"}, lambda i: {"a": f"{i:0100}"}),
    "few texts": ({"a": "str", "b": "str"}, lambda i: {"a": f"{i % 7:0500}", "b": f"{i % 5:0500}"}),
}


def memory(shape, n):
    """What a store of n rows says that it holds, as a share of what it does hold."""
    schema, row = SHAPES[shape]
    with traced() as more:
        store = filled(schema, (row(i) for i in range(n)))
        return store.nbytes / more()


def refused_memory(n):
    """How much more memory is held after n rows with large texts were refused, in steps of 20 kB, and how many rows there are."""
    store = filled({"text": "str", "n": "int", "more": "str"}, [{"text": "some", "n": 1, "more": "some"}])
    with traced() as more:
        for i in range(n):
            outcome(lambda i=i: store.append({"text": f"{i:01000}", "n": None, "more": f"{i:01000}"}))
        return more() // 20_000, len(store)


def dropped_memory(n):
    """How much memory is held after a store with n large texts has gone, in steps of 20 kB, and how many rows there were."""
    filled({"text": "str"}, [{"text": "warm-up"}])
    with traced() as more:
        store = filled({"text": "str"}, ({"text": f"{i:01000}"} for i in range(n)))
        rows = len(store)
        del store
        return more() // 20_000, rows


def column_memory(n):
    """How much memory it takes to look at the columns of n rows, in steps of 10 kB, and their last numbers."""
    store = filled({"a": "int", "b": "float"}, [{"a": i, "b": i / 3} for i in range(n)])
    last = store[-1]["a"]
    with traced() as more:
        views = store.column("a"), store.column("b")
        return more() // 10_000, last, views[0][-1], views[1][-1]


def outlived():
    """A row, a slice and a column, each of a store that nobody has any more."""
    row, rows, view = numbered(3)[1], numbered(3)[1:], numbered(3).column("n")
    gc.collect()
    return {"row": outcome(lambda: row["text"]), "slice": outcome(lambda: numbers(rows)), "column": outcome(view.tolist)}
