"""What to do next: what is due first, and every fourth sitting something new.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from graders.model import Kata
from graders.practice.schedule import Standing

REVIEWS_A_NEW_ONE: Final = 3
"""So many katas are repeated before a new one is offered, however many are due."""
SECTION_DAYS: Final = 2.0
"""How many days of waiting a section weighs in which nothing has passed yet."""
LEVEL_DAYS: Final = 1.0
"""How many days of waiting a level weighs that the learner is ready for."""
BEGINNERS_LEVEL: Final = 2
PASSES_A_LEVEL: Final = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A kata to do, why, and whether it is time for it."""

    kata: Kata
    why: str
    now: bool = True


def choices(katas: Sequence[Kata], standings: Mapping[str, Standing], now: datetime) -> list[Choice]:
    """Return all katas, the one to do next first."""
    weights = _Weights(katas, standings)
    known = [(kata, standings[kata.id]) for kata in katas if kata.id in standings]
    due = [pair for pair in known if pair[1].due <= now]
    due.sort(key=lambda pair: (-weights.urgency(pair[0], pair[1], now), pair[0].id))
    new = sorted((kata for kata in katas if kata.id not in standings), key=weights.path)
    later = sorted((pair for pair in known if pair[1].due > now), key=lambda pair: (pair[1].due, pair[0].id))
    offered = _mixed(
        [Choice(kata, _why_due(standing, now)) for kata, standing in due],
        [Choice(kata, weights.why_new(kata)) for kata in new],
        _repeated_since_new(standings),
    )
    return [*offered, *(Choice(kata, f"due {ahead(standing, now)}", now=False) for kata, standing in later)]


def _mixed(due: Sequence[Choice], new: Sequence[Choice], repeated: int) -> list[Choice]:
    """Put a new one after every so many due ones; `repeated` is how many were repeated since the last new one."""
    mixed: list[Choice] = []
    left = list(new)
    for choice in due:
        if repeated >= REVIEWS_A_NEW_ONE and left:
            mixed.append(left.pop(0))
            repeated = 0
        mixed.append(choice)
        repeated += 1
    return mixed + left


def _repeated_since_new(standings: Mapping[str, Standing]) -> int:
    """Return how many katas were graded after the one that was begun last."""
    begun = max((s.begun for s in standings.values() if s.begun), default=None)
    if begun is None:
        return 0
    return sum(s.graded is not None and s.graded > begun for s in standings.values())


class _Weights:
    """What sections and levels count for one learner."""

    def __init__(self, katas: Sequence[Kata], standings: Mapping[str, Standing]) -> None:
        self._passed = {id_ for id_, standing in standings.items() if standing.passes}
        self._share = {
            section: sum(kata.id in self._passed for kata in group) / len(group)
            for section, group in _by_section(katas).items()
        }
        self._begun = {kata.section for kata in katas if kata.id in standings}
        self._reach = _reach(katas, self._passed)

    def urgency(self, kata: Kata, standing: Standing, now: datetime) -> float:
        """Return the days waited, and what section and level add: bounded, so that waiting wins in the end."""
        waited = (now - standing.due) / timedelta(days=1)
        ready = LEVEL_DAYS if kata.facts.level <= self._reach else 0.0
        return waited + SECTION_DAYS * (1 - self._share[kata.section]) + ready

    def path(self, kata: Kata) -> tuple[int, float, int, int, int, str]:
        """Return the order of new katas: within reach, sections in turn, the easy and the short first."""
        facts = kata.facts
        beyond = max(facts.level - self._reach, 0)
        return beyond, self._share[kata.section], kata.number, facts.level, facts.minutes, kata.id

    def why_new(self, kata: Kata) -> str:
        """Return why a new kata comes where it does."""
        section = kata.section.replace("_", " ")
        if not self._passed:
            return "a short one to begin with"
        return f"new in section {section}" if kata.section in self._begun else f"your first in section {section}"


def _by_section(katas: Sequence[Kata]) -> dict[str, list[Kata]]:
    ordered = sorted(katas, key=lambda kata: kata.section)
    return {section: list(group) for section, group in groupby(ordered, key=lambda kata: kata.section)}


def _reach(katas: Sequence[Kata], passed: set[str]) -> int:
    """Return the level that a learner is ready for: one above that of which two katas have passed."""
    levels = [kata.facts.level for kata in katas if kata.id in passed]
    reach = BEGINNERS_LEVEL
    while sum(level >= reach for level in levels) >= PASSES_A_LEVEL:
        reach += 1
    return reach


def _why_due(standing: Standing, now: datetime) -> str:
    if standing.status is None:
        return "begun and not finished"
    if standing.failing:
        return f"not passed yet: last graded {ago(standing.graded, now)}"
    return f"to be repeated: passed {ago(standing.graded, now)}, due {ago(standing.due, now)}"


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago something was, in days."""
    days = (now - moment).days if moment else 0
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def ahead(standing: Standing, now: datetime) -> str:
    """Say when a kata that is not due will be."""
    days = round((standing.due - now) / timedelta(days=1))
    return f"in {days} day{'s' if days > 1 else ''}" if days else "within a day"
