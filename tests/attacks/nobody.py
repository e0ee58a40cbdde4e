"""From root to an ordinary user, who can read the interpreter and this repository wherever they are."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from graders.sandbox import calls, namespaces

UID = 65_534
REPOSITORY = Path(__file__).resolve().parent.parent.parent


def become() -> None:
    """Become nobody."""
    needed = {Path(path).resolve() for path in (sys.base_prefix, sys.prefix, REPOSITORY)}
    _show([path for path in sorted(needed) if _closed(path)])
    os.chdir("/")
    os.environ.update(HOME="/", TMPDIR="/tmp")
    os.setgroups([])
    os.setgid(UID)
    os.setuid(UID)


def _closed(path: Path) -> list[Path]:
    """Return the folders above that others may not pass, the topmost first."""
    return [folder for folder in reversed(path.parents) if not folder.stat().st_mode & stat.S_IXOTH]


def _show(paths: list[Path]) -> None:
    """Open the way to some folders, in a view of the file system of our own."""
    if not paths:
        return
    calls.syscall("unshare", namespaces.CLONE_NEWNS)
    calls.syscall("mount", None, b"/", None, namespaces.MS_REC | namespaces.MS_PRIVATE, None)
    aside = Path(tempfile.mkdtemp())
    calls.syscall("mount", b"tmpfs", os.fsencode(aside), b"tmpfs", 0, None)
    for i, path in enumerate(paths):
        _bind(path, aside / str(i))
    for folder in {_closed(path)[0] for path in paths}:
        calls.syscall("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", 0, b"mode=0755")
    for i, path in enumerate(paths):
        _bind(aside / str(i), path)


def _bind(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    flags = namespaces.MS_BIND | namespaces.MS_REC
    calls.syscall("mount", os.fsencode(source), os.fsencode(target), None, flags, None)
