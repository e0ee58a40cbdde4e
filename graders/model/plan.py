"""What a judge is to do, and what it tells while it does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graders.model.kata import Kata
from graders.model.result import CheckResult, KataResult


class Sandbox(StrEnum):
    """The strongest layer that held the workers of a run."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    AUDIT = "audit"
    NONE = "none"

    def weaker_than(self, other: Sandbox) -> bool:
        """Compare two layers."""
        order = list(Sandbox)
        return order.index(self) > order.index(other)


def weakest(layers: Iterable[Sandbox]) -> Sandbox | None:
    """Return the weakest of some layers of the sandbox."""
    return max(layers, key=list(Sandbox).index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission of one kata, ready to be judged.

    `only` are the names of the checks to run, `shown` of those that get a transcript; without them, all checks, and the
    first failed ones.  `first` are those that run before the others.  A test's name stands for all its parameters.
    """

    kata: Kata
    files: Mapping[str, str]
    seed: int
    label: str = ""
    only: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one judge process is to do: all jobs share one environment and one pytest session.

    `examples` is the folder of counterexamples that are tried first; none in CI.  `transcripts` is how many failed
    checks of a job get one.  Without `shrink` a property fails with the first case that it finds.  `benchmarks` is the
    folder in which pytest-benchmark keeps every budget's rounds, `benchmark_json` one more file for them.
    `builds` is the folder that keeps extension modules for the next run.
    `private` is the folder of sealed katas that lie open for this run: the judge keeps to it what it writes.
    `sandbox` is the one layer that may be used, by default the strongest there is; `require` is the weakest that may.
    """

    jobs: tuple[Job, ...]
    examples: Path | None = None
    hash_seed: int = 0
    show_tests: bool = False
    transcripts: int = 3
    shrink: bool = True
    benchmarks: Path | None = None
    benchmark_json: Path | None = None
    sandbox: Sandbox | None = None
    require: Sandbox = Sandbox.NONE
    private: Path | None = None
    builds: Path | None = None

    def admits(self, layer: Sandbox) -> bool:
        """Say whether learners' code may run under a layer."""
        return not layer.weaker_than(self.require) and self.sandbox in {None, layer}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The layer of the sandbox that holds the workers of this run, and why no stronger one does."""

    layer: Sandbox
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A judge that stays has done with a plan, all of it or up to where it was stopped, and waits for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """Something has to be there before the next kata can be graded, and takes a moment: a service, an environment."""

    what: str


Event = Held | Preparing | Started | Checked | Finished | Idle
