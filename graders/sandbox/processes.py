"""Tie the life of a process to its parent's; adopt what its children leave behind (Linux; elsewhere a no-op).

Numbers from the kernel's include/uapi/linux/prctl.h.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

PR_SET_PDEATHSIG: Final = 1
PR_SET_CHILD_SUBREAPER: Final = 36
LINUX: Final = sys.platform == "linux"

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def prctl(option: int, value: int, more: int = 0) -> None:
    """Set an option of this process (man 2 prctl).

    Raises:
        OSError: the kernel refused.
    """
    words = [ctypes.c_ulong(x) for x in (value, more, 0, 0)]
    if _libc is not None and _libc.prctl(ctypes.c_int(option), *words) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent` is gone, and leave now if it is gone already.

    Holds for the thread that forked us, and is forgotten by a change of user: call it again then.
    """
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if LINUX and os.getppid() != parent:
        os._exit(1)


def die_with_keeper(alive: int) -> None:
    """As above, in a pid namespace, where the parent has no number: `alive` is a pipe that it holds open."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    poll = select.poll()
    poll.register(alive, select.POLLHUP)
    if poll.poll(0):
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_descendants() -> None:
    """Kill and reap all that is below this process, which adopts orphans or is the first of a pid namespace."""
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            return
        if os.getpid() == 1:
            os.kill(-1, signal.SIGKILL)  # everything but us
        else:
            below = children(os.getpid())
            if not below:
                return  # no Linux: there is no list of them
            for pid in below:
                os.kill(pid, signal.SIGKILL)
        os.waitpid(-1, 0)


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


def tasks_of(uid: int) -> int:
    """Return how many processes and threads a user has on this machine, as far as we can see them."""
    count = 0
    for name in os.listdir("/proc") if LINUX else ():
        try:
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == uid:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue
    return count
