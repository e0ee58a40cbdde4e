"""A tree, a cache and a pool that free what is no longer used at once.  The contract is in README.md."""

from collections.abc import Callable, Iterator
from typing import Any


class Node:
    """A node of a tree: it keeps its children alive, not its parent."""

    value: Any

    def __init__(self, value: Any = None) -> None:
        raise NotImplementedError

    @property
    def parent(self) -> "Node | None":
        """The node that has this one as a child, while it lives."""
        raise NotImplementedError

    @property
    def children(self) -> "tuple[Node, ...]":
        """The children, in the order in which they were added."""
        raise NotImplementedError

    def add(self, child: "Node") -> "Node":
        """Make a node the last child, taking it from its parent if it has one, and return it.

        Raises:
            ValueError: the child is this node, or above it.
        """
        raise NotImplementedError

    def remove(self, child: "Node") -> None:
        """Let a child go.

        Raises:
            ValueError: it is no child of this node.
        """
        raise NotImplementedError

    def walk(self) -> "Iterator[Node]":
        """Yield this node, then everything below it, each node before its children."""
        raise NotImplementedError


class IdentityCache:
    """One value for each object, told apart by identity, for as long as the object lives; `len` counts them."""

    def __init__(self) -> None:
        raise NotImplementedError

    def get(self, obj: Any, make: Callable[[Any], Any]) -> Any:
        """Return the value kept for an object, made by `make(obj)` if there is none.

        Raises:
            TypeError: there are no weak references to such an object.
        """
        raise NotImplementedError

    def discard(self, obj: Any) -> bool:
        """Forget the value kept for an object; say whether there was one."""
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


class PoolEmpty(Exception):
    """All resources that a pool may have are leased."""


class Lease:
    """A resource on loan, until `release`, the end of a `with` block, or the end of this object."""

    @property
    def resource(self) -> Any:
        """The resource.

        Raises:
            ReferenceError: it has been released.
        """
        raise NotImplementedError

    def release(self) -> None:
        """Give the resource back; once is enough, and more does nothing."""
        raise NotImplementedError

    def __enter__(self) -> Any:
        """Return the resource."""
        raise NotImplementedError

    def __exit__(self, *exc_info: object) -> None:
        raise NotImplementedError


class Pool:
    """Up to `size` resources, made by `make` when they are needed, and used again."""

    def __init__(self, make: Callable[[], Any], *, size: int) -> None:
        """Make no resource yet.

        Raises:
            ValueError: `size` is below 1.
        """
        raise NotImplementedError

    @property
    def idle(self) -> int:
        """How many resources wait to be used again."""
        raise NotImplementedError

    @property
    def leased(self) -> int:
        """How many resources are on loan."""
        raise NotImplementedError

    def acquire(self) -> Lease:
        """Lend the resource that was released last, or else a new one.

        Raises:
            PoolEmpty: `size` are on loan.
        """
        raise NotImplementedError
