"""A core for each worker of a machine, whoever has started it: claimed by a lock, given back by the kernel."""

from __future__ import annotations

import fcntl
import os
import tempfile
from pathlib import Path


def claim() -> int | None:
    """Put this process on a core that no other worker has, and return the core; None where that cannot be done.

    The lock's descriptor stays open for as long as this process lives.
    """
    if not hasattr(os, "sched_setaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    core = next((core for core in cores if _locked(core)), cores[os.getpid() % len(cores)])
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), {core})
    return core


def _locked(core: int) -> bool:
    path = f"{tempfile.gettempdir()}/.kata-worker-core{core}-{os.getuid()}.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return False
    return True
