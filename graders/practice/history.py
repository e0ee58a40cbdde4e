"""What a learner has done, a line of JSON each: `.grades/history.jsonl`.

Lines are only ever added.  One that cannot be read, such as the half line that a full disk leaves, costs itself alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from graders.model import KataResult, Status

FILE: Final = "history.jsonl"
NOT_GRADED: Final = frozenset({Status.UNTOUCHED, Status.UNAVAILABLE, Status.GRADER_ERROR})
"""Statuses that say nothing about a learner."""


class Event(StrEnum):
    """What a line is about."""

    GRADED = "graded"
    HINT = "hint"
    SPOILED = "spoiled"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing done to one kata; the fields from `status` on belong to gradings, `values` by workload of a budget."""

    at: datetime
    kata: str
    event: Event
    status: Status | None = None
    score: float = 0.0
    passed: int = 0
    checks: int = 0
    sha256: str = ""
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """The entries of a file, oldest first; `note` says what could not be read."""

    entries: tuple[Entry, ...] = ()
    note: str = ""

    def of(self, kata: str) -> tuple[Entry, ...]:
        """Return the entries of one kata."""
        return tuple(entry for entry in self.entries if entry.kata == kata)


def read(grades: Path, now: datetime | None = None) -> History:
    """Read the history in a folder of progress; what lies in the future, by a clock set wrong, is of now."""
    now = now or datetime.now(UTC)
    try:
        lines = (grades / FILE).read_bytes().split(b"\n")
    except FileNotFoundError:
        return History()
    except OSError as error:
        return History(note=f"`{FILE}` cannot be read: {error.strerror or error}")
    found = [(number, _entry(line, now)) for number, line in enumerate(lines, 1) if line.strip()]
    bad = [number for number, entry in found if entry is None]
    entries = sorted((entry for _, entry in found if entry is not None), key=lambda entry: entry.at)
    return History(tuple(entries), _note(bad))


def add(grades: Path, entries: Sequence[Entry]) -> str:
    """Add lines in one write, so that two graders never mix theirs; return a warning when that was impossible."""
    if not entries:
        return ""
    text = b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)
    try:
        grades.mkdir(parents=True, exist_ok=True)
        fd = os.open(grades / FILE, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            # A half line before ours must not take ours with it.
            size = os.lseek(fd, 0, os.SEEK_END)
            whole = size == 0 or os.pread(fd, 1, size - 1) == b"\n"
            os.write(fd, text if whole else b"\n" + text)
        finally:
            os.close(fd)
    except OSError as error:
        return f"`{FILE}` was not written: {error.strerror or error}"
    return ""


def gradings(
    results: Iterable[KataResult], submissions: Mapping[str, str], known: History, at: datetime
) -> tuple[Entry, ...]:
    """Return an entry for each result that says something new; `submissions` are hashes by kata."""
    found = (_grading(result, submissions.get(result.id, ""), at) for result in results)
    last = {entry.kata: entry for entry in known.entries if entry.event is not Event.HINT}
    return tuple(entry for entry in found if entry.status not in NOT_GRADED and not _repeats(entry, last))


def _repeats(entry: Entry, last: Mapping[str, Entry]) -> bool:
    """Say whether the same files had the same verdict just before: to grade again is no practice."""
    before = last.get(entry.kata)
    return before is not None and (before.sha256, before.status) == (entry.sha256, entry.status)


def _grading(result: KataResult, sha256: str, at: datetime) -> Entry:
    return Entry(
        at=at,
        kata=result.id,
        event=Event.GRADED,
        status=result.status,
        score=round(result.score, 4),
        passed=sum(check.status == "passed" for check in result.checks),
        checks=len(result.checks),
        sha256=sha256,
        values={budget.workload: round(budget.value, 4) for budget in result.budgets if budget.value is not None},
    )


def _entry(line: bytes, now: datetime) -> Entry | None:
    try:
        entry = msgspec.json.decode(line, type=Entry)
        at = min(entry.at.astimezone(UTC), now) if entry.at.tzinfo else None
    except (ValueError, OverflowError):  # no JSON, no entry, or a date that no calendar has
        return None
    if at is None or (entry.event is Event.GRADED) is (entry.status is None):
        return None
    return replace(entry, at=at)


def _note(bad: Sequence[int]) -> str:
    if not bad:
        return ""
    count = "1 line" if len(bad) == 1 else f"{len(bad)} lines"
    return f"{count} of `{FILE}` cannot be read and {'is' if len(bad) == 1 else 'are'} left out: line {bad[0]} first"
