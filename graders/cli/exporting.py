"""Write a report to the files that were asked for, each in its format."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graders.catalog.whole import write_whole
from graders.cli.context import Context
from graders.model import GraderError
from graders.report.beside import Beside
from graders.report.document import Report
from graders.report.formats import MODULES, TELLS_MORE, render
from graders.report.store import save

OPTIONS: Final = ("json", *MODULES)
SUMMARY: Final = "GITHUB_STEP_SUMMARY"


def require_folders(args: Namespace, context: Context) -> None:
    """Refuse a file whose folder is missing before any work is done.

    Raises:
        GraderError: there is no such folder.
    """
    for name, file in _asked(args):
        if not (context.cwd / file).parent.is_dir():
            message = f"no folder `{file.parent}` for --{name}\nmkdir -p {file.parent}"
            raise GraderError(message)


def export(report: Report, args: Namespace, context: Context, beside: Callable[[], Beside]) -> list[str]:
    """Write every file that was asked for; return a warning for each that was not written."""
    return [note for name, file in _asked(args) if (note := _write(name, report, context.cwd / file, beside))]


def annotate(report: Report, files: Mapping[str, str], context: Context) -> list[str]:
    """Print annotations for a workflow, and add to its step summary; return warnings."""
    from graders.report.formats.annotations import annotated  # noqa: PLC0415  (only in a workflow)

    for line in annotated(report.katas, files, report.review):
        context.say(line)
    path = context.environ.get(SUMMARY)
    if not path:
        return []
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(render("markdown", report) + "\n")
    except OSError as error:
        return [f"the step summary was not written: {error.strerror or error}"]
    return []


def _asked(args: Namespace) -> Iterator[tuple[str, Path]]:
    """Yield the formats and files that the words ask for."""
    names = (*OPTIONS, "benchmark_json")
    return ((name.replace("_", "-"), file) for name in names if (file := getattr(args, name, None)) is not None)


def _write(name: str, report: Report, path: Path, beside: Callable[[], Beside]) -> str:
    if name == "benchmark-json":  # the judge writes it
        return ""
    if name == "json":
        return save(report, path)
    try:
        text = render(name, report, beside() if name in TELLS_MORE else None)
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        return f"the report was not written to `{os.fspath(path)}`: {error.strerror or error}"
    return ""
