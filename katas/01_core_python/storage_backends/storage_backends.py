"""One contract for stores, two backends and three layers.  The contract is in README.md."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any


class Storage:
    """What all stores can do, by four hooks: `_read`, `_write`, `_remove` and `_scan`."""

    def get(self, key: str) -> bytes:
        """Return the value of a key.

        Raises:
            KeyError: there is none.
            TypeError: the key is no text.  So it is for all methods with keys.
            ValueError: the key is empty.  So it is for all methods with keys.
        """
        raise NotImplementedError

    def put(self, key: str, value: bytes | bytearray | memoryview) -> None:
        """Store a value.

        Raises:
            TypeError: the value is of another type.
        """
        raise NotImplementedError

    def delete(self, key: str) -> bool:
        """Remove a value, and say whether there was one."""
        raise NotImplementedError

    def move(self, old: str, new: str) -> None:
        """Give a value another key.

        Raises:
            KeyError: `old` has no value.
        """
        raise NotImplementedError

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Return an iterator of the keys that begin with a prefix."""
        raise NotImplementedError

    def __contains__(self, key: str) -> bool:
        raise NotImplementedError

    def _read(self, key: str) -> bytes | None:
        raise NotImplementedError

    def _write(self, key: str, value: bytes) -> None:
        raise NotImplementedError

    def _remove(self, key: str) -> bool:
        raise NotImplementedError

    def _scan(self, prefix: str) -> Iterator[str]:
        raise NotImplementedError


class MemoryStorage(Storage):
    """A backend that keeps its entries in memory."""

    def __init__(self, **others: Any) -> None:
        raise NotImplementedError


class FileStorage(Storage):
    """A backend with one file for each key in a folder."""

    def __init__(self, *, folder: str | os.PathLike[str], **others: Any) -> None:
        raise NotImplementedError


class CountingMixin(Storage):
    """A layer that counts the calls of its hooks."""

    def __init__(self, **others: Any) -> None:
        raise NotImplementedError

    @property
    def counts(self) -> dict[str, int]:
        """How often each hook was called: "read", "write", "remove", "scan"."""
        raise NotImplementedError


class PrefixMixin(Storage):
    """A layer that puts a prefix before all keys."""

    def __init__(self, *, prefix: str, **others: Any) -> None:
        raise NotImplementedError


class TtlMixin(Storage):
    """A layer that gives values a time to live, in seconds.

    Raises:
        ValueError: `ttl` is not above 0.
    """

    def __init__(self, *, ttl: float, clock: Callable[[], float] = time.time, **others: Any) -> None:
        raise NotImplementedError
