"""From a kata's history to its sittings: from a stub to a pass, or to giving up.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from graders.model import Status
from graders.practice.history import Entry, Event

POLISHING: Final = timedelta(days=1)
"""What passes again within this time is the same sitting; later it is a repetition, with the answer at hand."""


class Recall(IntEnum):
    """How well a kata was remembered; the numbers are those of the scheduler's ratings."""

    LOST = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting that has ended, and how it went."""

    ended: datetime
    recall: Recall


@dataclass(slots=True)
class Sittings:
    """The sittings of one kata so far, and where the one that goes on stands."""

    kata: str
    ended: list[Sitting]
    hints: int = 0
    failures: int = 0
    spoiled: bool = False
    fresh: bool = True
    status: Status | None = None
    graded: datetime | None = None
    touched: datetime | None = None
    begun: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the last grading failed and nothing has ended the sitting since."""
        return self.failures > 0

    def take(self, entry: Entry) -> None:
        """Learn from the next entry."""
        self.touched = entry.at
        if entry.event is Event.HINT:
            self.hints += 1
        elif entry.event is Event.SPOILED:
            self.spoiled = True
        elif entry.event is Event.RESET:
            self._reset(entry.at)
        else:
            self._graded(entry)

    def _reset(self, at: datetime) -> None:
        """Begin anew; who has tried in vain has not known it."""
        if self.failures:
            self._end(at, Recall.LOST)
        self.fresh, self.status, self.hints, self.failures, self.spoiled = True, None, 0, 0, False

    def _graded(self, entry: Entry) -> None:
        self.status, self.graded = entry.status, entry.at
        self.begun = self.begun or entry.at
        if entry.status is Status.PASSED:
            if self.fresh or self.failures:
                self._end(entry.at, self._recall())
            elif entry.at - self.ended[-1].ended >= POLISHING:
                self._end(entry.at, Recall.HARD)
            self.fresh = False
        elif entry.status is not Status.UNDECIDED:
            self.failures += 1

    def _end(self, at: datetime, recall: Recall) -> None:
        self.ended.append(Sitting(at, recall))
        self.hints, self.failures, self.spoiled = 0, 0, False

    def _recall(self) -> Recall:
        if self.spoiled:
            return Recall.LOST
        if self.hints:
            return Recall.HARD
        return Recall.GOOD if self.failures else Recall.EASY


def sittings(entries: Iterable[Entry]) -> dict[str, Sittings]:
    """Return the sittings of every kata that has a history."""
    found: dict[str, Sittings] = {}
    for entry in entries:
        found.setdefault(entry.kata, Sittings(entry.kata, [])).take(entry)
    return found
