"""Read one plain file of a stranger: no links, no devices, no more than a limit."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import Final

LIMIT: Final = 256 * 1024
KINDS: Final = {
    stat.S_IFLNK: "is a symbolic link",
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFSOCK: "is a socket",
    stat.S_IFBLK: "is a device",
    stat.S_IFCHR: "is a device",
}


class Refused(Exception):
    """The file is there and is not taken: what is wrong, after its name, and what to do."""

    def __init__(self, wrong: str, advice: str) -> None:
        super().__init__(f"{wrong}: {advice}")


def read_plain(folder: Path, name: str, limit: int = LIMIT) -> bytes:
    """Return the content of `folder/name`; FileNotFoundError if there is none, `Refused` if it is not plain.

    No link is followed: neither `folder` itself, nor anything below it.  What leads to `folder` is trusted.
    """
    *folders, file = PurePosixPath(name).parts
    try:
        with ExitStack() as opened:
            place = _open_folder(str(folder), None, opened)
            for part in folders:
                place = _open_folder(part, place, opened)
            return _read(file, place, limit, opened)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror})", "mend its permissions, or write it anew") from None


def _open_folder(name: str, parent: int | None, opened: ExitStack) -> int:
    """Open a folder that is no link."""
    kind = stat.S_IFMT(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)
    if kind != stat.S_IFDIR:
        what = KINDS.get(kind, "is a file")
        raise Refused(f"is out of reach, since `{Path(name).name}` {what}", "put a plain folder in its place")
    return _open(name, os.O_DIRECTORY, parent, opened)


def _read(name: str, parent: int, limit: int, opened: ExitStack) -> bytes:
    """Read a file after asking what it is, since opening some devices already acts."""
    _check(os.stat(name, dir_fd=parent, follow_symlinks=False))
    descriptor = _open(name, os.O_NONBLOCK, parent, opened)
    _check(os.fstat(descriptor))
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Refused(f"is larger than {limit // 1024} KiB", "make it smaller")
    return content


def _check(status: os.stat_result) -> None:
    """Refuse what is no plain file."""
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "is no plain file")
        raise Refused(kind, "put a plain file in its place")


def _open(name: str, flags: int, parent: int | None, opened: ExitStack) -> int:
    """Open without following a link, and close at the end."""
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=parent)
    opened.callback(os.close, descriptor)
    return descriptor
