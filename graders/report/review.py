"""What a change does to the tree that grades, for whoever must look at it before its grades mean anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graders.report.neutral import encodable, one_line

SHOWN: Final = 50
"""So many paths are named; the JSON report has all of them."""
PATH: Final = 160


class How(StrEnum):
    """What happened to a path."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    RENAMED = "renamed"
    MODE = "mode"
    SYMLINK = "symlink"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One path that differs; `other` is what it was renamed from, or where its link leads."""

    path: str
    how: How
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The changes of protected paths in a change `about` which we know this much; one that is `merged` is past review.

    `absent` is how many katas of the base have no file in the head, as in a fork from before they were written.
    """

    about: str
    changes: tuple[Change, ...] = ()
    merged: bool = False
    absent: int = 0

    @property
    def needed(self) -> bool:
        """Whether somebody must look at it."""
        return bool(self.changes) and not self.merged


def portable(review: Review) -> Review:
    """Return a review whose names any file can hold."""
    changes = tuple(
        Change(path=encodable(change.path), how=change.how, other=encodable(change.other)) for change in review.changes
    )
    return Review(about=encodable(review.about), changes=changes, merged=review.merged, absent=review.absent)


def verdict(review: Review) -> str:
    """Return one sentence on the protected paths."""
    count = len(review.changes)
    if not count:
        return "no protected path is touched"
    paths = "1 protected path is touched" if count == 1 else f"{count} protected paths are touched"
    if review.merged:
        return f"{paths} by what was merged; the grader of before has graded"
    return f"{paths}; the grades are by the base's files, not by these"


def rows(review: Review) -> list[tuple[str, str]]:
    """Return how and what for each change that is shown."""
    return [(change.how, _what(change)) for change in review.changes[:SHOWN]]


def more(review: Review) -> str:
    """Say how many changes are not shown."""
    left = len(review.changes) - SHOWN
    return f"and {left:,} more, all of them in the JSON report" if left > 0 else ""


def notes(review: Review) -> Iterator[str]:
    """Yield what else a reader should know."""
    if review.absent:
        katas = "1 kata of the base has" if review.absent == 1 else f"{review.absent} katas of the base have"
        yield f"{katas} no file in the head: untouched"


def lines(review: Review) -> Iterator[str]:
    """Yield the review as plain lines."""
    yield verdict(review)
    yield from (f"  {how:<8} {what}" for how, what in rows(review))
    if more(review):
        yield f"  {more(review)}"


def _what(change: Change) -> str:
    path, other = one_line(change.path, PATH), one_line(change.other, PATH)
    if change.how is How.RENAMED:
        return f"{other} -> {path}"
    return f"{path} -> {other}" if other else path
