"""Who measures: many judges side by side, or one while the others wait.

Locks in the folder for temporary files, for each user of the machine.  They say nothing about a verdict: a judge that
cannot have one measures without.  Whoever takes two takes that of the core first.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

try:
    import fcntl
except ImportError:  # no such locks on this platform
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S: Final = 3.0
"""How long a measurement waits to be alone: a check of somebody else's that waits for nothing would keep it longer, and
with it everybody who comes after.  Whoever has waited in vain measures beside the others."""
LOOK_S: Final = 0.005


@contextmanager
def _locked(name: str, *, exclusive: bool, patience_s: float | None = None) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    path = f"{tempfile.gettempdir()}/.kata-{name}-{os.getuid()}.lock"
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        yield
        return
    try:
        _take(fd, exclusive=exclusive, patience_s=patience_s)
        yield
    finally:
        os.close(fd)


def _take(fd: int, *, exclusive: bool, patience_s: float | None) -> None:
    """Take a lock; alone, if that comes within so many seconds, or however long it takes; else beside others."""
    if not exclusive or patience_s is None:
        fcntl.flock(fd, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
    elif not _taken(fd, time.monotonic() + patience_s):
        fcntl.flock(fd, fcntl.LOCK_SH)


def _taken(fd: int, until: float) -> bool:
    """Try to take a lock alone, again and again; say whether it came in time."""
    while time.monotonic() < until:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(LOOK_S)
        else:
            return True
    return False


@contextmanager
def _in_turn(name: str, *, exclusive: bool) -> Iterator[None]:
    """Take a lock in the order of asking: who wants it alone would else wait as long as others overlap."""
    with ExitStack() as held:
        with _locked(f"{name}-turn", exclusive=True):
            held.enter_context(_locked(name, exclusive=exclusive, patience_s=PATIENCE_S))
        yield


@contextmanager
def beside_others() -> Iterator[None]:
    """Measure while others may measure too."""
    with _locked("budgets", exclusive=False):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Measure when nobody else does."""
    with _locked("budgets", exclusive=True):
        yield


@contextmanager
def on_core(*, exclusive: bool) -> Iterator[None]:
    """Run a check on the core of this judge beside those of other judges, or a budget while they wait."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if len(cores) != 1:
        yield
        return
    with _in_turn(f"core{min(cores)}", exclusive=exclusive):
        yield


@contextmanager
def writing_history() -> Iterator[None]:
    """Store rounds while nobody else does: pytest-benchmark numbers its files by what is there."""
    with _locked("history", exclusive=True):
        yield
