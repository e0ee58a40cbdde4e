"""`kata report`: the last run again, for whoever reads it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from graders.cli.context import Context
from graders.cli.opening import Opened, open_catalogs
from graders.model import GraderError
from graders.report.console import Surroundings, open_console, show
from graders.report.document import Report
from graders.report.exit_code import OK
from graders.report.store import LATEST, load


def run(args: Namespace, context: Context) -> int:
    """Show a report; default: that of the last run."""
    opened = open_catalogs(args, context)
    report = last_report(args.report, opened, context)
    console = open_console(context.out, context.environ)
    show(console, report.katas, _surroundings(opened, context, args.verbosity))
    return OK


def last_report(path: Path | None, opened: Opened, context: Context) -> Report:
    """Return the report at a path, or that of the last run.

    Raises:
        GraderError: there is none.
    """
    file = context.cwd / path if path else opened.grades / LATEST
    report = load(file)
    if report is None:
        message = f"there is no report `{opened.shown(file)}`\n{context.door}"
        raise GraderError(message)
    return report


def _surroundings(opened: Opened, context: Context, verbosity: int) -> Surroundings:
    edit = {kata.id: opened.file_to_edit(kata) for kata in opened.catalog.katas}
    return Surroundings(command=context.door, edit=edit, verbosity=verbosity)
