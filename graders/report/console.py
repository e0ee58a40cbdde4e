"""A run for a reader at a terminal or in a log: table, failures, the next command.

Importing this module imports rich (about 100 ms CPU), so only what prints a run may import it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text

from graders.model import KataResult, Status
from graders.report.beside import Hints
from graders.report.failures import Help, failure, passed
from graders.report.neutral import one_line
from graders.report.progress import finished_line
from graders.report.review import Review, lines, notes
from graders.report.table import table

WIDTH: Final = 80
QUIET, NORMAL, VERBOSE = -1, 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a rendering needs to know beside the results.

    `command` is how the reader starts the grader (`kata grade` or `nox -s grade --`), `edit` maps
    a kata's id to the file to edit, `hints` to those that are left, `notes` are warnings that belong to the whole run,
    `review` is what a graded change does to protected paths.
    """

    command: str = "kata grade"
    edit: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, Hints] = field(default_factory=dict)
    notes: Sequence[str] = ()
    review: Review | None = None
    verbosity: int = NORMAL
    interrupted: bool = False


def open_console(stream: TextIO, environ: Mapping[str, str]) -> Console:
    """Make a console that never reads markup or emoji codes; 80 columns where there is no terminal."""
    width = None if stream.isatty() or "COLUMNS" in environ else WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, _environ=environ)


def show(console: Console, results: Sequence[KataResult], around: Surroundings) -> None:
    """Print a run: the table, what did not pass, and as the last line the next command."""
    if around.verbosity == QUIET:
        for result in results:
            _print(console, finished_line(result))
    elif results:
        console.print()
        console.print(table(results))
        _details(console, results, around)
    if around.review:
        _review(console, around.review)
    for note in around.notes:
        _print(console, Text(f"note: {one_line(note, 500)}"))
    _print(console, Text(closing(results, around)))


def closing(results: Sequence[KataResult], around: Surroundings) -> str:
    """Return the last lines: how many passed, and what to type next."""
    count = sum(result.status is Status.PASSED for result in results)
    state = "interrupted; " if around.interrupted else ""
    if around.review and around.review.needed:
        state += "needs review; "
    ended = f"\n{state}{count} of {len(results)} passed"
    # Nobody types into the log of a workflow, and who grades a change that has nothing to grade is done.
    return f"{ended}\nnext: {next_command(results, around)}" if results or not around.review else ended


def next_command(results: Sequence[KataResult], around: Surroundings) -> str:
    """Return what a learner types next: grade the first kata again that needs it, or go on."""
    if around.interrupted:
        return around.command.removesuffix(" --")
    for result in results:
        if result.status is not Status.PASSED:
            return f"{around.command} {result.id}"
    return "kata list" if around.command.startswith("kata") else "nox -s dev"


def _details(console: Console, results: Sequence[KataResult], around: Surroundings) -> None:
    verbose = around.verbosity >= VERBOSE
    for result in results:
        if result.status is Status.PASSED and not verbose:
            continue
        if result.status is Status.PASSED:
            paragraphs = passed(result, width=console.width)
        else:
            paragraphs = failure(result, _help(result, around), width=console.width, verbose=verbose)
        console.print()
        for paragraph in paragraphs:
            _print(console, paragraph)


def _review(console: Console, review: Review) -> None:
    console.print()
    first, *paths = lines(review)
    start = "needs review: " if review.needed else ""
    _print(console, Text(f"{start}{one_line(review.about)}: {first}"))
    for line in paths:
        _print(console, Text(line))
    for note in notes(review):
        _print(console, Text(f"note: {note}"))


def _help(result: KataResult, around: Surroundings) -> Help:
    hints = around.hints.get(result.id)
    return Help(edit=around.edit.get(result.id, ""), hint=hints.offer(result.id) if hints else "")


def _print(console: Console, text: Text) -> None:
    """Print without breaking lines, so that a transcript can be pasted and no break makes a new line start."""
    console.print(text, soft_wrap=True)
