"""A failure as the shortest script of calls that shows it, ready to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.judge.transcript import failing
from graders.judge.transcript.literals import CannotWrite
from graders.judge.transcript.record import Log
from graders.judge.transcript.shorten import Outcome, shorten
from graders.judge.transcript.writer import Script, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Log", "Outcome", "Script", "shortest", "write"]


def write(
    error: BaseException, log: Log, files: frozenset[str], roots: dict[int, str], module: str, probes: str
) -> Script | None:
    """Return the script of a failed check as it was recorded; None where it cannot be written."""
    where = failing.locate(error, files)
    if where is None or log.full:
        return None
    try:
        return Writer(log, where, roots, module, probes).script()
    except (CannotWrite, SyntaxError, RecursionError):
        return None


def shortest(script: Script, run: Callable[[str], Outcome | None]) -> str:
    """Return the text of the shortest script that still fails; nothing if it does not fail at all."""
    found = shorten(script, run)
    return found.text if found is not None else ""
