"""Layers that are no stores themselves; the counting one has a single way through.  Files are named by a digest, and their key is their first line."""

import hashlib
import json
import math
import os
import time
from abc import ABCMeta, abstractmethod
from bisect import bisect_left


class Storage(metaclass=ABCMeta):
    def get(self, key):
        self.__check(key)
        return self.__value(key)

    def put(self, key, value):
        self.__check(key)
        try:
            value = bytes(memoryview(value).cast("B"))
        except TypeError:
            raise TypeError("a value is bytes, bytearray or memoryview") from None
        self._write(key, value)

    def delete(self, key):
        self.__check(key)
        return self._remove(key)

    def move(self, old, new):
        self.__check(old)
        self.__check(new)
        value = self.__value(old)
        if old == new:
            return
        self._write(new, value)
        self._remove(old)

    def keys(self, prefix=""):
        if not isinstance(prefix, str):
            raise TypeError("a prefix is a text")
        return self._scan(prefix)

    def __contains__(self, key):
        self.__check(key)
        return self._read(key) is not None

    def __value(self, key):
        value = self._read(key)
        if value is None:
            raise KeyError(key)
        return value

    @staticmethod
    def __check(key):
        if not isinstance(key, str):
            raise TypeError("a key is a text")
        if key == "":
            raise ValueError("a key has at least one character")

    @abstractmethod
    def _read(self, key):
        raise NotImplementedError

    @abstractmethod
    def _write(self, key, value):
        raise NotImplementedError

    @abstractmethod
    def _remove(self, key):
        raise NotImplementedError

    @abstractmethod
    def _scan(self, prefix):
        raise NotImplementedError


class MemoryStorage(Storage):
    """Two lists, sorted by key; a listing looks for the key after the last one that it gave."""

    def __init__(self, **others):
        self.__keys, self.__values = [], []
        super().__init__(**others)

    def __place(self, key):
        i = bisect_left(self.__keys, key)
        return i, i < len(self.__keys) and self.__keys[i] == key

    def _read(self, key):
        i, there = self.__place(key)
        return self.__values[i] if there else None

    def _write(self, key, value):
        i, there = self.__place(key)
        self.__keys[i:i + there] = [key]
        self.__values[i:i + there] = [value]

    def _remove(self, key):
        i, there = self.__place(key)
        del self.__keys[i:i + there], self.__values[i:i + there]
        return there

    def _scan(self, prefix):
        i = self.__place(prefix)[0]
        while i < len(self.__keys) and self.__keys[i].startswith(prefix):
            key = self.__keys[i]
            yield key
            i = self.__place(key + "\0")[0]


class FileStorage(Storage):
    def __init__(self, *, folder, **others):
        super().__init__(**others)
        self.__folder = os.fspath(folder)
        os.makedirs(self.__folder, exist_ok=True)

    def __path(self, key):
        return os.path.join(self.__folder, hashlib.sha256(key.encode()).hexdigest())

    def _read(self, key):
        try:
            with open(self.__path(key), "rb") as file:
                file.readline()
                return file.read()
        except FileNotFoundError:
            return None

    def _write(self, key, value):
        with open(self.__path(key), "wb") as file:
            file.write(json.dumps(key).encode() + b"\n" + value)

    def _remove(self, key):
        try:
            os.remove(self.__path(key))
        except FileNotFoundError:
            return False
        return True

    def _scan(self, prefix):
        with os.scandir(self.__folder) as entries:
            for entry in list(entries):
                try:
                    with open(entry.path, "rb") as file:
                        key = json.loads(file.readline())
                except FileNotFoundError:
                    continue
                if key.startswith(prefix):
                    yield key


class CountingMixin:
    def __init__(self, **others):
        super().__init__(**others)
        self.__seen = []

    def __on(self, name, *args):
        self.__seen.append(name)
        return getattr(super(), f"_{name}")(*args)

    @property
    def counts(self):
        return {name: self.__seen.count(name) for name in ("read", "write", "remove", "scan")}

    def _read(self, key):
        return self.__on("read", key)

    def _write(self, key, value):
        self.__on("write", key, value)

    def _remove(self, key):
        return self.__on("remove", key)

    def _scan(self, prefix):
        return self.__on("scan", prefix)


class PrefixMixin:
    def __init__(self, *, prefix, **others):
        super().__init__(**others)
        self.__below = prefix.__add__

    def _read(self, key):
        return super()._read(self.__below(key))

    def _write(self, key, value):
        super()._write(self.__below(key), value)

    def _remove(self, key):
        return super()._remove(self.__below(key))

    def _scan(self, prefix):
        width = len(self.__below(""))
        return map(lambda key: key[width:], super()._scan(self.__below(prefix)))


class TtlMixin:
    def __init__(self, *, ttl, clock=time.time, **others):
        super().__init__(**others)
        if ttl <= 0 or math.isnan(ttl):
            raise ValueError("ttl")
        self.__expiry = lambda: clock() + ttl
        self.__clock = clock

    def __fresh(self, key):
        record = super()._read(key)
        if record is None:
            return None
        expiry, _, value = record.partition(b" ")
        return value if self.__clock() < float(expiry) else None

    def _read(self, key):
        return self.__fresh(key)

    def _write(self, key, value):
        super()._write(key, b"%s %s" % (repr(self.__expiry()).encode(), value))

    def _remove(self, key):
        fresh = self.__fresh(key)
        removed = super()._remove(key)
        return removed and fresh is not None

    def _scan(self, prefix):
        return filter(lambda key: self.__fresh(key) is not None, super()._scan(prefix))
