"""What something costs: CPU of all processes, wall time, memory of the largest process."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds of a process and all that it waited for, which is all there were; wall seconds; MiB."""

    cpu_s: float
    wall_s: float
    memory_mib: float


def of_command(words: Sequence[str], cwd: Path, environ: Mapping[str, str] | None = None) -> Cost:
    """Return the cost of a Python command, which must succeed or at least not fail in itself."""
    before = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=cwd,
        env={**clean_environment(), **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"`{' '.join(words)}` ended with {process.returncode}")
    return Cost(cpu_s=usage.ru_utime + usage.ru_stime, wall_s=wall_s, memory_mib=usage.ru_maxrss / 1024)


def clean_environment() -> dict[str, str]:
    """Return our environment as a learner's would be: CI grades otherwise, and pytest-xdist ends all benchmarks."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {name: value for name, value in ours.items() if name not in {"CI", "NOX_CURRENT_SESSION"}}


def cpu_of(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process and its children while `work` runs; the children must end in it."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@contextmanager
def on_one_core() -> Iterator[None]:
    """Stay on one core, with all processes that are started meanwhile."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
