"""Root grades as nobody: a user of its own for each zygote, without rights.

The uid is one that no account has, so that no file is its, and a limit on processes counts its own only.  Where the
interpreter cannot be read by such a user (a Python below /root, say), one capability stays: to read and to search
folders regardless of their modes.  Landlock, which asks for no modes, still decides what that may be.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, Final

from graders.sandbox import calls, processes

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_UID: Final = 2_000_000_000
NOBODY: Final = 65_534
"""Where only some uids exist, as in a container without root of its own."""
ROOT: Final = 0
CAP_DAC_READ_SEARCH: Final = 2
PR_SET_KEEPCAPS: Final = 8
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_RAISE: Final = 2
CAPABILITY_VERSION: Final = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("words", ctypes.c_uint32 * 6),)


def choose() -> int:
    """Return the uid for what this process starts: ours, or as root one that nobody has.

    It stays root where there is nobody else to be, as in a user namespace of one user: without capabilities, then.
    """
    if os.getuid():
        return os.getuid()
    return next((uid for uid in (FIRST_UID + os.getpid(), NOBODY) if _can_be(uid, ())), ROOT)


def set_capabilities(mask: int) -> None:
    """Have just these capabilities: permitted, effective and inheritable."""
    calls.syscall("capset", _Header(CAPABILITY_VERSION, 0), _Sets((ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)))


def give_up_root(uid: int, needed: Sequence[str]) -> None:
    """Become a user without rights who can read `needed`; nothing to do when not root.

    Raises:
        OSError: the kernel refused.
    """
    if os.getuid():
        return
    if uid == ROOT:
        set_capabilities(0)
        return
    blind = not _can_be(uid, needed)
    if blind:
        processes.prctl(PR_SET_KEEPCAPS, 1)
    _become(uid)
    if blind:
        set_capabilities(1 << CAP_DAC_READ_SEARCH)
        processes.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH)


def _become(uid: int) -> None:
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def _can_be(uid: int, needed: Sequence[str]) -> bool:
    """Try it, in a child: become the user and open every path."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            _become(uid)
            for path in needed:
                os.close(os.open(path, os.O_RDONLY))
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1] == 0
