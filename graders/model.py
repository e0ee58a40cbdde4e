"""The frozen types that every other module speaks in; no input or output here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final


class GraderError(Exception):
    """Something a person can mend: what is wrong, where, and the next command to type."""


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


class Metric(StrEnum):
    """What a budget measures (docs/budgets.md)."""

    TIME_RATIO = "time_ratio"
    OVERHEAD = "overhead"
    GROWTH = "growth"
    PEAK_KIB = "peak_kib"
    PEAK_RATIO = "peak_ratio"
    COUNT = "count"


class Files(StrEnum):
    """What a kata's worker may do with files."""

    NONE = "none"
    TMP = "tmp"


class Network(StrEnum):
    """What a kata's worker may reach."""

    NONE = "none"
    LOOPBACK = "loopback"
    SERVICE = "service"


class WorkerScope(StrEnum):
    """How long a worker lives: one check, or all checks of a kata."""

    CHECK = "check"
    KATA = "kata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the sandbox grants; nothing by default."""

    files: Files = Files.NONE
    network: Network = Network.NONE
    processes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one worker: CPU seconds a call, resident memory, printed output."""

    cpu_s: float
    memory_mib: int
    output_kib: int = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """One limit on cost, as kata.toml states it."""

    workload: str
    metric: Metric
    limit: float
    why: str
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The content of one kata.toml."""

    schema: int
    title: str
    topics: tuple[str, ...]
    level: int
    minutes: int
    submit: tuple[str, ...]
    stub_sha256: Mapping[str, str]
    python: str
    group: str
    limits: Limits
    services: tuple[str, ...] = ()
    binaries: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    capabilities: Capabilities = Capabilities()
    worker: WorkerScope = WorkerScope.CHECK
    worker_why: str = ""
    cores: int = 1
    ban: tuple[str, ...] = ()
    budgets: tuple[Budget, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kata:
    """One kata: its facts and where it lives."""

    id: str
    section: str
    folder: Path
    solution: Path
    facts: Facts

    @property
    def number(self) -> int:
        """The section's number, 1 to 18."""
        return int(self.section.split("_", 1)[0])

    @property
    def module(self) -> str:
        """The file that the submission is imported as."""
        return self.facts.submit[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A learner's files for one kata, read once.

    `files` maps each submit name to its text.  `problem` says why the files cannot be graded
    (too large, a symlink, wrong encoding, empty, a null byte), in the learner's words.
    """

    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    untouched: bool = False
    problem: str = ""
    sha256: str = ""


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
    """One budget's outcome; `pairs` are CPU nanoseconds (submission, reference) a round."""

    workload: str
    metric: Metric
    limit: float
    status: BudgetStatus
    value: float | None = None
    low: float | None = None
    high: float | None = None
    pairs: tuple[tuple[int, int], ...] = ()
    message: str = ""


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


CHECK_TO_KATA: Final = MappingProxyType({
    CheckStatus.GRADER_ERROR: Status.GRADER_ERROR,
    CheckStatus.BANNED: Status.BANNED,
    CheckStatus.CRASHED: Status.CRASHED,
    CheckStatus.TIMEOUT: Status.TIMEOUT,
    CheckStatus.FAILED: Status.FAILED,
    CheckStatus.PASSED: Status.PASSED,
})
BUDGET_TO_KATA: Final = MappingProxyType({
    BudgetStatus.GRADER_ERROR: Status.GRADER_ERROR,
    BudgetStatus.OVER: Status.OVER_BUDGET,
    BudgetStatus.UNDECIDED: Status.UNDECIDED,
    BudgetStatus.NOT_RUN: Status.GRADER_ERROR,
    BudgetStatus.WITHIN: Status.PASSED,
})
SEVERITY: Final = tuple(Status)


def worst(statuses: Iterable[Status]) -> Status:
    """Return the status that applies first; nothing at all is a grader error, never a pass."""
    return min(statuses, key=SEVERITY.index, default=Status.GRADER_ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission of one kata, ready to be judged."""

    kata: Kata
    files: Mapping[str, str]
    seed: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one judge process is to do: all jobs share one environment and one pytest session.

    `examples` is the folder of counterexamples that are tried first; none in CI.  `transcripts` is how many failed
    checks of a job get one.
    """

    jobs: tuple[Job, ...]
    examples: Path | None = None
    hash_seed: int = 0
    show_tests: bool = False
    transcripts: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The judge begins with a job of so many checks."""

    id: str
    label: str
    checks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A check of a job has ended."""

    id: str
    label: str
    check: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A job has its verdict."""

    result: KataResult


Event = Started | Checked | Finished
