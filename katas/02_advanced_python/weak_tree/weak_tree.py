"""Trees, a cache and a pool that free what nobody holds, at once.  The contract is in README.md."""

from collections.abc import Callable, Iterator
from typing import Any


class Node:
    """A node of a tree: it keeps its children alive, and not its parent."""

    value: Any

    def __init__(self, value: Any) -> None:
        raise NotImplementedError

    @property
    def parent(self) -> "Node | None":
        """The node that has this one as a child, while it lives."""
        raise NotImplementedError

    @property
    def children(self) -> tuple["Node", ...]:
        """The children, in order."""
        raise NotImplementedError

    def add(self, child: "Node") -> "Node":
        """Make a node the last child, wherever it was before, and return it.

        Raises:
            ValueError: it is this node, or one above it.
        """
        raise NotImplementedError

    def detach(self) -> None:
        """Leave the parent, if there is one."""
        raise NotImplementedError

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, each before its children."""
        raise NotImplementedError


class IdentityCache:
    """What `make` returned for an object, for that very object, while both live."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many entries there are."""
        raise NotImplementedError

    def get(self, obj: Any) -> Any:
        """Return the value for an object; make it if there is none."""
        raise NotImplementedError


class Lease:
    """An item of a pool, in use; it goes back when it is released or when nobody holds the lease."""

    @property
    def item(self) -> Any:
        """The item.

        Raises:
            ValueError: it has gone back.
        """
        raise NotImplementedError

    def release(self) -> None:
        """Give the item back, unless it has gone back."""
        raise NotImplementedError


class Pool:
    """Items that are dear to make, lent one by one; at most `keep` idle ones wait for the next user."""

    def __init__(self, make: Callable[[], Any], keep: int) -> None:
        raise NotImplementedError

    @property
    def idle(self) -> int:
        """How many items wait."""
        raise NotImplementedError

    def take(self) -> Lease:
        """Lend the item that came back last, or a new one."""
        raise NotImplementedError
