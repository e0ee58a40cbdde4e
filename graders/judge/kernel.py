"""What the kernel says of a worker: its CPU clock, memory, waiting.  Nothing here asks the worker."""

from __future__ import annotations

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
    try:
        return Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


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
