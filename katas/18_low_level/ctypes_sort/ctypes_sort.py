"""Sort keys of bytes by a library in C, bound by ctypes.  README.md has the contract, `_keysort.c` is the library."""

import importlib.util
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

_PATH = importlib.util.find_spec("_keysort").origin  # of the library, when it has been built


class SortError(Exception):
    """The library has refused: its message is the text, its error the attribute `errno`."""

    errno: int


class LimitExceeded(SortError):
    """A key is longer than the library takes (E2BIG)."""


class SorterBusy(SortError):
    """The sorter is at work (EBUSY)."""


class SorterClosed(SortError):
    """The sorter is closed (EBADF)."""


class Sorter:
    """A sorter of the library: open until it is closed, left as a context, or dropped."""

    def __init__(self, compare: Callable[[bytes, bytes], int] | None = None, *, unique: bool = False) -> None:
        raise NotImplementedError

    def sort(self, entries: Iterable[tuple[bytes | bytearray | memoryview, int]]) -> list[tuple[bytes, int]]:
        """Return the entries in order, those that are equal as they came."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the sorter, unless it is closed."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        raise NotImplementedError
