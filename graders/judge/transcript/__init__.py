"""A failure as the shortest script of calls that shows it, ready to paste."""

from __future__ import annotations

from graders.judge.transcript import failing
from graders.judge.transcript.literals import CannotWrite
from graders.judge.transcript.names import Modules, Names
from graders.judge.transcript.record import Log
from graders.judge.transcript.script import Script
from graders.judge.transcript.shorten import Outcome, Runs, shorten
from graders.judge.transcript.writer import Writer

__all__ = ["Log", "Modules", "Outcome", "Runs", "Script", "shortest", "unending", "write"]


def write(error: BaseException, log: Log, modules: Modules) -> Script | None:
    """Return the script of a failed check as it was recorded; None where it cannot be written."""
    where = failing.locate(error, log.files)
    if where is None or log.full:
        return None
    try:
        return Writer(log, where, Names(log, where.frame, modules)).script()
    except (CannotWrite, SyntaxError, RecursionError):
        return None


def shortest(script: Script, runs: Runs) -> str:
    """Return the text of the shortest script that shows the failure; nothing if the script does not show it."""
    found = shorten(script, runs)
    return found.text if found is not None else ""


def unending(script: Script, runs: Runs) -> str:
    """Return a script that hits a limit: it is not run again beside the submission, and so not shortened."""
    return script.text if runs.reference(script.text) is None else ""
