"""The frozen types that every other module speaks in; no input or output here."""

from __future__ import annotations

from graders.model.kata import (
    Budget,
    Build,
    Capabilities,
    Facts,
    Files,
    Kata,
    Language,
    Limits,
    Metric,
    Network,
    Submission,
    WorkerScope,
)
from graders.model.plan import Checked, Event, Finished, Held, Idle, Job, Plan, Preparing, Sandbox, Started, weakest
from graders.model.result import (
    BUDGET_TO_KATA,
    CHECK_TO_KATA,
    SEVERITY,
    BudgetResult,
    BudgetStatus,
    CheckResult,
    CheckStatus,
    KataResult,
    Status,
    worst,
)

__all__ = [
    "BUDGET_TO_KATA",
    "CHECK_TO_KATA",
    "SEVERITY",
    "Budget",
    "BudgetResult",
    "BudgetStatus",
    "Build",
    "Capabilities",
    "CheckResult",
    "CheckStatus",
    "Checked",
    "Event",
    "Facts",
    "Files",
    "Finished",
    "GraderError",
    "Held",
    "Idle",
    "Job",
    "Kata",
    "KataResult",
    "Language",
    "Limits",
    "Metric",
    "Network",
    "Plan",
    "Preparing",
    "Sandbox",
    "Started",
    "Status",
    "Submission",
    "WorkerScope",
    "weakest",
    "worst",
]


class GraderError(Exception):
    """Something a person can mend: what is wrong, where, and the next command to type."""
