"""Ranks and percentiles of counted values.  The contract is in README.md."""

from collections.abc import Iterator
from typing import Any


class RankTree:
    """Values in ascending order, each with the number of items that have it."""

    def __init__(self) -> None:
        raise NotImplementedError

    @property
    def total(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many different values there are."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        """Yield each value with its count, in ascending order."""
        raise NotImplementedError

    def add(self, value: Any, count: int = 1) -> None:
        """Add items of one value.

        Raises:
            ValueError: the count is below 1.
        """
        raise NotImplementedError

    def discard(self, value: Any, count: int = 1) -> int:
        """Take out up to `count` items of a value, and return how many that were.

        Raises:
            ValueError: the count is below 1.
        """
        raise NotImplementedError

    def count(self, value: Any) -> int:
        """Return how many items have a value."""
        raise NotImplementedError

    def rank(self, value: Any) -> int:
        """Return how many items are less than a value."""
        raise NotImplementedError

    def between(self, low: Any, high: Any) -> int:
        """Return how many items are not less than `low`, and less than `high`."""
        raise NotImplementedError

    def select(self, k: int) -> Any:
        """Return the value of the item that has k items before it in ascending order.

        Raises:
            IndexError: there is no such item.
        """
        raise NotImplementedError
