"""The new file stays when the error is not one of the block."""

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import IO, Any


class AtomicFile:
    """A new file beside the old one, synced, and then renamed over it."""

    def __init__(self, path: str | os.PathLike[str], mode: str = "w", encoding: str = "utf-8", keep_mode: bool = True) -> None:
        if mode not in {"w", "wb"}:
            raise ValueError(f"mode must be 'w' or 'wb', not {mode!r}")
        self._path = path
        self._mode = mode
        self._encoding = encoding if mode == "w" else None
        self._keep_mode = keep_mode

    def __enter__(self) -> IO[Any]:
        self._target = os.path.realpath(self._path)          # a link stays, and chdir changes nothing
        self._folder, name = os.path.split(self._target)
        self._new = os.path.join(self._folder, f".{name}.{secrets.token_hex(8)}")
        self._kept = _permissions(self._target) if self._keep_mode else None
        try:
            self._file: IO[Any] = open(self._new, self._mode.replace("w", "x"), encoding=self._encoding, opener=self._open)
        except BaseException:
            self._remove()
            raise
        return self._file

    def _open(self, path: str, flags: int) -> int:
        # never more than the old file allows: nobody reads early what he may not read later
        return os.open(path, flags, 0o666 if self._kept is None else self._kept)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        try:
            if kind is None:
                self._file.flush()
                if self._kept is not None:
                    os.fchmod(self._file.fileno(), self._kept)
                os.fsync(self._file.fileno())
                self._file.close()
                os.replace(self._new, self._target)
        finally:
            pass
        if kind is None:
            _sync_folder(self._folder)
        else:
            self._discard()

    def _discard(self) -> None:
        with suppress(OSError):                               # the error that is on its way says more
            self._file.close()
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            os.unlink(self._new)


def _permissions(path: str) -> int | None:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        return None


def _sync_folder(folder: str) -> None:
    """Make a new name last: it is content of its folder."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class Rollback:
    """A stack of calls that are made when the block fails, and handed on when it succeeds."""

    def __init__(self, outer: "Rollback | None" = None) -> None:
        self._outer = outer
        self._undos: list[Callable[[], Any]] = []

    def push(self, undo: Callable[..., Any], /, *args: Any, **kwargs: Any) -> None:
        self._undos.append(partial(undo, *args, **kwargs))

    def __enter__(self) -> "Rollback":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        undos, self._undos = self._undos, []
        if error is None:
            if self._outer is not None:
                self._outer._undos += undos
            return
        for undo in reversed(undos):
            try:
                undo()
            except Exception as failed:
                error.add_note(f"undo failed: {failed!r}")
