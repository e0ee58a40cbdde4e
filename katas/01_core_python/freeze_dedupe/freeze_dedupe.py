"""Hashable keys for nested data, and a filter that drops duplicates by them.  The contract is in README.md."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def freeze(obj: Any) -> Hashable:
    """Return a key that equals the key of the same data, and of no other.

    Raises:
        TypeError: a value that is no dict, list, tuple, set or frozenset has no hash.
        ValueError: the data contains itself.
    """
    raise NotImplementedError


def dedupe(records: Iterable[T], key: Callable[[T], Any] | None = None) -> Iterator[T]:
    """Return an iterator over the records, each kind at its first place; `key` says what to compare."""
    raise NotImplementedError
