"""When to stop waiting: a rule over what the kernel reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.judge.patience import BLOCKED_FACTOR, CHECK_CALLS, WALL_FACTOR, Observed, verdict
from graders.model import CheckStatus, Limits

LIMITS = Limits(cpu_s=2, memory_mib=64, output_kib=8)
IDLE = Observed(call_cpu_s=0, check_cpu_s=0, wall_s=0, queued_s=0, ready=False, resident=0, printed=0)


@pytest.mark.parametrize(
    ("seen", "status", "told"),
    [
        (replace(IDLE, resident=(64 << 20) + 1), CheckStatus.CRASHED, "used 64 MiB of memory; the limit is 64 MiB"),
        (replace(IDLE, printed=(8 << 10) + 1), CheckStatus.CRASHED, "printed more than 8 KiB"),
        (replace(IDLE, call_cpu_s=2.01), CheckStatus.TIMEOUT, "one call used more than 2 s of CPU"),
        (replace(IDLE, check_cpu_s=20.1), CheckStatus.TIMEOUT, "the check used more than 20 s of CPU in all"),
        (replace(IDLE, wall_s=10.1), CheckStatus.TIMEOUT, "waited for more than 10 s without doing anything"),
        (replace(IDLE, wall_s=120.1, queued_s=None), CheckStatus.TIMEOUT, "gave no answer for 120 s"),
    ],
    ids=["memory", "output", "call", "check", "blocked", "wall"],
)
def test_a_limit_that_is_passed_is_told(seen: Observed, status: CheckStatus, told: str) -> None:
    assert verdict(seen, LIMITS) == (status, told)


@pytest.mark.parametrize(
    "seen",
    [
        IDLE,
        replace(IDLE, resident=64 << 20, printed=8 << 10, call_cpu_s=2, check_cpu_s=20),
        replace(IDLE, wall_s=10),
        replace(IDLE, wall_s=11, call_cpu_s=1),
        replace(IDLE, wall_s=1000, queued_s=990),
        replace(IDLE, wall_s=1000, ready=True),
        replace(IDLE, wall_s=119, queued_s=None),
    ],
    ids=["idle", "at-limits", "blocked-at-limit", "ran", "queued", "ready-now", "no-account"],
)
def test_what_is_within_the_limits_is_waited_for(seen: Observed) -> None:
    assert verdict(seen, LIMITS) is None


def test_memory_is_told_before_time() -> None:
    seen = replace(IDLE, resident=1 << 30, call_cpu_s=3)

    assert verdict(seen, LIMITS) == (CheckStatus.CRASHED, "used 1024 MiB of memory; the limit is 64 MiB")


seconds = st.floats(0, 1e6)


@given(seconds, seconds, st.booleans())
def test_time_in_the_run_queue_never_looks_like_a_hang(ran: float, queued: float, ready: bool) -> None:
    ran %= LIMITS.cpu_s
    seen = replace(IDLE, call_cpu_s=ran, check_cpu_s=ran, wall_s=ran + queued, queued_s=queued, ready=ready)

    assert verdict(seen, LIMITS) is None


@given(seconds, seconds)
def test_what_is_blocked_is_ended_however_long_it_was_queued(queued: float, more: float) -> None:
    wall = queued + BLOCKED_FACTOR * LIMITS.cpu_s + 0.01 + more

    assert verdict(replace(IDLE, wall_s=wall, queued_s=queued), LIMITS) is not None


@given(seconds, seconds, st.none() | seconds, st.booleans())
def test_to_wait_longer_never_takes_a_verdict_back(wall: float, more: float, queued: float | None, ready: bool) -> None:
    seen = replace(IDLE, wall_s=wall, queued_s=queued, ready=ready)
    later = replace(seen, wall_s=wall + more)

    assert verdict(seen, LIMITS) is None or verdict(later, LIMITS) == verdict(seen, LIMITS)


def test_the_factors_leave_room() -> None:
    assert CHECK_CALLS > BLOCKED_FACTOR
    assert WALL_FACTOR > CHECK_CALLS
