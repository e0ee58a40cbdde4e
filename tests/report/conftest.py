"""Results to report on: one of each status."""

from __future__ import annotations

import pytest

from graders.model import (
    BudgetResult,
    BudgetStatus,
    CheckResult,
    CheckStatus,
    KataResult,
    Metric,
    Status,
)

PASSED = CheckResult(name="test_behaviour.py::test_hit", title="a stored answer is used", status=CheckStatus.PASSED)
TRANSCRIPT = """\
from ttl_memo import memo
now = 0.0
double = memo(maxsize=2, ttl=10, clock=lambda: now)(lambda x: x * 2)
double(3), double(3), double.cache_info()    # (6, 6, (0, 2, 0)), expected (6, 6, (1, 1, 1))"""
BAD_CHECKS = {
    Status.GRADER_ERROR: (CheckStatus.GRADER_ERROR, "the judge ended without a verdict for this check"),
    Status.BANNED: (CheckStatus.BANNED, "`collections.OrderedDict` at line 4 of ttl_memo.py"),
    Status.CRASHED: (CheckStatus.CRASHED, "the process ended with signal 9 (SIGKILL) in `square(3)`"),
    Status.TIMEOUT: (CheckStatus.TIMEOUT, "`square(3)` used 2.0 s of CPU, the limit is 2 s"),
    Status.FAILED: (CheckStatus.FAILED, "assert (0, 2, 0) == (1, 1, 1)"),
}
BAD_BUDGETS = {
    Status.OVER_BUDGET: (BudgetStatus.OVER, 4.71, 4.6, 4.9),
    Status.UNDECIDED: (BudgetStatus.UNDECIDED, 2.52, 2.44, 2.6),
    Status.PASSED: (BudgetStatus.WITHIN, 1.04, 1.02, 1.06),
}
MESSAGES = {Status.UNAVAILABLE: "it needs Python >=3.14, this is 3.11\n  uv python install 3.14"}


def one(status: Status) -> KataResult:
    """Return a result of `status` as the judge would give it."""
    checks = [PASSED]
    if status in BAD_CHECKS:
        bad, message = BAD_CHECKS[status]
        transcript = TRANSCRIPT if bad is CheckStatus.FAILED else ""
        title = "a second call with the same arguments is a hit"
        name = "test_behaviour.py::test_second_call"
        checks.append(CheckResult(name=name, title=title, status=bad, message=message, transcript=transcript))
    budgets = []
    if status in BAD_BUDGETS:
        budget, value, low, high = BAD_BUDGETS[status]
        budgets.append(
            BudgetResult(
                workload="live_keys",
                metric=Metric.TIME_RATIO,
                limit=2.5,
                status=budget,
                value=value,
                low=low,
                high=high,
                pairs=((4100, 1000), (4200, 1010)),
                message=f"{value:g} x the CPU of the reference (limit 2.5 x), seen in 20 rounds",
                why="a call must not look at all live answers",
            )
        )
    ungraded = status in {Status.UNAVAILABLE, Status.UNTOUCHED}
    return KataResult(
        id="ttl_memo",
        section="02_advanced_python",
        title="A memo with a time to live",
        status=status,
        score={Status.PASSED: 1.0}.get(status, 0.0 if ungraded else 0.5),
        message=MESSAGES.get(status, ""),
        checks=() if ungraded else tuple(checks),
        budgets=tuple(budgets),
        output="computing 3\n",
    )


@pytest.fixture
def results() -> dict[Status, KataResult]:
    """Return a result of each status."""
    return {status: one(status) for status in Status}
