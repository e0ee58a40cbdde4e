"""The layer over files: an allow-list by path that a process sets on itself, without any privilege.

Values from the kernel's include/uapi/linux/landlock.h; docs: userspace-api/landlock.rst.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
from typing import TYPE_CHECKING, Final

from graders.sandbox import calls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sandbox.reach import Reach

EXECUTE: Final = 1 << 0
WRITE_FILE: Final = 1 << 1
READ_FILE: Final = 1 << 2
READ_DIR: Final = 1 << 3
# REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_SYM; no devices
CHANGE_DIR: Final = 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 12
REFER: Final = 1 << 13
TRUNCATE: Final = 1 << 14
OF_A_FILE: Final = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
# How many of the rights over files an ABI knows; the later ones are not handled where they are unknown.
KNOWN: Final = {1: 13, 2: 14, 3: 15, 4: 15}
NEWEST: Final = 16
NETWORK_ABI: Final = 4
SCOPES_ABI: Final = 6
BIND_AND_CONNECT: Final = 3
ABSTRACT_SOCKETS_AND_SIGNALS: Final = 3
VERSION: Final = 1
RULE_PATH_BENEATH: Final = 1
RULE_NET_PORT: Final = 2
CONNECT: Final = 2
LOWEST_FD: Final = 16
"""A worker has its own descriptors below."""
O_PATH: Final = 0o10000000


class _Attributes(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Port(ctypes.Structure):
    _fields_ = (("rights", ctypes.c_uint64), ("port", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """Return the version that the kernel speaks; 0 without Landlock."""
    try:
        return calls.syscall("landlock_create_ruleset", None, 0, VERSION)
    except OSError:
        return 0


class Ruleset:
    """What may be reached, prepared once; each worker applies it to itself."""

    def __init__(self, reach: Reach, ports: Sequence[int] = ()) -> None:
        version = abi()
        if ports and not reach.network and version < NETWORK_ABI:
            raise OSError(errno.ENOSYS, "this kernel's Landlock knows no ports")
        self._handled = (1 << KNOWN.get(version, NEWEST)) - 1
        network = BIND_AND_CONNECT if version >= NETWORK_ABI and not reach.network else 0
        self.scoped = version >= SCOPES_ABI
        attributes = _Attributes(self._handled, network, ABSTRACT_SOCKETS_AND_SIGNALS if self.scoped else 0)
        size = 24 if self.scoped else 16 if version >= NETWORK_ABI else 8
        fd = calls.syscall("landlock_create_ruleset", attributes, size, 0)
        self.fd = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, LOWEST_FD)
        os.close(fd)
        execute = EXECUTE if reach.executes else 0
        for path in reach.read:
            self._allow(path, READ_FILE | READ_DIR | execute)
        self._allow(reach.folder, READ_FILE | READ_DIR)
        for path in reach.devices:
            self._allow(path, READ_FILE | WRITE_FILE)
        for path in reach.write:
            self._allow(path, READ_FILE | READ_DIR | WRITE_FILE | CHANGE_DIR | REFER | TRUNCATE)
        for port in ports if network else ():
            calls.syscall("landlock_add_rule", self.fd, RULE_NET_PORT, _Port(CONNECT, port), 0)

    def _allow(self, path: str, rights: int) -> None:
        try:
            fd = os.open(path, O_PATH | os.O_CLOEXEC)
        except OSError:
            return  # what is not there needs no rule
        try:
            if not stat.S_ISDIR(os.fstat(fd).st_mode):
                rights &= OF_A_FILE
            calls.syscall("landlock_add_rule", self.fd, RULE_PATH_BENEATH, _Beneath(rights & self._handled, fd), 0)
        finally:
            os.close(fd)

    def apply(self) -> None:
        """Bind this process, and all that it starts, to the rules.

        Raises:
            OSError: the kernel refused.
        """
        calls.syscall("landlock_restrict_self", self.fd, 0)
