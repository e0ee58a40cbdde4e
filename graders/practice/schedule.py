"""When each kata is due again, by the FSRS model of forgetting.  Importing this imports fsrs (9 ms CPU)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from fsrs import Card, Rating, Scheduler

from graders.model import Status
from graders.practice.history import Entry
from graders.practice.sittings import Sittings, sittings

RETRY: Final = timedelta(days=1)
"""A kata whose last grading failed is due so soon."""
# A card of a language course takes seconds and is kept at 0.9; a kata takes an hour, so four of five may be enough.
# No steps of minutes, and no random shift of a date: the same history, the same plan.
_SCHEDULER: Final = Scheduler(desired_retention=0.8, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a learner stands with one kata; `status` is None before the first grading and after a reset."""

    kata: str
    status: Status | None
    graded: datetime | None
    begun: datetime | None
    due: datetime
    passes: int
    failing: bool


def standings(entries: Iterable[Entry]) -> dict[str, Standing]:
    """Return the standing of every kata that has a history."""
    return {kata: _standing(found) for kata, found in sittings(entries).items()}


def _standing(found: Sittings) -> Standing:
    return Standing(
        kata=found.kata,
        status=found.status,
        graded=found.graded,
        begun=found.begun,
        due=_due(found),
        passes=sum(sitting.recall > Rating.Again for sitting in found.ended),
        failing=found.open,
    )


def _due(found: Sittings) -> datetime:
    if found.open and found.graded:
        return found.graded + RETRY
    touched = found.touched or datetime.min.replace(tzinfo=UTC)
    if found.status is None:  # a hint was told, or the stub put back: it has begun
        return touched
    card = None
    for sitting in found.ended:
        # An id of its own choosing would cost the library a millisecond of sleep.
        card = card or Card(card_id=1, due=sitting.ended)
        card, _ = _SCHEDULER.review_card(card, Rating(sitting.recall), sitting.ended)
    return card.due if card else touched
