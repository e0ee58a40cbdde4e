"""Where the figures are taken: copies of catalogues in a folder of their own, and the commands that are compared."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import graders
from graders.bench.cost import Cost, of_command
from graders.bench.synthetic import SECTION, write_catalog
from graders.catalog.discover import load_catalog
from graders.model import Facts, Job, Kata, Metric, Plan

SMALL, LARGE = 200, 2_000
INI: Final = Path(graders.__file__).parent / "judge" / "session.ini"
DIRECT: Final = ["-m", "pytest", "-q", "-c", str(INI), "--rootdir=/", "--noconftest", "--import-mode=importlib"]
PLUGINS: Final = ["-p", "no:cacheprovider", "-p", "graders.judge.direct"]


@dataclass(frozen=True)
class Stage:
    """The catalogue to measure with its references as submissions, made ones of two sizes, and a folder to work in."""

    source: Path
    folder: Path

    @cached_property
    def costs(self) -> dict[int, tuple[Cost, Cost]]:
        """What both made catalogues cost, by round: CPU and memory are figures of the same gradings."""
        return {}

    def both_sizes(self, number: int) -> tuple[Cost, Cost]:
        """Grade both made catalogues in a round, if they have not been."""
        if number not in self.costs:
            self.costs[number] = grade(self.small, "--no-cache"), grade(self.large, "--no-cache")
        return self.costs[number]

    @cached_property
    def references(self) -> Path:
        """A copy of the catalogue in which each kata is solved by its reference: of those that need no environment."""
        root = self.folder / "references"
        ignore = shutil.ignore_patterns("__pycache__")
        for name in ("katas", "solutions"):
            shutil.copytree(self.source / name, root / name, ignore=ignore)
        for kata in load_catalog([root]).katas:
            if kata.facts.group != "core":  # judged here, all by one interpreter
                shutil.rmtree(kata.folder)
                shutil.rmtree(kata.solution)
                continue
            for file in kata.facts.submit:
                shutil.copy(kata.solution / file, kata.folder / file)
        return root

    @cached_property
    def small(self) -> Path:
        """A made catalogue."""
        return write_catalog(self.folder / "small", SMALL)

    @cached_property
    def large(self) -> Path:
        """A larger one."""
        return write_catalog(self.folder / "large", LARGE)


def one_of(root: Path, n: int) -> Path:
    """Return the folder of a made kata."""
    return root / "katas" / SECTION / f"made_{n:04}"


def plan_of(root: Path) -> Plan:
    """Return the plan of a solved catalogue, without what is timed."""
    katas = [replace(kata, facts=_untimed(kata.facts)) for kata in load_catalog([root]).katas]
    return Plan(jobs=tuple(Job(kata=kata, files=_files(kata), seed=1) for kata in katas))


def _untimed(facts: Facts) -> Facts:
    return replace(facts, budgets=tuple(budget for budget in facts.budgets if budget.metric is Metric.COUNT))


def _files(kata: Kata) -> dict[str, str]:
    return {name: (kata.folder / name).read_text(encoding="utf-8") for name in kata.facts.submit}


def grade(root: Path, *words: str) -> Cost:
    """Grade a catalogue as its learner would."""
    return of_command(["-m", "graders.cli", "grade", "-q", *words], root)


def direct(folders: Sequence[Path], root: Path) -> Cost:
    """Run hidden tests in one plain pytest process, beside the submissions."""
    return of_command([*DIRECT, *PLUGINS, *map(str, folders)], root)
