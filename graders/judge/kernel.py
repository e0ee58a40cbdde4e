"""What the kernel says of a worker: its CPU clock, memory, waiting.  Nothing here asks the worker."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.sandbox.processes import children

PAGE: Final = 4096
TICKS_PER_S: Final = 1_000_000_000


def cpu_clock(pid: int) -> int:
    """Return the id of the CPU clock of another process, all its threads (Linux: CPUCLOCK_SCHED)."""
    return (~pid << 3) | 2


def cpu_ns(pid: int) -> int:
    """Return the CPU nanoseconds that a process has used; 0 when it is gone."""
    try:
        return time.clock_gettime_ns(cpu_clock(pid))
    except OSError:
        return 0


def _read(path: str) -> str:
    """Return what a file of /proc says, "" when the process is gone; `Path` would cost as much as the kernel."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except OSError:
        return ""
    try:
        return os.read(fd, 1 << 16).decode("ascii", "replace")
    except OSError:
        return ""
    finally:
        os.close(fd)


class Account:
    """A file of /proc that is read at every timed call: opening it anew would cost more than reading it.

    Raises:
        OSError: the process is gone, or nobody keeps this account.
    """

    def __init__(self, path: str) -> None:
        self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def read(self) -> list[str]:
        """Return what the kernel says now, word by word; nothing when the process is gone."""
        try:
            return os.pread(self._fd, 1 << 12, 0).decode("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            return []

    def __del__(self) -> None:
        if hasattr(self, "_fd"):
            os.close(self._fd)


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process now."""
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[1]) * PAGE if fields else 0


def family_bytes(pid: int) -> int:
    """Return the resident memory of all that is below a process."""
    return sum(resident_bytes(child) + family_bytes(child) for child in children(pid))


def peak_bytes(pid: int) -> int:
    """Return the most resident memory that a process has had since it was forked."""
    for line in _read(f"/proc/{pid}/status").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a process has spent its time: nanoseconds ready but not running, and whether it is ready or gone now."""

    queued_ns: int
    ready: bool
    known: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Reaped:
    """What the children that a process has waited for used; the faults tell even one that used no tick of CPU."""

    cpu_ns: int
    faults: int


def reaped(stat: Account) -> Reaped:
    """Read the account of reaped children in /proc/pid/stat (man 5 proc: cminflt, cutime, cstime)."""
    fields = stat.read()
    if not fields:
        return Reaped(0, 0)
    ticks = int(fields[13]) + int(fields[14])
    return Reaped(ticks * TICKS_PER_S // os.sysconf("SC_CLK_TCK"), int(fields[8]))


def tasks(pid: int) -> list[int]:
    """Return the threads of a process."""
    try:
        return [int(task) for task in os.listdir(f"/proc/{pid}/task")]  # noqa: PTH208  (at every timed call)
    except OSError:
        return []


def parent(pid: int) -> int:
    """Return the parent of a process, 0 when it is gone; within its namespace that one has another pid."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def children_of(pid: int, threads: list[int]) -> list[int]:
    """Return the children of some threads of a process, living or not reaped."""
    return [int(child) for thread in threads for child in _read(f"/proc/{pid}/task/{thread}/children").split()]


def is_on(pid: int, threads: list[int], cores: set[int]) -> bool:
    """Tell whether all threads of a process are bound to the cores."""
    try:
        return all(os.sched_getaffinity(thread) == cores for thread in threads)
    except OSError:  # a thread that has ended meanwhile
        return os.sched_getaffinity(pid) == cores


def waits(pid: int) -> int:
    """Return how often the main thread of a process has given up the core by itself."""
    for line in _read(f"/proc/{pid}/status").splitlines():
        if line.startswith("voluntary_ctxt_switches:"):
            return int(line.split()[1])
    return 0


def queued_ns(schedstat: Account) -> int | None:
    """Return how long the main thread of a process was ready but not running; None where nobody keeps account."""
    account = schedstat.read()
    return int(account[1]) if len(account) > 1 else None


def waiting(pid: int) -> Waiting:
    """Read the scheduler's account of all threads of a process."""
    queued, known = 0, False
    states = []
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        tasks = []
    for task in tasks:
        account = _read(f"{task}/schedstat").split()
        if len(account) > 1:
            known = True
            queued += int(account[1])
        states += _read(f"{task}/stat").rpartition(")")[2].split()[:1]
    return Waiting(queued, "R" in states, known, gone=bool(states) and set(states) <= {"Z", "X"})
