"""Str() makes a text of None."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from sys import getsizeof
from typing import Any, overload


class RowStore(Sequence[Mapping[str, Any]]):
    def __init__(self, schema: Mapping[str, str]) -> None:
        for kind in schema.values():
            if kind not in _KINDS:
                raise ValueError(f"{kind!r} is no kind of column: {', '.join(_KINDS)}")
        if not schema:
            raise ValueError("a store needs a column")
        self._columns: dict[str, _Column] = {name: _KINDS[kind]() for name, kind in schema.items()}
        self._count = 0

    def append(self, row: Mapping[str, Any]) -> None:
        if row.keys() != self._columns.keys():
            raise ValueError(f"a row has the names {', '.join(self._columns)}, not {', '.join(map(str, row))}")
        values = [column.checked(row[name]) for name, column in self._columns.items()]     # all, before any is kept
        for column, value in zip(self._columns.values(), values):
            column.append(value)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        return _look(self._columns, range(self._count)[index])

    def column(self, name: str) -> memoryview:
        column = self._columns[name]
        if column.as_numbers:
            return memoryview(column.cells).toreadonly()
        raise TypeError(f"{name!r} is no column of int or float")

    @property
    def nbytes(self) -> int:
        return sum(column.nbytes for column in self._columns.values())


def _look(columns: "dict[str, _Column]", at: int | range) -> "_Row | _Rows":
    return _Rows(columns, at) if isinstance(at, range) else _Row(columns, at)


class _Rows(Sequence[Mapping[str, Any]]):
    """The rows at some places: a range, whatever it is sliced by."""

    __slots__ = ("_columns", "_places")

    def __init__(self, columns: "dict[str, _Column]", places: range) -> None:
        self._columns, self._places = columns, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        return _look(self._columns, self._places[index])


class _Row(Mapping[str, Any]):
    """The values at one place, made when they are asked for."""

    __slots__ = ("_columns", "_place")

    def __init__(self, columns: "dict[str, _Column]", place: int) -> None:
        self._columns, self._place = columns, place

    def __getitem__(self, name: str) -> Any:
        return self._columns[name].value(self._place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class _Column:
    """Numbers of one machine type."""

    code = "q"
    as_numbers = True

    def __init__(self) -> None:
        self.cells = array(self.code)

    def checked(self, value: Any) -> Any:
        """Return what is to be appended, or raise."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"{value!r} is no int")
        if not -(2**63) <= value < 2**63:
            raise OverflowError(f"{value} does not fit into 64 bits")
        return value

    def append(self, value: Any) -> None:
        try:
            self.cells.append(value)
        except BufferError:     # somebody has a view of the array, and keeps that one
            self.cells = self.cells[:]
            self.cells.append(value)

    def value(self, place: int) -> Any:
        return self.cells[place]

    @property
    def nbytes(self) -> int:
        return getsizeof(self.cells)


class _Floats(_Column):
    code = "d"

    def checked(self, value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise TypeError(f"{value!r} is no float")
        return float(value)


class _Bools(_Column):
    code = "b"
    as_numbers = False

    def checked(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise TypeError(f"{value!r} is no bool")
        return value

    def value(self, place: int) -> bool:
        return bool(self.cells[place])


class _Texts(_Column):
    """The number of each row's text in a list of different ones."""

    code = "I"
    as_numbers = False

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.numbers: dict[str, int] = {}

    def checked(self, value: Any) -> str:
        return str.__str__(value) if isinstance(value, str) else str(value)     # of a subclass the text alone, whatever it calls itself

    def append(self, value: str) -> None:
        number = self.numbers.setdefault(value, len(self.texts))
        if number == len(self.texts):
            self.texts.append(value)
        super().append(number)

    def value(self, place: int) -> str:
        return self.texts[self.cells[place]]

    @property
    def nbytes(self) -> int:
        tables = getsizeof(self.texts) + getsizeof(self.numbers)
        return super().nbytes + tables + sum(map(getsizeof, self.texts)) + sum(map(getsizeof, self.numbers.values()))


_KINDS: dict[str, type[_Column]] = {"int": _Column, "float": _Floats, "bool": _Bools, "str": _Texts}
