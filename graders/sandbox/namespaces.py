"""The layer of namespaces: processes, files and network of a zygote's own, entered once for all its workers.

Root needs no user namespace for it, and takes none: its workers get a user of their own (user.py).  Flags from the
kernel's linux/sched.h and linux/mount.h.
"""

from __future__ import annotations

import fcntl
import os
import struct
from typing import TYPE_CHECKING, Final

from graders.sandbox import calls

if TYPE_CHECKING:
    from graders.sandbox.reach import Reach

CLONE_NEWNS: Final = 0x00020000
CLONE_NEWUTS: Final = 0x04000000
CLONE_NEWIPC: Final = 0x08000000
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWPID: Final = 0x20000000
CLONE_NEWNET: Final = 0x40000000
MS_NOSUID: Final = 2
MS_NODEV: Final = 4
MS_BIND: Final = 4096
MS_REC: Final = 16384
MS_PRIVATE: Final = 1 << 18
MNT_DETACH: Final = 2
AT_FDCWD: Final = -100
AT_RECURSIVE: Final = 0x8000
ATTR_RDONLY: Final = 1
ATTR_NOSUID: Final = 2
ATTR_NODEV: Final = 4
SIOCSIFFLAGS: Final = 0x8914
IFF_UP: Final = 1
FOLDER_OPTIONS: Final = b"size=64m,nr_inodes=8192,mode=0700"


def separate() -> None:
    """Make the next child the first process of a new pid namespace.

    Raises:
        OSError: the kernel, or what guards this machine, refused.
    """
    if not os.getuid():
        calls.syscall("unshare", CLONE_NEWPID)
        return
    uid, gid = os.getuid(), os.getgid()
    calls.syscall("unshare", CLONE_NEWUSER | CLONE_NEWPID)
    for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{file}", "w", encoding="ascii") as stream:
            stream.write(text)


def enter(reach: Reach, uid: int) -> None:
    """Leave the network and every file that is not within reach; `reach.folder` must exist, and will be `uid`'s.

    Raises:
        OSError: as above.
    """
    calls.syscall("unshare", CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
    calls.syscall("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    _new_root(reach, uid)
    if reach.network:
        loopback_up()


def _new_root(reach: Reach, uid: int) -> None:
    """Build a root in memory at the folder, move into it, and let the old one go."""
    root = reach.folder
    calls.syscall("mount", b"tmpfs", root.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, b"size=1m,mode=0755")
    for path in reach.read:
        _show(root, path, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV)
    for path in reach.devices:
        _show(root, path, ATTR_NOSUID)
    owner = f",uid={uid}".encode() if not os.getuid() else b""
    for path in reach.write:
        os.makedirs(root + path, exist_ok=True)
        flags = MS_NOSUID | MS_NODEV
        calls.syscall("mount", b"tmpfs", (root + path).encode(), b"tmpfs", flags, FOLDER_OPTIONS + owner)
    os.makedirs(root + reach.folder, exist_ok=True)
    os.chdir(root)
    calls.syscall("pivot_root", b".", b".")
    calls.syscall("umount2", b".", MNT_DETACH)
    _set(b"/", ATTR_RDONLY | ATTR_NOSUID, 0)
    os.chdir(reach.folder)


def _show(root: str, path: str, attributes: int) -> None:
    """Let a file or folder appear in the new root."""
    target = root + path
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o644))
    calls.syscall("mount", path.encode(), target.encode(), None, MS_BIND | MS_REC, None)
    _set(target.encode(), attributes, AT_RECURSIVE)


def _set(path: bytes, attributes: int, flags: int) -> None:
    wanted = struct.pack("4Q", attributes, 0, 0, 0)
    calls.syscall("mount_setattr", AT_FDCWD, path, flags, wanted, len(wanted))


def loopback_up() -> None:
    """Let a new network reach itself.

    Raises:
        OSError: as above.
    """
    import _socket  # noqa: PLC0415  (the C module only: `socket` brings thirty others)

    socket = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    try:
        fcntl.ioctl(socket.fileno(), SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    finally:
        socket.close()
