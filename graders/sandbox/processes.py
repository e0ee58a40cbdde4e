"""Tie the life of a process to its parent's; adopt what its children leave behind (Linux; elsewhere a no-op).

Numbers from the kernel's include/uapi/linux/prctl.h.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

PR_SET_PDEATHSIG: Final = 1
PR_SET_CHILD_SUBREAPER: Final = 36
LINUX: Final = sys.platform == "linux"

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def prctl(option: int, value: int) -> None:
    """Set an option of this process (man 2 prctl) that takes one value.

    Raises:
        OSError: the kernel refused.
    """
    if _libc is not None and _libc.prctl(option, value, 0, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent` is gone, and leave now if it is gone already.

    Holds for the thread that forked us, and is forgotten by a change of user: call it again then.
    """
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if LINUX and os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_children(but: Container[int]) -> None:
    """Kill and reap all children of this process but some, those that it adopted included."""
    while left := [pid for pid in children(os.getpid()) if pid not in but]:
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        for pid in left:
            os.waitpid(pid, 0)


def children(pid: int) -> list[int]:
    """Return the living and unreaped children of a process."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(child) for child in file.read().split()]
    except OSError:
        return []
