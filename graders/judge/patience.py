"""When to stop waiting for an answer: a pure rule over what the kernel reports.

CPU is counted a call and over a whole check.  *Blocked* time is what remains of the wall clock when running and
waiting in the run queue are taken off, so that a loaded machine never looks like a hang.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graders.model import CheckStatus

if TYPE_CHECKING:
    from graders.model import Limits

CHECK_CALLS: Final = 10
"""A check may use this many times the CPU limit of one call."""
BLOCKED_FACTOR: Final = 5
"""A call may be blocked for this many times its CPU limit."""
WALL_FACTOR: Final = 60
"""The far limit on wall time, in CPU limits, where the scheduler keeps no account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What one call of a worker has cost so far; times in seconds, sizes in bytes."""

    call_cpu_s: float
    check_cpu_s: float
    wall_s: float
    queued_s: float | None
    ready: bool
    resident: int
    printed: int


def verdict(seen: Observed, limits: Limits) -> tuple[CheckStatus, str] | None:
    """Say which limit is hit, and how, in the learner's words; None to wait on."""
    if seen.resident > limits.memory_mib << 20:
        return CheckStatus.CRASHED, f"used {seen.resident >> 20} MiB of memory; the limit is {limits.memory_mib} MiB"
    if seen.printed > limits.output_kib << 10:
        return CheckStatus.CRASHED, f"printed more than {limits.output_kib} KiB"
    if seen.call_cpu_s > limits.cpu_s:
        return CheckStatus.TIMEOUT, f"one call used more than {limits.cpu_s:g} s of CPU"
    if seen.check_cpu_s > CHECK_CALLS * limits.cpu_s:
        return CheckStatus.TIMEOUT, f"the check used more than {CHECK_CALLS * limits.cpu_s:g} s of CPU in all"
    return _idle(seen, limits)


def _idle(seen: Observed, limits: Limits) -> tuple[CheckStatus, str] | None:
    if seen.queued_s is None:
        far = WALL_FACTOR * limits.cpu_s
        return (CheckStatus.TIMEOUT, f"gave no answer for {far:g} s") if seen.wall_s > far else None
    blocked, limit = seen.wall_s - seen.call_cpu_s - seen.queued_s, BLOCKED_FACTOR * limits.cpu_s
    if blocked > limit and not seen.ready:
        return CheckStatus.TIMEOUT, f"waited for more than {limit:g} s without doing anything"
    return None
