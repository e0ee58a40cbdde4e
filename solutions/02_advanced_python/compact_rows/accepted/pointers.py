"""Columns as arrays, or as lists of texts that a dict keeps once; slices count by start, step and number."""

import array
import sys
from collections import abc
from operator import index as integer

CODES = {"int": "q", "float": "d", "bool": "B", "str": ""}


class RowStore(abc.Sequence):
    def __init__(self, schema):
        self._kinds = dict(schema)
        if not self._kinds or not set(self._kinds.values()) <= set(CODES):
            raise ValueError(f"bad schema: {schema}")
        self._cells = {name: array.array(CODES[kind]) if CODES[kind] else [] for name, kind in self._kinds.items()}
        self._texts = {name: {} for name, kind in self._kinds.items() if kind == "str"}
        self._held = {}
        self._rows = 0

    def append(self, row):
        if set(row) != set(self._kinds):
            raise ValueError(f"bad names: {list(row)}")
        given = dict(row)
        for name, kind in self._kinds.items():
            given[name] = _plain(kind, given[name])
        for name, value in given.items():
            if name in self._texts:
                value = self._texts[name].setdefault(value, value)
            elif self._held.get(name) is not None:
                self._held[name] = None
                self._cells[name] = array.array(self._cells[name].typecode, self._cells[name])
            self._cells[name].append(value)
        self._rows += 1

    def __len__(self):
        return self._rows

    def __getitem__(self, i):
        if isinstance(i, slice):
            start, stop, step = i.indices(self._rows)
            return Window(self, start, step, len(range(start, stop, step)))
        return Row(self, _place(i, self._rows))

    def column(self, name):
        if self._kinds[name] not in ("int", "float"):
            raise TypeError(name)
        self._held[name] = True
        return memoryview(self._cells[name]).toreadonly()

    def value(self, name, place):
        value = self._cells[name][place]
        return value == 1 if self._kinds[name] == "bool" else value

    @property
    def nbytes(self):
        size = sys.getsizeof
        tables = sum(size(texts) + sum(size(text) for text in texts) for texts in self._texts.values())
        return tables + sum(size(cells) for cells in self._cells.values())


class Window(abc.Sequence):
    def __init__(self, store, start, step, count):
        self.store, self.start, self.step, self.count_ = store, start, step, count

    def __len__(self):
        return self.count_

    def __getitem__(self, i):
        if isinstance(i, slice):
            start, stop, step = i.indices(self.count_)
            return Window(self.store, self.start + start * self.step, self.step * step, len(range(start, stop, step)))
        return Row(self.store, self.start + self.step * _place(i, self.count_))


class Row(abc.Mapping):
    __slots__ = ("place", "store")

    def __init__(self, store, place):
        self.store, self.place = store, place

    def __getitem__(self, name):
        return self.store.value(name, self.place)

    def __len__(self):
        return len(self.store._kinds)

    def __iter__(self):
        yield from self.store._kinds


def _place(i, count):
    i = integer(i)
    if not -count <= i < count:
        raise IndexError(i)
    return i % count


def _plain(kind, value):
    match kind, value:
        case "bool", bool():
            return value
        case _, bool():
            raise TypeError(f"{value} as {kind}")
        case "str", str():
            return "".join(map(chr, map(ord, value))) if type(value) is not str else value
        case "int", int():
            array.array("q", [value])
            return int(value)
        case "float", int() | float():
            return float(value)
    raise TypeError(f"{value!r} as {kind}")
