"""What came of judging: statuses, checks, budgets, verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from graders.model.kata import Metric


class Status(StrEnum):
    """A kata's status, worst first: a kata has the first that applies (docs/architecture.md)."""

    GRADER_ERROR = "grader_error"
    UNAVAILABLE = "unavailable"
    UNTOUCHED = "untouched"
    BANNED = "banned"
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    FAILED = "failed"
    OVER_BUDGET = "over_budget"
    UNDECIDED = "undecided"
    PASSED = "passed"


class CheckStatus(StrEnum):
    """How one hidden check ended; only `passed` counts for the learner."""

    GRADER_ERROR = "grader_error"
    BANNED = "banned"
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    FAILED = "failed"
    PASSED = "passed"


class BudgetStatus(StrEnum):
    """How one limit on cost ended; `not_run` is never a pass."""

    GRADER_ERROR = "grader_error"
    OVER = "over"
    UNDECIDED = "undecided"
    NOT_RUN = "not_run"
    WITHIN = "within"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One hidden check's outcome.  `title` is the first line of its docstring."""

    name: str
    title: str
    status: CheckStatus
    message: str = ""
    transcript: str = ""
    cpu_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetResult:
    """One budget's outcome.

    `pairs` are CPU nanoseconds a round, of the submission and of what it is compared with; `sizes` the n of each round
    of a growth budget; `charged_ns` is what each round of a ratio is charged for CPU outside its call.  `low` and
    `high` bound `value`; the verdict is their place against `limit`.  `clock` says who read the CPU clocks: the judge
    from the kernel, or, where it cannot, the workers themselves.
    """

    workload: str
    metric: Metric
    limit: float
    status: BudgetStatus
    value: float | None = None
    low: float | None = None
    high: float | None = None
    pairs: tuple[tuple[int, int], ...] = ()
    sizes: tuple[int, ...] = ()
    charged_ns: int = 0
    message: str = ""
    why: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KataResult:
    """One submission's outcome.  `label` tells several submissions of one kata apart."""

    id: str
    section: str
    title: str
    status: Status
    score: float
    label: str = ""
    message: str = ""
    checks: tuple[CheckResult, ...] = ()
    budgets: tuple[BudgetResult, ...] = ()
    output: str = ""
    cpu_s: float = 0.0
    cached: bool = False


CHECK_TO_KATA: Final = MappingProxyType(
    {
        CheckStatus.GRADER_ERROR: Status.GRADER_ERROR,
        CheckStatus.BANNED: Status.BANNED,
        CheckStatus.CRASHED: Status.CRASHED,
        CheckStatus.TIMEOUT: Status.TIMEOUT,
        CheckStatus.FAILED: Status.FAILED,
        CheckStatus.PASSED: Status.PASSED,
    }
)
BUDGET_TO_KATA: Final = MappingProxyType(
    {
        BudgetStatus.GRADER_ERROR: Status.GRADER_ERROR,
        BudgetStatus.OVER: Status.OVER_BUDGET,
        BudgetStatus.UNDECIDED: Status.UNDECIDED,
        BudgetStatus.NOT_RUN: Status.GRADER_ERROR,
        BudgetStatus.WITHIN: Status.PASSED,
    }
)
SEVERITY: Final = tuple(Status)


def worst(statuses: Iterable[Status]) -> Status:
    """Return the status that applies first; nothing at all is a grader error, never a pass."""
    return min(statuses, key=SEVERITY.index, default=Status.GRADER_ERROR)
