"""Tell the hints of a kata one at a time, and remember which were told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from graders.catalog.hints import hints
from graders.model import Kata
from graders.practice.history import Entry, Event, add, read
from graders.practice.sittings import sittings


def told(kata: Kata, grades: Path) -> int:
    """Return how many hints this sitting has had."""
    found = sittings(read(grades).of(kata.id)).get(kata.id)
    return found.hints if found else 0


def next_hint(kata: Kata, grades: Path) -> str:
    """Return the next hint and record it; all of them when there is no other."""
    every = hints(kata.folder)
    if not every:
        return f"`{kata.id}` has no hints"
    number = told(kata, grades)
    if number >= len(every):
        return "\n".join(["there is no other hint", *(_shown(every, n) for n in range(len(every)))])
    add(grades, [Entry(at=datetime.now(UTC), kata=kata.id, event=Event.HINT)])
    return _shown(every, number)


def _shown(every: list[str], number: int) -> str:
    return f"hint {number + 1} of {len(every)}: {every[number]}"
