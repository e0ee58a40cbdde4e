"""A cache that forgets what was used longest ago.  The contract is in README.md."""

from collections.abc import Callable
from typing import Any


class LinkedLRU:
    """Entries in the order of their use; over the capacity the oldest goes."""

    def __init__(self, capacity: int, *, on_evict: Callable[[Any, Any], object] | None = None) -> None:
        """Make an empty cache.

        Raises:
            ValueError: the capacity is below 0.
        """
        raise NotImplementedError

    @property
    def capacity(self) -> int:
        """How many entries there may be."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many entries there are."""
        raise NotImplementedError

    def __contains__(self, key: Any) -> bool:
        """Tell whether there is an entry; that is no use of it."""
        raise NotImplementedError

    def put(self, key: Any, value: Any) -> None:
        """Add an entry or change its value; it is the newest then."""
        raise NotImplementedError

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of an entry, which is the newest then."""
        raise NotImplementedError

    def peek(self, key: Any, default: Any = None) -> Any:
        """Return the value of an entry, which stays where it is."""
        raise NotImplementedError

    def demote(self, key: Any) -> bool:
        """Make an entry the oldest, and tell whether there was one."""
        raise NotImplementedError

    def pop(self, key: Any, default: Any = None) -> Any:
        """Take an entry out and return its value; `on_evict` does not hear of it."""
        raise NotImplementedError

    def resize(self, capacity: int) -> None:
        """Change the capacity, and evict what is too much.

        Raises:
            ValueError: the capacity is below 0.
        """
        raise NotImplementedError

    def clear(self) -> None:
        """Take all entries out; `on_evict` does not hear of it."""
        raise NotImplementedError

    def items(self) -> list[tuple[Any, Any]]:
        """Return the keys and values, the oldest first."""
        raise NotImplementedError
