"""Verdicts of earlier runs, a file each.  Whoever cannot read or write here grades, and nothing else is lost."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from graders.catalog.whole import write_whole
from graders.model import KataResult, Sandbox, Status

FOLDER: Final = "cache"
LIMIT: Final = 64 << 20
"""Bytes that all entries together may have; the oldest go first."""
ENTRY_LIMIT: Final = 4 << 20
NEVER_KEPT: Final = {Status.UNDECIDED, Status.UNAVAILABLE, Status.GRADER_ERROR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A verdict, the hash of what it followed from, and the layer that held the learner's code."""

    key: str
    layer: Sandbox
    result: KataResult


class Cache:
    """The verdicts in a folder; `ignored` are the files that were there and could not be used."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder, self._limit = folder, limit
        self.ignored: list[str] = []

    def find(self, kata: str, key: str) -> Entry | None:
        """Return the entry of a kata for a hash."""
        path = self._path(kata, key)
        try:
            entry = msgspec.json.decode(_read(path), type=Entry)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):  # a link, or one of another user's; no JSON, or not that of an entry
            self.ignored.append(path.name)
            return None
        if (entry.key, entry.result.id) != (key, kata) or entry.result.status in NEVER_KEPT:
            self.ignored.append(path.name)
            return None
        return replace(entry, result=replace(entry.result, cached=True))

    def keep(self, entries: Iterable[Entry]) -> None:
        """Write entries, then remove the oldest where there are too many."""
        kept = [entry for entry in entries if entry.result.status not in NEVER_KEPT]
        if not kept:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for entry in kept:
                write_whole(self._path(entry.result.id, entry.key), msgspec.json.encode(entry), durable=False)
            self._trim()
        except OSError:
            return

    def _path(self, kata: str, key: str) -> Path:
        return self._folder / f"{kata}-{key[:32]}.json"

    def _trim(self) -> None:
        with os.scandir(self._folder) as found:
            files = sorted((item.stat().st_mtime_ns, item.path, item.stat().st_size) for item in found)
        left = sum(size for _, _, size in files)
        for _, path, size in files:
            if left <= self._limit:
                break
            Path(path).unlink(missing_ok=True)
            left -= size


def _read(path: Path) -> bytes:
    """Return the content of a file that we wrote: a plain one of ours."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode) or about.st_uid != os.geteuid() or about.st_size > ENTRY_LIMIT:
            raise PermissionError(path)
        return file.read()
