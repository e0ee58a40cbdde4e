"""The exit code of a run, from its results alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from graders.model import KataResult, Status

OK: Final = 0
NOT_PASSED: Final = 1
WRONG_USE: Final = 2
GRADER_FAULT: Final = 3
NOT_DECIDED: Final = 4
NEEDS_REVIEW: Final = 5
INTERRUPTED: Final = 130
# As a shell says it of a process that SIGPIPE ended.
BROKEN_PIPE: Final = 141

# What `--help` and the documentation say; one place, so that they agree.
MEANINGS: Final = {
    OK: "nothing failed (undecided and unavailable katas are printed)",
    NOT_PASSED: "a kata failed, crashed, timed out, is over budget or banned, or is named and untouched",
    WRONG_USE: "wrong use, or a broken kata.toml",
    GRADER_FAULT: "a fault of the grader, never the learner's",
    NOT_DECIDED: "with --strict: a kata is undecided or unavailable",
    NEEDS_REVIEW: "of `kata ci`: the change touches protected paths; somebody must look at them",
    INTERRUPTED: "interrupted by Ctrl-C",
}

# The same of `kata batch`, where wrong solutions are what is expected.
BATCH_MEANINGS: Final = MEANINGS | {
    OK: "every submission was graded, whatever came of it",
    NOT_PASSED: "a submission was refused: an archive that is damaged or dishonest, something that is none",
    INTERRUPTED: "interrupted by Ctrl-C; the same command goes on",
}

_CHARGED: Final = {Status.BANNED, Status.CRASHED, Status.TIMEOUT, Status.FAILED, Status.OVER_BUDGET}
_OPEN: Final = {Status.UNDECIDED, Status.UNAVAILABLE}


def batch_code(statuses: Collection[Status], *, refused: bool, strict: bool, broken: bool) -> int:
    """Return the exit code of a batch, from the statuses that occur in it."""
    if Status.GRADER_ERROR in statuses:
        return GRADER_FAULT
    if broken:
        return WRONG_USE
    if refused:
        return NOT_PASSED
    return NOT_DECIDED if strict and _OPEN.intersection(statuses) else OK


def exit_code(results: Iterable[KataResult], named: Collection[str], *, strict: bool, broken: bool) -> int:
    """Return the exit code: the grader's own fault first, then a broken kata, then the learner's."""
    found = {(result.status, result.id in named) for result in results}
    statuses = {status for status, _ in found}
    if Status.GRADER_ERROR in statuses:
        return GRADER_FAULT
    if broken:
        return WRONG_USE
    if statuses & _CHARGED or (Status.UNTOUCHED, True) in found:
        return NOT_PASSED
    return NOT_DECIDED if strict and statuses & _OPEN else OK


def with_review(code: int, *, needed: bool) -> int:
    """Return the exit code of a change: a grader that could not do its work first, then what must be looked at.

    A failed kata is the learner's to mend, and told in the report all the same; what was touched is another's to judge.
    """
    return NEEDS_REVIEW if needed and code in {OK, NOT_PASSED, NOT_DECIDED} else code
