"""Merge, group and look ahead in streams, lazily, and close what was read.  The contract is in README.md."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any


def merge(
    *streams: Iterable[Any],
    key: Callable[[Any], Any] | None = None,
    on_disorder: Callable[[int, Any], object] | None = None,
) -> Iterator[Any]:
    """Return an iterator with `close()` over the items of sorted streams, in order of their keys.

    Raises:
        ValueError: while iterating, at a late item, unless `on_disorder` is given to take it.
    """
    raise NotImplementedError


def group_runs(stream: Iterable[Any], key: Callable[[Any], Any] | None = None) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Return an iterator with `close()` over `(key, run)`, a run being an iterator over neighbours with equal keys."""
    raise NotImplementedError


class Peekable:
    """An iterator over the items of a stream that can look at the next one first."""

    def __init__(self, stream: Iterable[Any]) -> None:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError

    def __next__(self) -> Any:
        raise NotImplementedError

    def peek(self, default: Any = None) -> Any:
        """Return the item that `next` will return, or the default at the end."""
        raise NotImplementedError

    def close(self) -> None:
        """End the iteration and close the source."""
        raise NotImplementedError
