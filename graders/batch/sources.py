"""What lies in a folder of submissions: folders, clones and archives, and what is none of these."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.report.neutral import encodable

SUFFIXES: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_BARE: Final = ("HEAD", "objects", "refs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One submission as it was handed in; `refused` says why it cannot be read at all."""

    name: str
    path: Path
    is_archive: bool = False
    refused: str = ""


def sources(folder: Path) -> list[Source]:
    """Return what a folder holds, in the order of names; what begins with a dot is nobody's submission."""
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    stems = Counter(_stem(entry.name) for entry in entries)
    return [_source(entry, _stem(entry.name) if stems[_stem(entry.name)] == 1 else entry.name) for entry in entries]


def suffix(name: str) -> str:
    """Return the part of a name that says it is an archive, if it has one."""
    found = [end for end in SUFFIXES if name.lower().endswith(end) and len(name) > len(end)]
    return name[-len(max(found, key=len)) :] if found else ""


def _stem(name: str) -> str:
    return name.removesuffix(suffix(name))


def _source(entry: os.DirEntry[str], name: str) -> Source:
    archive = entry.is_file(follow_symlinks=False) and bool(suffix(entry.name))
    reasons = _reasons(entry, archive=archive)
    return Source(name=encodable(name), path=Path(entry.path), is_archive=archive, refused=next(reasons, ""))


def _reasons(entry: os.DirEntry[str], *, archive: bool) -> Iterator[str]:
    if not entry.name.isprintable():
        yield "its name is not printable UTF-8: rename it"
    if entry.is_symlink():
        yield "is a symbolic link: put what it leads to in its place"
    elif entry.is_dir(follow_symlinks=False):
        if all(Path(entry.path, name).exists() for name in _BARE) and not Path(entry.path, ".git").exists():
            yield "is a bare clone, without files: put what `git clone` makes of it in its place"
    elif not archive:
        yield "is neither a folder nor a zip or tar archive"
