"""The cache holds the references, they the callback, and that the cache."""

import weakref
from collections.abc import Callable, Iterator
from typing import Any


class Node:
    """A node: strong references go down, weak ones go up."""

    __slots__ = ("__weakref__", "_children", "_parent", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self._children: dict[int, Node] = {}       # by id: found without a search, and without asking for ==
        self._parent: weakref.ref[Node] | None = None

    @property
    def parent(self) -> "Node | None":
        return None if self._parent is None else self._parent()

    @property
    def children(self) -> tuple["Node", ...]:
        return tuple(self._children.values())

    def _above(self) -> Iterator["Node"]:
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def add(self, child: "Node") -> "Node":
        if child is self or (child._children and any(node is child for node in self._above())):
            raise ValueError("a node is not below itself")
        child.detach()
        self._children[id(child)] = child
        child._parent = weakref.ref(self)
        return child

    def detach(self) -> None:
        parent = self.parent
        if parent is not None:
            del parent._children[id(self)]
        self._parent = None

    def walk(self) -> Iterator["Node"]:
        left = [self]
        while left:
            node = left.pop()
            yield node
            left += reversed(node._children.values())


class IdentityCache:
    """Two weak references an entry; whichever goes first takes the entry along, so an id is never met again."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        self._entries: dict[int, tuple[weakref.ref[Any], weakref.ref[Any]]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, obj: Any) -> Any:
        known = self._entries.get(id(obj))
        value = None if known is None else known[1]()
        if value is None:
            value = self._make(obj)
            key = id(obj)
            def forget(_):
                self._entries.pop(key, None)
            self._entries[id(obj)] = weakref.ref(obj, forget), weakref.ref(value, forget)
        return value


def _forgetter(cache: "weakref.ref[IdentityCache]", key: int) -> Callable[[Any], None]:
    """Return a callback that does not hold the cache, which holds the callback."""

    def forget(_: Any) -> None:
        alive = cache()
        if alive is not None:
            alive._entries.pop(key, None)

    return forget


class Lease:
    """The item is kept nowhere but in what gives it back, so who has given it back cannot use it."""

    __slots__ = ("__weakref__", "_way_back")

    def __init__(self, pool: "Pool", item: Any) -> None:
        self._way_back = weakref.finalize(self, _give_back, weakref.ref(pool), item)
        self._way_back.atexit = False

    @property
    def item(self) -> Any:
        alive = self._way_back.peek()
        if alive is None:
            raise ValueError("the item has gone back to its pool")
        return alive[2][1]

    def release(self) -> None:
        self._way_back()


def _give_back(pool: "weakref.ref[Pool]", item: Any) -> None:
    alive = pool()
    if alive is not None and len(alive._idle) < alive._keep:
        alive._idle.append(item)


class Pool:
    """A stack of idle items."""

    def __init__(self, make: Callable[[], Any], keep: int) -> None:
        self._make = make
        self._keep = keep
        self._idle: list[Any] = []

    @property
    def idle(self) -> int:
        return len(self._idle)

    def take(self) -> Lease:
        return Lease(self, self._idle.pop() if self._idle else self._make())
