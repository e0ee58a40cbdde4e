"""`kata report`: the last run again, on the console and in the formats that were asked for."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from graders.cli.beside import hints_left, known_beside
from graders.cli.context import Context
from graders.cli.exporting import annotate, export, require_folders
from graders.cli.opening import Opened, open_catalogs
from graders.model import GraderError
from graders.report.console import Surroundings, open_console, show
from graders.report.document import Report
from graders.report.exit_code import OK, WRONG_USE
from graders.report.feedback import Feedback, told
from graders.report.store import LATEST, load


def run(args: Namespace, context: Context) -> int:
    """Show a report; default: that of the last run."""
    require_folders(args, context)
    opened = open_catalogs(args, context)
    report = last_report(args.report, opened, context)
    feedback = Feedback(args.feedback or Feedback.FULL)
    report = replace(report, katas=told(report.katas, feedback))
    lost = export(report, args, context, lambda: known_beside(report.katas, opened, practice=feedback is Feedback.FULL))
    console = open_console(context.out, context.environ)
    around = Surroundings(
        command=context.door,
        edit=opened.files_to_edit(),
        hints=hints_left(report.katas, opened),
        verbosity=args.verbosity,
        notes=tuple(lost),
        review=report.review,
    )
    show(console, report.katas, around)
    if args.github:
        lost += annotate(report, opened.files_to_edit(), context)
    return WRONG_USE if lost else OK


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
