"""Sort keys of bytes by a library in C, bound by ctypes."""

import ctypes
import errno
import importlib.util
import os
import weakref
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

_PATH = importlib.util.find_spec("_keysort").origin  # of the library, when it has been built

_UNIQUE = 1
_STOP = -(2**31)
_LONGEST = 2**16 - 1  # what the field can say: the library refuses it by itself
_OFFSETS = -(2**63), 2**63 - 1


class _Entry(ctypes.Structure):
    _fields_ = [("key", ctypes.c_void_p), ("size", ctypes.c_uint16), ("offset", ctypes.c_int64)]

    def whole_key(self) -> bytes:
        return ctypes.string_at(self.key, self.size)


class _Run(ctypes.Structure):
    _fields_ = [("count", ctypes.c_size_t), ("entries", ctypes.POINTER(_Entry))]


_Compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Entry), ctypes.POINTER(_Entry))
_library = ctypes.CDLL(_PATH, use_errno=True)


def _bound(name: str, restype: Any, *argtypes: Any) -> Callable[..., Any]:
    function = getattr(_library, name)
    function.restype, function.argtypes = restype, argtypes
    return function


_open = _bound("ks_open", ctypes.c_void_p, _Compare, ctypes.c_uint)
_sort = _bound("ks_sort", ctypes.POINTER(_Run), ctypes.c_void_p, ctypes.POINTER(_Entry), ctypes.c_size_t)
_close = _bound("ks_close", ctypes.c_int, ctypes.c_void_p)
_message = _bound("ks_message", ctypes.c_void_p)  # no c_char_p: what becomes bytes cannot be given back
_free = _bound("ks_free", None, ctypes.c_void_p)


class SortError(Exception):
    """The library has refused: its message is the text, its error the attribute `errno`."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.errno = number


class LimitExceeded(SortError):
    """A key is longer than the library takes (E2BIG)."""


class SorterBusy(SortError):
    """The sorter is at work (EBUSY)."""


class SorterClosed(SortError):
    """The sorter is closed (EBADF)."""


_ERRORS = {errno.E2BIG: LimitExceeded, errno.EBUSY: SorterBusy, errno.EBADF: SorterClosed}


def _failure() -> Exception:
    """Return what the call that has just failed is to raise."""
    number = ctypes.get_errno()  # before any other call
    text = _message()
    message = ctypes.string_at(text).decode() if text else os.strerror(number)
    _free(text)
    if number == errno.ENOMEM:
        return MemoryError(message)
    return _ERRORS.get(number, SortError)(number, message)


def _callback(compare: Callable[[bytes, bytes], int], raised: list[BaseException]) -> Any:
    """Return what C may call: it lets no exception out, but puts it aside and says stop."""

    def call(left: Any, right: Any) -> int:
        try:
            answer = compare(left.contents.whole_key(), right.contents.whole_key())
            return (answer > 0) - (answer < 0)  # an int of C has 32 bits
        except BaseException as error:
            raised.append(error)
            return _STOP

    return _Compare(call)


class Sorter:
    """A sorter of the library: open until it is closed, left as a context, or dropped."""

    def __init__(self, compare: Callable[[bytes, bytes], int] | None = None, *, unique: bool = False) -> None:
        if compare is not None and not callable(compare):
            raise TypeError(f"compare is no callable: {compare!r}")
        self._raised: list[BaseException] = []
        # Nothing but this attribute keeps it, and the library calls it as long as the sorter is open.
        self._callback = _Compare() if compare is None else _callback(compare, self._raised)
        self._handle = _open(self._callback, _UNIQUE if unique else 0)
        if self._handle is None:
            raise _failure()
        self._dropped = weakref.finalize(self, _close, self._handle)

    def sort(self, entries: Iterable[tuple[bytes | bytearray | memoryview, int]]) -> list[tuple[bytes, int]]:
        """Return the entries in order, those that are equal as they came."""
        rows = [(bytes(memoryview(key)), offset) for key, offset in entries]
        keys = b"".join(key for key, _ in rows)  # one block, which lives until we return
        place = ctypes.cast(keys, ctypes.c_void_p).value
        array = (_Entry * len(rows))()
        for entry, (key, offset) in zip(array, rows, strict=True):
            if isinstance(offset, int) and not _OFFSETS[0] <= offset <= _OFFSETS[1]:  # ctypes would cut it
                raise OverflowError(f"the offset {offset} has more than 64 bits")
            entry.key, entry.size, entry.offset = place, min(len(key), _LONGEST), offset
            place += len(key)
        return self._sorted(array)

    def _sorted(self, array: Any) -> list[tuple[bytes, int]]:
        run = _sort(self._handle, array, len(array))
        if not run:
            raise _failure() from (self._raised.pop() if self._raised else None)
        try:
            found = run.contents
            return [(entry.whole_key(), entry.offset) for entry in found.entries[: found.count]]
        finally:
            _free(run)

    def close(self) -> None:
        """Close the sorter, unless it is closed."""
        if self._dropped.alive:
            if _close(self._handle) < 0:
                raise _failure()
            self._dropped.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
