"""A priority queue with updates and removals.  The contract is in README.md."""

from collections.abc import Hashable
from typing import Any


class UpdateHeap:
    """Items, each with a priority; the lowest comes first, with `largest` the highest, and among equals the oldest."""

    def __init__(self, *, largest: bool = False) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many items are in the queue."""
        raise NotImplementedError

    def __contains__(self, item: Hashable) -> bool:
        """Say whether the item is in the queue."""
        raise NotImplementedError

    def __getitem__(self, item: Hashable) -> Any:
        """Return the priority of an item.

        Raises:
            KeyError: the item is not in the queue.
        """
        raise NotImplementedError

    def push(self, item: Hashable, priority: Any) -> None:
        """Add an item; it stands behind those of equal priority.

        Raises:
            ValueError: the item is in the queue already.
        """
        raise NotImplementedError

    def update(self, item: Hashable, priority: Any) -> None:
        """Give an item another priority; one equal to its own changes nothing.

        Raises:
            KeyError: the item is not in the queue.
        """
        raise NotImplementedError

    def remove(self, item: Hashable) -> Any:
        """Take an item out and return its priority.

        Raises:
            KeyError: the item is not in the queue.
        """
        raise NotImplementedError

    def pop(self) -> tuple[Hashable, Any]:
        """Take the next item out and return it with its priority.

        Raises:
            IndexError: the queue is empty.
        """
        raise NotImplementedError

    def peek(self) -> tuple[Hashable, Any]:
        """Return the next item with its priority.

        Raises:
            IndexError: the queue is empty.
        """
        raise NotImplementedError
