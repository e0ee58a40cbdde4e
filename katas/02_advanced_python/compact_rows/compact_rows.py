"""Rows of one schema, kept in columns.  The contract is in README.md."""

from collections.abc import Mapping, Sequence
from typing import Any, overload


class RowStore(Sequence[Mapping[str, Any]]):
    """Rows that can be appended and read, and do not change."""

    def __init__(self, schema: Mapping[str, str]) -> None:
        """Make a store without rows; the schema maps names to "int", "float", "bool" or "str".

        Raises:
            ValueError: there is another kind, or no name.
        """
        raise NotImplementedError

    def append(self, row: Mapping[str, Any]) -> None:
        """Add a row, or nothing of it.

        Raises:
            ValueError: its names are not those of the schema.
            TypeError: a value is of another kind.
            OverflowError: a number does not fit.
        """
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        """Return a view of a row, or of the rows of a slice.

        Raises:
            IndexError: there is no such row.
        """
        raise NotImplementedError

    def column(self, name: str) -> memoryview:
        """Return the numbers of an int or float column as they are now: read-only, without a copy.

        Raises:
            KeyError: there is no such column.
            TypeError: it has no such numbers.
        """
        raise NotImplementedError

    @property
    def nbytes(self) -> int:
        """How much memory the store holds."""
        raise NotImplementedError
