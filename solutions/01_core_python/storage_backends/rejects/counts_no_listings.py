"""Wrong: one hook of the counting layer was forgotten."""

import os
import struct
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_EXPIRY = struct.Struct("d")


class Storage(ABC):
    """Public methods check and say what a store does; hooks do it, and belong to backends and layers."""

    def get(self, key: str) -> bytes:
        value = self._read(_checked(key))
        if value is None:
            raise KeyError(key)
        return value

    def put(self, key: str, value: bytes | bytearray | memoryview) -> None:
        if not isinstance(value, bytes | bytearray | memoryview):      # bytes(3) would be three zeros
            raise TypeError(f"a value must be bytes, bytearray or memoryview, not {type(value).__name__}")
        self._write(_checked(key), bytes(value))

    def delete(self, key: str) -> bool:
        return self._remove(_checked(key))

    def move(self, old: str, new: str) -> None:
        _checked(new)
        value = self.get(old)
        if new != old:
            self._write(new, value)
            self._remove(old)

    def keys(self, prefix: str = "") -> Iterator[str]:
        return self._scan(_text(prefix))

    def __contains__(self, key: str) -> bool:
        return self._read(_checked(key)) is not None

    @abstractmethod
    def _read(self, key: str) -> bytes | None:
        raise NotImplementedError("there is no backend behind the layers")

    @abstractmethod
    def _write(self, key: str, value: bytes) -> None:
        raise NotImplementedError("there is no backend behind the layers")

    @abstractmethod
    def _remove(self, key: str) -> bool:
        raise NotImplementedError("there is no backend behind the layers")

    @abstractmethod
    def _scan(self, prefix: str) -> Iterator[str]:
        raise NotImplementedError("there is no backend behind the layers")


def _text(key: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be a str, not {type(key).__name__}")
    return key


def _checked(key: str) -> str:
    if not _text(key):
        raise ValueError("a key must not be empty")
    return key


class MemoryStorage(Storage):
    """A dict; a listing goes through a copy of its keys."""

    def __init__(self, **others: Any) -> None:
        super().__init__(**others)
        self.__entries: dict[str, bytes] = {}

    def _read(self, key: str) -> bytes | None:
        return self.__entries.get(key)

    def _write(self, key: str, value: bytes) -> None:
        self.__entries[key] = value

    def _remove(self, key: str) -> bool:
        return self.__entries.pop(key, None) is not None

    def _scan(self, prefix: str) -> Iterator[str]:
        return iter([key for key in self.__entries if key.startswith(prefix)])


class FileStorage(Storage):
    """A file for each key, named by the key's bytes in hexadecimal digits: no name is special, none equals another."""

    def __init__(self, *, folder: str | os.PathLike[str], **others: Any) -> None:
        super().__init__(**others)
        self.__folder = Path(folder)
        self.__folder.mkdir(parents=True, exist_ok=True)

    def __file(self, key: str) -> Path:
        return self.__folder / key.encode().hex()

    def _read(self, key: str) -> bytes | None:
        try:
            return self.__file(key).read_bytes()
        except FileNotFoundError:
            return None

    def _write(self, key: str, value: bytes) -> None:
        self.__file(key).write_bytes(value)

    def _remove(self, key: str) -> bool:
        try:
            self.__file(key).unlink()
        except FileNotFoundError:
            return False
        return True

    def _scan(self, prefix: str) -> Iterator[str]:
        keys = [bytes.fromhex(file.name).decode() for file in self.__folder.iterdir()]
        return (key for key in keys if key.startswith(prefix))


class CountingMixin(Storage):
    """Counts a call before it goes on, so that one that fails is counted, too."""

    def __init__(self, **others: Any) -> None:
        super().__init__(**others)
        self.__counts = dict.fromkeys(["read", "write", "remove", "scan"], 0)

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.__counts)

    def _read(self, key: str) -> bytes | None:
        self.__counts["read"] += 1
        return super()._read(key)

    def _write(self, key: str, value: bytes) -> None:
        self.__counts["write"] += 1
        super()._write(key, value)

    def _remove(self, key: str) -> bool:
        self.__counts["remove"] += 1
        return super()._remove(key)


class PrefixMixin(Storage):
    """Keys are longer below than above."""

    def __init__(self, *, prefix: str, **others: Any) -> None:
        super().__init__(**others)
        self.__prefix = prefix

    def _read(self, key: str) -> bytes | None:
        return super()._read(self.__prefix + key)

    def _write(self, key: str, value: bytes) -> None:
        super()._write(self.__prefix + key, value)

    def _remove(self, key: str) -> bool:
        return super()._remove(self.__prefix + key)

    def _scan(self, prefix: str) -> Iterator[str]:
        keys = super()._scan(self.__prefix + prefix)
        return (key[len(self.__prefix):] for key in keys)


class TtlMixin(Storage):
    """Values are longer below than above: they begin with the time from which on they are not there."""

    def __init__(self, *, ttl: float, clock: Callable[[], float] = time.time, **others: Any) -> None:
        if not ttl > 0:
            raise ValueError(f"ttl must be above 0, not {ttl!r}")
        super().__init__(**others)
        self.__ttl = ttl
        self.__clock = clock

    def __living(self, record: bytes | None) -> bytes | None:
        if record is None or self.__clock() >= _EXPIRY.unpack_from(record)[0]:
            return None
        return record[_EXPIRY.size:]

    def _read(self, key: str) -> bytes | None:
        return self.__living(super()._read(key))

    def _write(self, key: str, value: bytes) -> None:
        super()._write(key, _EXPIRY.pack(self.__clock() + self.__ttl) + value)

    def _remove(self, key: str) -> bool:
        there = self.__living(super()._read(key)) is not None
        return super()._remove(key) and there

    def _scan(self, prefix: str) -> Iterator[str]:
        keys, read = super()._scan(prefix), super()._read       # super() finds nothing in a generator expression
        return (key for key in keys if self.__living(read(key)) is not None)
