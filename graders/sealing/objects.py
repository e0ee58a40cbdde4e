"""Everything that lies in a folder, as git and the file system keep it: objects, packs, files of `.git`, the rest."""

from __future__ import annotations

import os
import re
import subprocess
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from graders.catalog.git import environment
from graders.model import GraderError

_STREAM: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_PACKED: Final = (b"PACK", b"# v2 git bundle", b"# v3 git bundle")
_KEPT_BY_GIT: Final = re.compile(r"objects/([0-9a-f]{2}/[0-9a-f]{38,62}|pack/pack-[0-9a-f]+\.(pack|idx|rev))$")


def contents(folder: Path) -> Iterator[tuple[bytes, str]]:
    """Yield every content in a folder with where it is: whatever git can still reach or not, and every file.

    Raises:
        GraderError: something there cannot be read.
    """
    stores: dict[Path, None] = {}
    for place, names in _walk(folder):
        if {"HEAD", "objects", "refs"} <= names or {"HEAD", "objects", "packed-refs"} <= names:
            stores[place] = None
        if ".git" in names and (place / ".git").is_file():
            stores |= dict.fromkeys(_elsewhere(place / ".git"))
        for name in sorted(names):
            yield from _file(place / name, folder, stores)
    for store in stores:
        yield from _objects(store)


def _walk(folder: Path) -> Iterator[tuple[Path, set[str]]]:
    def refuse(error: OSError) -> None:
        raise GraderError(f"`{error.filename}` cannot be read: {error.strerror}\nls -ld {error.filename}")

    if not folder.is_dir():
        raise GraderError(f"there is no folder `{folder}`\nkata seal --check DIR")
    for place, folders, files in os.walk(folder, onerror=refuse):
        folders.sort()
        yield Path(place), {*folders, *files}


def _file(path: Path, folder: Path, stores: Iterable[Path]) -> Iterator[tuple[bytes, str]]:
    where = str(path.relative_to(folder))
    if path.is_symlink():
        yield os.fsencode(path.readlink()), f"{where} (where it leads)"
        return
    if not path.is_file() or any(_is_known_to_git(path, store) for store in stores):
        return
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # a process that works there has removed it
        return
    except OSError as error:
        raise GraderError(f"`{path}` cannot be read: {error.strerror}\nls -l {path}") from error
    yield content, where
    if content.startswith(_PACKED) or _STREAM.match(content):
        yield from ((part, f"{where} (unpacked)") for part in inflated(content))


def _is_known_to_git(path: Path, store: Path) -> bool:
    """Say whether git tells what is in a file: a loose object, or part of a pack that has its index."""
    if not path.is_relative_to(store) or not _KEPT_BY_GIT.search(path.relative_to(store).as_posix()):
        return False
    return path.parent.name != "pack" or path.with_suffix(".idx").exists()


def inflated(content: bytes) -> Iterator[bytes]:
    """Yield what every zlib stream in a content unpacks to: a pack that git does not know, a half-written object."""
    view = memoryview(content)
    for begin in _STREAM.finditer(content):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(view[begin.start() :])


def _elsewhere(file: Path) -> Iterator[Path]:
    """Yield the repository of a work tree or submodule that keeps it elsewhere."""
    named = file.read_text(encoding="utf-8", errors="surrogateescape").removeprefix("gitdir:").strip()
    store = (file.parent / named).resolve()
    common = store / "commondir"
    yield (store / common.read_text(encoding="utf-8").strip()).resolve() if common.is_file() else store


def _objects(store: Path) -> Iterator[tuple[bytes, str]]:
    """Yield all objects of a repository: loose, packed, of alternates, reachable or not."""
    command = ["git", f"--git-dir={store}", "cat-file", "--batch-all-objects", "--batch", "--unordered"]
    try:
        process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise GraderError(f"`git` cannot be started: {error.strerror}\ngit --version") from error
    with process:
        try:
            assert process.stdout is not None  # noqa: S101  (as it was started)
            yield from _batch(process.stdout, store)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise _unreadable(store)


def _batch(out: IO[bytes], store: Path) -> Iterator[tuple[bytes, str]]:
    """Read `NAME TYPE SIZE`, the content, a line end, again and again."""
    while head := out.readline():
        try:
            name, kind, size = head.decode().split()
            content = out.read(int(size))
        except ValueError:
            raise _unreadable(store) from None
        out.read(1)
        yield content, f"{kind} {name} in {store}"


def _unreadable(store: Path) -> GraderError:
    return GraderError(f"git cannot read all objects of {store}\ngit --git-dir={store} fsck")
