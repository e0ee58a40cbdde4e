"""Who measures: many judges side by side, or one while the others wait.

A lock in the folder for temporary files, one for each user of the machine.  It says nothing about a verdict: a judge
that cannot have it measures without.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # no such locks on this platform
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _locked(kind: int) -> Iterator[None]:
    path = f"{tempfile.gettempdir()}/kata-budgets-{os.getuid()}.lock"
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(fd, kind)
        yield
    finally:
        os.close(fd)


@contextmanager
def beside_others() -> Iterator[None]:
    """Measure while others may measure too."""
    if fcntl is None:
        yield
        return
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Measure when nobody else does."""
    if fcntl is None:
        yield
        return
    with _locked(fcntl.LOCK_EX):
        yield
