"""A kata and a submission of it: the facts of kata.toml, where it lives, what a learner wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType


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


class Language(StrEnum):
    """What an extension module is written in."""

    C = "c"
    CYTHON = "cython"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One extension module or library, built from submitted or given sources."""

    module: str
    language: Language
    sources: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of the file that is built."""
        return f"{self.module}.so"


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
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    builds: tuple[Build, ...] = ()
    budgets: tuple[Budget, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kata:
    """One kata: its facts and where it lives.

    `opened` is the folder in which a sealed kata's hidden tests lie for this run (docs/sealing.md).
    """

    id: str
    section: str
    folder: Path
    solution: Path
    facts: Facts
    opened: Path | None = None

    @property
    def number(self) -> int:
        """The section's number, 1 to 18."""
        return int(self.section.split("_", 1)[0])

    @property
    def hidden(self) -> Path:
        """The folder with the checks that decide."""
        return (self.opened or self.folder) / "hidden"

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
