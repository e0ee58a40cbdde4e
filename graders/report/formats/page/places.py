"""The map of a page: the eighteen sections, what each holds and how far the learner is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graders.catalog.discover import SECTIONS
from graders.model import BudgetStatus, CheckStatus, KataResult, Status
from graders.report.beside import Beside
from graders.report.document import Report
from graders.report.neutral import one_line
from graders.report.wording import STATUS


class Place(NamedTuple):
    """A kata on the map; `number` is that of its part of the page, None where it was not graded in this run."""

    id: str
    title: str
    facts: str
    word: str
    passed: bool
    number: int | None


class Section(NamedTuple):
    """A section of the curriculum with its katas."""

    number: str
    name: str
    places: Sequence[Place]

    @property
    def passed(self) -> int:
        """How many katas passed when they were graded last."""
        return sum(place.passed for place in self.places)


class Counted(NamedTuple):
    """How many checks and budgets of a kata passed, of how many."""

    checks: str
    budgets: str


def counted(result: KataResult) -> Counted:
    """Count what passed."""
    return Counted(
        _of([check.status is CheckStatus.PASSED for check in result.checks]),
        _of([budget.status is BudgetStatus.WITHIN for budget in result.budgets]),
    )


def sections(report: Report, beside: Beside) -> list[Section]:
    """Return all sections in their order; those of a private catalogue come after ours."""
    places = dict(_places(report, beside))
    names = dict.fromkeys([*SECTIONS, *(section for section, _ in places)])
    found = []
    for name in names:
        number, _, words = name.partition("_")
        inside = [place for (section, _), place in places.items() if section == name]
        found.append(Section(one_line(number), one_line(words.replace("_", " ")), inside))
    return found


def _places(report: Report, beside: Beside) -> Iterator[tuple[tuple[str, str], Place]]:
    graded = {result.id: (number, result) for number, result in enumerate(report.katas, 1)}
    for kata in beside.katas:
        facts = f"level {kata.facts.level}, {kata.facts.minutes} min"
        number, result = graded.get(kata.id, (None, None))
        status = result.status if result else beside.standing.get(kata.id)
        yield (kata.section, kata.id), _place(kata.id, kata.facts.title, facts, status, number)
    known = {kata.id for kata in beside.katas}
    for number, result in enumerate(report.katas, 1):
        if result.id not in known:
            place = _place(result.id, result.title, "", result.status, number)
            yield (result.section, f"{result.id} {number}"), place


def _place(id_: str, title: str, facts: str, status: Status | None, number: int | None) -> Place:
    word = STATUS[status].word if status else "not begun"
    return Place(one_line(id_), one_line(title), facts, word, status is Status.PASSED, number)


def _of(passed: Sequence[bool]) -> str:
    return f"{sum(passed)} of {len(passed)}" if passed else "none"
