"""What a worker may reach of the file system: its interpreter, shared libraries, a few devices, its own folder.

Nothing of the repository is among it: the submission comes through the pipe, and `graders` is loaded already.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graders.sandbox.grants import Grants

LIBRARIES: Final = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib")
STORES: Final = ("/nix/store", "/gnu/store")
FACTS: Final = ("/etc/ld.so.cache", "/etc/ssl/openssl.cnf", "/usr/share/zoneinfo", "/etc/localtime")
NETWORK_FACTS: Final = (
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols",
)
DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SHARED_MEMORY: Final = "/dev/shm"  # noqa: S108  (semaphores of multiprocessing live there)


class Reach(NamedTuple):
    """Absolute paths by what may be done with them and all below."""

    read: tuple[str, ...]
    devices: tuple[str, ...]
    write: tuple[str, ...]
    folder: str
    executes: bool
    network: bool


def reach(grants: Grants, packages: Sequence[str], folder: str, *, alone: bool) -> Reach:
    """Return what workers with some grants may reach; `alone`: nobody else's files are there.

    `packages` are the folders of installed packages, `folder` is the workers' own.
    """
    programs = (os.path.realpath(executable()), *grants.programs) if grants.processes else ()
    read = [*sys.path, *packages, *_libraries(), *LIBRARIES, *STORES, *FACTS, *programs]
    read += [os.path.realpath(path) for path in programs]
    read += grants.reads
    if grants.connects:
        read += NETWORK_FACTS
    write = [folder] if grants.writes else []
    if grants.processes and alone:
        write.append(SHARED_MEMORY)
    return Reach(
        read=_topmost(read),
        devices=tuple(path for path in DEVICES if os.path.exists(path)),
        write=tuple(write),
        folder=folder,
        executes=bool(programs),
        network=grants.connects and alone,
    )


def executable() -> str:
    """Return the interpreter itself, not the link to it in a virtual environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _libraries() -> list[str]:
    """Return where else the interpreter's own shared libraries are."""
    named = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    return [os.path.join(sys.base_prefix, "lib"), *named]


def _topmost(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the existing absolute paths of which none is below another; never the root."""
    found: list[str] = []
    for path in sorted({os.path.normpath(path) for path in paths if os.path.isabs(path)}, key=len):
        if path != os.sep and os.path.exists(path) and not any(path.startswith(above + os.sep) for above in found):
            found.append(path)
    return tuple(found)
