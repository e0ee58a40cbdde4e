"""A smaller capacity counts from the next put() on."""

import weakref
from collections.abc import Callable
from typing import Any


class _Link:
    """An entry, between the next older and the next newer one."""

    __slots__ = ("key", "newer", "older", "value")

    key: Any
    value: Any
    older: "_Link"
    newer: "_Link"


class LinkedLRU:
    def __init__(self, capacity: int, *, on_evict: Callable[[Any, Any], object] | None = None) -> None:
        self._capacity = _checked(capacity)
        self._on_evict = on_evict
        self._links: dict[Any, _Link] = {}
        # It is newer than the newest entry and older than the oldest, so every entry has two neighbours.
        self._end = _Link()
        self._end.older = self._end.newer = self._end
        weakref.finalize(self, _cut, self._end).atexit = False

    @property
    def capacity(self) -> int:
        return self._capacity

    def __len__(self) -> int:
        return len(self._links)

    def __contains__(self, key: Any) -> bool:
        return key in self._links

    def put(self, key: Any, value: Any) -> None:
        link = self._links.get(key)
        if link is None:
            link = self._links[key] = _Link()
            link.key = key
        else:
            _unlink(link)
        link.value = value
        _link_before(self._end, link)
        self._shrink()

    def get(self, key: Any, default: Any = None) -> Any:
        link = self._links.get(key)
        if link is None:
            return default
        _unlink(link)
        _link_before(self._end, link)
        return link.value

    def peek(self, key: Any, default: Any = None) -> Any:
        link = self._links.get(key)
        return default if link is None else link.value

    def demote(self, key: Any) -> bool:
        link = self._links.get(key)
        if link is None:
            return False
        _unlink(link)
        _link_before(self._end.newer, link)
        return True

    def pop(self, key: Any, default: Any = None) -> Any:
        link = self._links.pop(key, None)
        if link is None:
            return default
        _unlink(link)
        return link.value

    def resize(self, capacity: int) -> None:
        self._capacity = _checked(capacity)

    def clear(self) -> None:
        self._links.clear()
        _cut(self._end)
        self._end.older = self._end.newer = self._end

    def items(self) -> list[tuple[Any, Any]]:
        pairs, link = [], self._end.newer
        while link is not self._end:
            pairs.append((link.key, link.value))
            link = link.newer
        return pairs

    def _shrink(self) -> None:
        """Let go of all that is too much, and then tell of it."""
        evicted = []
        while len(self._links) > self._capacity:
            link = self._end.newer
            del self._links[link.key]
            _unlink(link)
            evicted.append(link)
        if evicted and self._on_evict is not None:
            _tell(self._on_evict, evicted)


def _checked(capacity: int) -> int:
    if capacity < 0:
        raise ValueError(f"the capacity must be at least 0, not {capacity!r}")
    return capacity


def _unlink(link: _Link) -> None:
    link.older.newer, link.newer.older = link.newer, link.older


def _link_before(newer: _Link, link: _Link) -> None:
    """Put a link between `newer` and what was next to that."""
    link.older, link.newer = newer.older, newer
    link.older.newer = newer.older = link


def _cut(end: _Link) -> None:
    """Take a ring of links apart, which would wait for the collector else."""
    link = end.newer
    while link is not end:
        following = link.newer
        del link.older, link.newer
        link = following
    del end.older, end.newer


def _tell(on_evict: Callable[[Any, Any], object], evicted: list[_Link]) -> None:
    """Call for each entry, whatever comes of the calls; then raise the first error."""
    first = None
    for link in evicted:
        try:
            on_evict(link.key, link.value)
        except Exception as error:
            if first is None:
                first = error
    if first is not None:
        try:
            raise first
        finally:
            del first     # the error knows its traceback, and that this frame: no ring must stay
