"""What came of a batch, as one document: every submission in a line, every kata with its distribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Final, Literal

from graders.batch.course import Handed
from graders.batch.kept import Results
from graders.batch.work import identity
from graders.model import Kata, KataResult, Sandbox, Status, weakest
from graders.report.document import Machine, Run
from graders.report.outcomes import Kind, outcomes

SCHEMA: Final = 1
HARDEST: Final = 5
NOT_CHECKED: Final = {Status.GRADER_ERROR, Status.UNAVAILABLE, Status.UNTOUCHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A submission's result for one kata; `took_s` are wall seconds on one core."""

    id: str
    status: Status
    score: float
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSubmission:
    """A submission: `refused` says why it was not read, `same_as` names an earlier one with the same files.

    `missing` are the katas that an interrupted run has not come to.
    """

    name: str
    refused: str = ""
    same_as: str = ""
    katas: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hard:
    """A check or budget that `failed` of the `of` submissions of a kata which came to it; a test with all its cases."""

    name: str
    title: str
    failed: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKata:
    """A kata: how many submissions have which status, the quartiles of their scores, the hardest checks first.

    `tenths` counts scores from 0 by tenths; the last is the full score alone.
    """

    id: str
    section: str
    title: str
    statuses: Mapping[Status, int]
    quartiles: tuple[float, float, float] | None
    tenths: tuple[int, ...]
    hardest: tuple[Hard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The outcome of a batch.  `scheduler` is the address of the cluster; none is one of this machine, for the run."""

    schema: Literal[1]
    run: Run
    machine: Machine
    scheduler: str | None
    sandbox: Sandbox | None
    katas: tuple[OfKata, ...]
    submissions: tuple[OfSubmission, ...]


@dataclass(slots=True)
class Tally:
    """One kata's figures while results are gone through."""

    kata: Kata
    statuses: Counter[Status] = field(default_factory=Counter)
    scores: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    titles: dict[str, str] = field(default_factory=dict)

    def take(self, result: KataResult) -> None:
        """Count a result."""
        self.statuses[result.status] += 1
        if result.status in NOT_CHECKED:
            return
        self.scores.append(result.score)
        failed: dict[str, bool] = {}
        for outcome in outcomes(result):
            if outcome.kind in {Kind.GOOD, Kind.BAD}:
                name = outcome.name.partition("[")[0]  # a test's parameters are cases of one check
                failed[name] = failed.get(name, False) or outcome.kind is Kind.BAD
                self.titles[name] = outcome.title
        self.met.update(failed.keys())
        self.failed.update(name for name, bad in failed.items() if bad)

    def told(self) -> OfKata:
        """Return the figures."""
        kata, scores = self.kata, self.scores
        tenths = Counter(min(int(score * 10), 10) for score in scores)
        return OfKata(
            id=kata.id,
            section=kata.section,
            title=kata.facts.title,
            statuses={status: self.statuses[status] for status in Status if self.statuses[status]},
            quartiles=_quartiles(scores),
            tenths=tuple(tenths[tenth] for tenth in range(11)),
            hardest=tuple(self._hardest()),
        )

    def _hardest(self) -> Iterator[Hard]:
        names = [name for name, count in self.failed.items() if count]
        names.sort(key=lambda name: (-self.failed[name] / self.met[name], -self.failed[name], name))
        for name in names[:HARDEST]:
            yield Hard(name=name, title=self.titles[name], failed=self.failed[name], of=self.met[name])


def _quartiles(scores: list[float]) -> tuple[float, float, float] | None:
    if not scores:
        return None
    low, middle, high = quantiles(scores, method="inclusive") if len(scores) > 1 else scores * 3
    return round(low, 4), round(middle, 4), round(high, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One submission, ready to be written: its line, its results, the layer that held its code."""

    line: OfSubmission
    results: tuple[KataResult, ...]
    layer: Sandbox | None


class Summing:
    """Goes through the results of a batch once, a submission at a time."""

    def __init__(self, katas: Iterable[Kata], results: Results) -> None:
        self._results = results
        self._tallies = {kata.id: Tally(kata) for kata in katas}
        self._first: dict[str, str] = {}
        self.submissions: list[OfSubmission] = []
        self.layer: Sandbox | None = None

    def katas(self) -> tuple[OfKata, ...]:
        """Return the figures of the katas that any submission has."""
        return tuple(tally.told() for tally in self._tallies.values() if tally.statuses)

    def told(self, handed: Iterable[Handed]) -> Iterator[Told]:
        """Yield submission after submission."""
        for one in handed:
            told = self._told(one)
            self.submissions.append(told.line)
            self.layer = weakest(layer for layer in (self.layer, told.layer) if layer)
            for result in told.results:
                self._tallies[result.id].take(result)
            yield told

    def _told(self, handed: Handed) -> Told:
        lines, results, missing, layers = [], [], [], []
        for id_ in filter(handed.katas.__contains__, self._tallies):
            known = handed.katas[id_]
            kept = self._results.find(known) if isinstance(known, str) else None
            result = kept.result if kept else known
            if isinstance(result, str):
                missing.append(id_)
                continue
            took_s = kept.took_s if kept else 0.0
            layers += [kept.layer] if kept and kept.layer else []
            results.append(result)
            lines.append(Line(id=id_, status=result.status, score=result.score, took_s=took_s))
        line = OfSubmission(
            name=handed.name,
            refused=handed.refused,
            same_as=self._twin(handed),
            katas=tuple(lines),
            missing=tuple(missing),
        )
        return Told(line=line, results=tuple(results), layer=weakest(layers))

    def _twin(self, handed: Handed) -> str:
        """Return the first submission with the same files, if that is another."""
        keys = {id_: key for id_, key in handed.katas.items() if isinstance(key, str)}
        first = self._first.setdefault(identity(keys), handed.name) if keys else handed.name
        return first if first != handed.name else ""
