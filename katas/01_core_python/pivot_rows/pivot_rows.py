"""Rows to a table with a column for each value of a field, and back.  The contract is in README.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[Any, Any]


def pivot(
    rows: Iterable[Row], index: Sequence[str], column: str, value: str, agg: Callable[[list[Any]], Any], fill: Any = None
) -> list[dict[Any, Any]]:
    """Return one dict for each combination of the index fields, with a cell for each value of the field `column`.

    Raises:
        KeyError: a row lacks a field.
        ValueError: a column is called like a field of `index`.
    """
    raise NotImplementedError


def unpivot(table: Iterable[Row], index: Sequence[str], column: str, value: str, fill: Any = None) -> Iterator[dict[Any, Any]]:
    """Return an iterator over one dict for each cell that is not `fill`.

    Raises:
        ValueError: at the call, the names are not different.
    """
    raise NotImplementedError
