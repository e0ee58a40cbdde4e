"""Take the wanted files out of a stranger's archive, or refuse all of it.

Nothing is written but plain files of names that we know, below a folder of ours.  What an archive says of itself is
looked at entry by entry; what it decompresses to is counted as it comes.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, Protocol

from graders.catalog.plain_file import LIMIT
from graders.report.neutral import one_line

ARCHIVE_LIMIT: Final = 128 << 20
TOTAL_LIMIT: Final = 512 << 20
MEMBERS_LIMIT: Final = 50_000
RATIO_LIMIT: Final = 200
RATIO_FREE: Final = 8 << 20
"""So many bytes may come of an archive of any size: a file of zeros is small."""
LZMA_MEMORY: Final = 128 << 20
SHOWN: Final = 80
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_DAMAGE: Final = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,  # among them UnicodeDecodeError
    RuntimeError,
    NotImplementedError,
    OverflowError,
    MemoryError,
)


class Refused(Exception):
    """The archive is not taken; the reason follows its name."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entry: its name, what it is if neither file nor folder, its size and how to open it if it is a file."""

    name: str
    kind: str = ""
    size: int = 0
    opener: Callable[[], IO[bytes] | None] | None = None


def extract(archive: Path, into: Path, wanted: Collection[str]) -> None:
    """Write the files of the wanted paths below a folder; they may also lie in one folder more.

    A file larger than a submission may be is written up to where that is seen.

    Raises:
        Refused: the archive is damaged, or no honest one.
    """
    seen: set[str] = set()
    try:
        for count, member in enumerate(_members(archive), 1):
            if count > MEMBERS_LIMIT:
                raise Refused(f"has more than {MEMBERS_LIMIT:,} entries: pack only the folders of your katas")
            path = _checked(member)
            if member.opener is None:
                continue
            if path in seen:
                raise Refused(f"has `{_shown(path)}` twice")
            seen.add(path)
            top, _, rest = path.partition("/")
            if path in wanted or (rest in wanted and not top.startswith(".")):
                _write(member, into / path)
    except _DAMAGE as error:
        raise Refused(f"is damaged, or no archive: {_shown(str(error) or type(error).__name__)}") from None
    if not seen:
        raise Refused("is empty")


def _checked(member: Member) -> str:
    """Return the path of an entry that lies within the archive and is what it seems to be."""
    name = member.name
    if not name.isprintable():
        raise Refused(f"has an entry whose name is not printable UTF-8: {name[:SHOWN]!a}")
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or _DRIVE.match(name):
        raise Refused(f"has an entry with an absolute name, `{_shown(name)}`")
    if ".." in path.parts:
        raise Refused(f"has the entry `{_shown(name)}`, which leads out of it")
    if member.kind:
        raise Refused(f"has {member.kind}, `{_shown(name)}`: pack plain files only")
    return str(path)


def _write(member: Member, path: Path) -> None:
    file = member.opener() if member.opener else None
    content = file.read(LIMIT + 1) if file else b""
    if len(content) < min(member.size, LIMIT + 1):
        raise EOFError(f"`{_shown(member.name)}` is shorter than it should be")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _members(archive: Path) -> Iterator[Member]:
    """Yield the entries of an archive, whatever its name says that it is."""
    descriptor = os.open(archive, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        if size > ARCHIVE_LIMIT:
            raise Refused(f"is larger than {ARCHIVE_LIMIT >> 20} MiB: pack only the folders of your katas")
        most = min(TOTAL_LIMIT, max(RATIO_FREE, RATIO_LIMIT * size))
        start = file.read(6)
        file.seek(0)
        yield from _zipped(file, most) if start.startswith(b"PK") else _tarred(file, start, most)


def _zipped(file: IO[bytes], most: int) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > most:
            raise Refused(_bomb(most))
        for info in infos:
            if info.flag_bits & 1:
                raise Refused(f"is encrypted, `{_shown(info.filename)}` at least: pack it without a password")
            mode = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0  # noqa: PLR2004  (Unix)
            kind = "" if mode in {0, stat.S_IFREG, stat.S_IFDIR} else _KINDS.get(mode, "a special file")
            opener = None if info.is_dir() or kind else partial(archive.open, info)
            yield Member(info.filename, kind, info.file_size, opener)


_KINDS: Final = {stat.S_IFLNK: "a symbolic link", stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket"}
_TAR_KINDS: Final = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.FIFOTYPE: "a named pipe",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
}


def _tarred(file: IO[bytes], start: bytes, most: int) -> Iterator[Member]:
    stream = _Counted(_decompressed(file, start), most)
    with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8") as archive:
        for info in archive:
            plain = info.isdir() or (info.isreg() and not info.issparse())
            kind = "" if plain else _TAR_KINDS.get(info.type, "a special file")
            opener = partial(archive.extractfile, info) if info.isreg() and not kind else None
            yield Member(info.name, kind, info.size, opener)


class _Reads(Protocol):
    """What bytes are read from."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most so many."""


def _decompressed(file: IO[bytes], start: bytes) -> _Reads:
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if start.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if start.startswith(b"\xfd7zXZ\x00"):
        return io.BufferedReader(_Xz(file))
    return file


class _Xz(io.RawIOBase):
    """An xz stream whose decompressor is held to some memory, which `lzma.LZMAFile` has no word for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._xz = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LZMA_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        while not self._xz.eof:
            data = self._file.read(1 << 16) if self._xz.needs_input else b""
            if not data and self._xz.needs_input:
                raise EOFError("the xz stream ends before its end")
            if content := self._xz.decompress(data, len(view)):
                view[: len(content)] = content
                return len(content)
        return 0


class _Counted(io.RawIOBase):
    """A stream out of which no more than so many bytes come."""

    def __init__(self, file: _Reads, most: int) -> None:
        self._file, self._left, self._most = file, most, most

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise Refused(_bomb(self._most))
        return content


def _bomb(most: int) -> str:
    return f"unpacks to more than {most >> 20} MiB, which is too much for its size: pack only the folders of your katas"


def _shown(text: str) -> str:
    return one_line(text, SHOWN)
