"""A batch as it goes: which submission has which kata under which key, what is left to grade, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from graders.batch.kept import OPEN, Kept, Results
from graders.batch.reading import Opened, Reader
from graders.batch.sources import Source
from graders.batch.work import Answer, Work, content, grader, identity
from graders.model import Job, Kata, KataResult, Plan, Submission
from graders.report.fingerprint import Surroundings


class Sorted(Protocol):
    """Katas of a submission: those that need a judge, and those whose result is known without."""

    @property
    def jobs(self) -> Sequence[Job]:
        """What needs a judge."""

    @property
    def decided(self) -> Sequence[KataResult]:
        """What does not."""


Sort = Callable[[Sequence[Kata], Callable[[Kata], Submission]], Sorted]


@dataclass(slots=True)
class Handed:
    """One submission: why it was refused, or what was found in it, by kata: a key of results, or the result itself."""

    name: str
    refused: str = ""
    katas: dict[str, str | KataResult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a batch is to do: `plan` has no jobs yet; `retry` grades again what no verdict came of.

    `confine` makes the plan for sealed katas that are open, `tell` leaves out of their results what shows their tests.
    """

    katas: Sequence[Kata]
    plan: Plan
    sort: Sort
    confine: Callable[[Plan], Plan]
    tell: Callable[[KataResult], KataResult]
    retry: bool = False


@dataclass(slots=True)
class Counts:
    """How far a batch is: parts are a submission and a dependency group each."""

    parts: int
    done: int = 0
    graded: int = 0
    known: int = 0
    twins: int = 0


class Course:
    """Goes through the submissions once for each dependency group, so that a worker changes its judge seldom."""

    def __init__(self, order: Order, sources: Sequence[Source], results: Results) -> None:
        self._order, self._sources, self._results = order, sources, results
        self._surroundings = Surroundings(plan=order.plan)
        self._seen: set[str] = set()
        self.handed = [Handed(source.name) for source in sources]
        self.counts = Counts(parts=len(sources) * len(self._groups))

    @cached_property
    def _groups(self) -> dict[tuple[str, bool], list[Kata]]:
        """Katas by their dependency group; those that were sealed have judges of their own."""
        groups: dict[tuple[str, bool], list[Kata]] = {}
        for kata in self._order.katas:
            groups.setdefault((kata.facts.group, kata.opened is not None), []).append(kata)
        return groups

    @cached_property
    def _contents(self) -> dict[str, str]:
        return {kata.id: content(kata) for kata in self._order.katas}

    def works(self, reader: Reader) -> Iterator[Work]:
        """Yield what is left to grade, reading one submission at a time."""
        for katas in self._groups.values():
            for source, handed in zip(self._sources, self.handed, strict=True):
                jobs = self._new(self._read(reader, source, handed, katas), handed)
                if jobs:
                    yield self._work(jobs)
                else:
                    self.counts.done += 1

    def _read(self, reader: Reader, source: Source, handed: Handed, katas: Sequence[Kata]) -> Sequence[Job]:
        if handed.refused:
            return ()
        with reader.opened(source) as opened:
            if not isinstance(opened, Opened):
                handed.refused = opened
                return ()
            found = self._order.sort(katas, opened.read)
        handed.katas |= {result.id: result for result in found.decided}
        return found.jobs

    def _new(self, jobs: Iterable[Job], handed: Handed) -> list[tuple[str, Job]]:
        """Return the jobs that nobody has graded or is grading, with their keys; note the keys of all."""
        new = []
        for job in jobs:
            key = self._surroundings.key(job, bytes.fromhex(self._contents[job.kata.id]))
            handed.katas[job.kata.id] = key
            if key in self._seen:
                self.counts.twins += 1
            elif self._is_known(key):
                self.counts.known += 1
            else:
                new.append((key, job))
            self._seen.add(key)
        return new

    def _is_known(self, key: str) -> bool:
        kept = self._results.find(key)
        return kept is not None and not (self._order.retry and kept.result.status in OPEN)

    def _work(self, jobs: Sequence[tuple[str, Job]]) -> Work:
        keys = {job.kata.id: key for key, job in jobs}
        plan = replace(self._order.plan, jobs=tuple(job for _, job in jobs))
        return Work(
            id=identity(keys),
            plan=self._order.confine(plan) if any(job.kata.opened for job in plan.jobs) else plan,
            keys=keys,
            grader=self._grader,
            contents={id_: self._contents[id_] for id_ in keys},
        )

    @cached_property
    def _grader(self) -> str:
        return grader()

    def take(self, work: Work, answer: Answer) -> None:
        """Keep what came of a work."""
        sealed = {job.kata.id for job in work.plan.jobs if job.kata.opened}
        for graded in answer.graded:
            key, found = work.keys[graded.result.id], graded.result
            result = self._order.tell(found) if found.id in sealed else found
            self._results.keep(Kept(key=key, layer=answer.layer, took_s=graded.took_s, result=result))
            self.counts.graded += 1
        self.counts.done += 1
