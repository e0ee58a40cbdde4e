"""A folder for one run that nobody else can enter, and that goes when the last process which holds it has ended.

To hold it is to have a shared lock on it, which the kernel gives back however a process ends.  A keeper process waits
for the exclusive lock, then removes the folder; who comes next removes what was left where all were killed at once.
"""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from graders.model import GraderError
from graders.sealing import keeper
from graders.sealing.key import without_key

PREFIX: Final = "kata-sealed-"
MEMORY: Final = Path("/dev/shm")  # noqa: S108  (a folder in it is made by mkdtemp)
PATIENCE_S: Final = 30.0


def place() -> Path:
    """Return where the folder is made: in memory where the machine has such a place, else where files are temporary."""
    own = Path(os.environ.get("XDG_RUNTIME_DIR") or os.devnull)
    with suppress(OSError):
        about = own.stat()
        if stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & 0o077:
            return own
    return MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a private folder.

    Raises:
        OSError: it is gone, or about to go.
    """
    lock = _hold(folder)
    try:
        yield
    finally:
        os.close(lock)


def _hold(folder: Path) -> int:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a private folder, and remove it.

    Raises:
        GraderError: none can be made here.
    """
    where = place()
    _sweep(where)
    try:
        folder, lock = _make(where)
        kept = _keep(folder)
    except OSError as error:
        message = f"no private folder can be made in {where}: {error.strerror}"
        raise GraderError(f"{message}\nmkdir -m 700 DIR; XDG_RUNTIME_DIR=DIR kata grade") from error
    try:
        yield folder
    finally:
        os.close(lock)
        try:
            kept.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            kept.kill()
            kept.wait()
        keeper.remove(str(folder))  # the keeper has done it, unless somebody killed it


def _make(where: Path) -> tuple[Path, int]:
    """Make a folder and hold it; until then it has another name, or a sweep would take it for left behind."""
    new = Path(tempfile.mkdtemp(prefix=f".{PREFIX}", dir=where))
    lock = _hold(new)
    return new.rename(where / new.name.removeprefix(".")), lock


def _keep(folder: Path) -> subprocess.Popen[bytes]:
    """Start the keeper, which outlives us and Ctrl-C; nothing is in the folder before it is there.

    Raises:
        OSError: it does not start.
    """
    kept = subprocess.Popen(
        [sys.executable, "-I", "-m", keeper.__name__, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=without_key(os.environ),
        cwd="/",
        start_new_session=True,
    )
    assert kept.stdout is not None  # noqa: S101  (as it was started)
    with kept.stdout as said:
        if said.read(1) != keeper.READY:
            raise OSError(kept.wait(), "its keeper does not start")
    return kept


def _sweep(where: Path) -> None:
    """Remove the folders of ours that nobody holds any more."""
    for folder in where.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if folder.lstat().st_uid == os.geteuid():
                keeper.wait_and_remove(str(folder), fcntl.LOCK_NB)
