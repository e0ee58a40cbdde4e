"""An LRU cache on a linked list.  The contract is in README.md."""

from collections.abc import Callable, Hashable
from typing import Any


class LruCache:
    """Up to `capacity` entries; the one that was used longest ago goes first."""

    def __init__(self, capacity: int, *, on_evict: Callable[[Any, Any], object] | None = None) -> None:
        """Make an empty cache; `on_evict(key, value)` hears of each entry that had to go.

        Raises:
            ValueError: the capacity is below 1.
        """
        raise NotImplementedError

    @property
    def capacity(self) -> int:
        """How many entries the cache may hold."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many entries there are."""
        raise NotImplementedError

    def __contains__(self, key: Hashable) -> bool:
        """Say whether the key has an entry; this is no use of it."""
        raise NotImplementedError

    def get(self, key: Hashable, default: Any = None) -> Any:
        """Return the value of a key, and count it as used; without an entry return the default."""
        raise NotImplementedError

    def peek(self, key: Hashable, default: Any = None) -> Any:
        """Return the value of a key, without counting it as used; without an entry return the default."""
        raise NotImplementedError

    def put(self, key: Hashable, value: Any) -> None:
        """Give a key a value, and count it as used."""
        raise NotImplementedError

    def demote(self, key: Hashable) -> None:
        """Let a key be the next to go.

        Raises:
            KeyError: the key has no entry.
        """
        raise NotImplementedError

    def remove(self, key: Hashable) -> Any:
        """Take an entry out and return its value.

        Raises:
            KeyError: the key has no entry.
        """
        raise NotImplementedError

    def resize(self, capacity: int) -> None:
        """Change the capacity.

        Raises:
            ValueError: the capacity is below 1.
        """
        raise NotImplementedError

    def clear(self) -> None:
        """Take all entries out."""
        raise NotImplementedError

    def items(self) -> list[tuple[Any, Any]]:
        """Return keys and values, the last used first, the next to go last."""
        raise NotImplementedError
