"""What a checkout holds, by names and kinds alone: no link is followed and no content is read but to compare it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from fnmatch import fnmatchcase
from hashlib import file_digest
from pathlib import Path
from typing import Final, NamedTuple

from graders.model import GraderError

MADE: Final = (
    *(".git", ".grades", ".nox", ".tox", ".venv", ".venvs", "__pycache__", "*.pyc", "*.egg-info", "build", "dist"),
    *(".benchmarks", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
)
"""Names that a tree gets by being used.  The base is in use; in the head they would be somebody's doing."""


class Kind(StrEnum):
    """What a path is."""

    FILE = "file"
    LINK = "link"
    OTHER = "other"


class Leaf(NamedTuple):
    """A path that is no folder; `target` is where a link leads."""

    kind: Kind
    size: int = 0
    executable: bool = False
    target: str = ""


Tree = dict[str, Leaf]
"""Leaves by their path from the root, with `/` between its parts."""


def scan(root: Path, *, used: bool) -> Tree:
    """Return the leaves below `root`; of a tree that is `used`, without what use has made.

    Raises:
        GraderError: a folder cannot be read.
    """
    skipped = MADE if used else (".git",)
    try:
        return dict(_leaves(root, skipped))
    except OSError as error:
        raise GraderError(f"{error.filename} cannot be read: {error.strerror}\nls -ld {error.filename}") from None


def _leaves(root: Path, skipped: tuple[str, ...]) -> Iterator[tuple[str, Leaf]]:
    folders = [""]
    while folders:
        folder = folders.pop()
        # Below the root, `.git` is a name like any other.
        names = skipped if skipped is MADE or not folder else ()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if any(fnmatchcase(entry.name, name) for name in names):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                else:
                    yield path, _leaf(entry)


def _leaf(entry: os.DirEntry[str]) -> Leaf:
    status = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        return Leaf(Kind.LINK, target=str(Path(entry.path).readlink()))
    if not stat.S_ISREG(status.st_mode):
        return Leaf(Kind.OTHER)
    return Leaf(Kind.FILE, size=status.st_size, executable=bool(status.st_mode & stat.S_IXUSR))


def digest(root: Path, path: str) -> bytes:
    """Return the hash of a file's content."""
    with (root / path).open("rb") as file:
        return file_digest(file, "sha256").digest()
