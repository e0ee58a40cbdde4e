"""What `kata batch` prints: how far it is while it goes on, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from graders.batch.course import Counts
from graders.batch.summary import OfKata, Summary
from graders.batch.writing import CSV, EACH, HTML, JSON
from graders.model import Status
from graders.report.neutral import one_line
from graders.report.wording import STATUS

Told = Callable[[Counts], None]

LINES: Final = 20
"""So many lines tell of a whole run where there is no terminal."""
REFUSED: Final = 10
"""So many refused submissions are printed; the summary has all."""
MINUTE: Final = 60


@contextmanager
def progress(console: Console, *, quiet: bool) -> Iterator[Told]:
    """Give a function that shows how far a batch is."""
    if quiet:
        yield lambda _: None
    elif console.is_interactive:
        yield from _live(console)
    else:
        yield _Plain(console).take


def _live(console: Console) -> Iterator[Told]:
    columns = (TextColumn("submissions"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console, transient=True) as shown:
        task = shown.add_task("", total=None)

        def take(counts: Counts) -> None:
            shown.update(task, total=counts.parts, completed=counts.done, description=f"{counts.graded} katas graded")

        yield take


class _Plain:
    """Lines, each a twentieth of the whole after the last, with an estimate of what is left."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = time.monotonic()
        self._first: int | None = None
        self._told = 0

    def take(self, counts: Counts) -> None:
        """Tell, if it is time."""
        if self._first is None:  # what an earlier run has graded says nothing about the speed of this one
            self._first = self._told = counts.done
        if counts.done == self._told or (counts.done - self._told) * LINES < counts.parts != counts.done:
            return
        self._told = counts.done
        done, spent = counts.done - self._first, time.monotonic() - self._began
        left = spent / done * (counts.parts - counts.done)
        self._console.print(f"{counts.done} of {counts.parts} submissions, {_time(left)} left", soft_wrap=True)


def _time(seconds: float) -> str:
    return f"{seconds / MINUTE:.0f} min" if seconds >= 2 * MINUTE else f"{seconds:.0f} s"


def show(console: Console, summary: Summary, counts: Counts, folder: str) -> None:
    """Print what came of a batch; the last line is the next command."""
    if summary.katas:
        console.print()
        console.print(_table(summary.katas))
        console.print()
    _print(console, _first_line(summary, counts))
    for line in _refusals(summary):
        _print(console, f"  {line}")
    _print(console, f"{folder}/: {HTML}, {CSV}, {JSON}; {EACH}/NAME/ has report.json, and results.json for Gradescope")
    _print(console, f"next: {_next(summary, folder)}")


def _print(console: Console, text: str) -> None:
    console.print(Text(text), soft_wrap=True)


def _table(katas: tuple[OfKata, ...]) -> Table:
    there = [status for status in reversed(Status) if any(status in kata.statuses for kata in katas)]
    grid = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column("kata", overflow="fold")
    for status in there:
        grid.add_column(STATUS[status].word, justify="right")
    grid.add_column("hardest check", overflow="fold")
    for kata in katas:
        hardest = one_line(kata.hardest[0].title, 60) if kata.hardest else "-"
        grid.add_row(kata.id, *(str(kata.statuses.get(status, "-")) for status in there), Text(hardest))
    return grid


def _first_line(summary: Summary, counts: Counts) -> str:
    refused = sum(bool(one.refused) for one in summary.submissions)
    same = sum(bool(one.same_as) for one in summary.submissions)
    told = {
        "graded now": counts.graded,
        "known from an earlier run": counts.known,
        "the same as another's": counts.twins,
    }
    katas = ", ".join(f"{count} {words}" for words, count in told.items() if count) or "none"
    state = "interrupted; " if summary.run.interrupted else ""
    about = f", {same} the same as another" if same else ""
    about += f", {refused} refused" if refused else ""
    return f"{state}{len(summary.submissions)} submissions{about}; katas: {katas}"


def _refusals(summary: Summary) -> Iterator[str]:
    refused = [one for one in summary.submissions if one.refused]
    for one in refused[:REFUSED]:
        yield f"refused: {one_line(one.name)} {one_line(one.refused, 500)}"
    if len(refused) > REFUSED:
        yield f"and {len(refused) - REFUSED} more: {HTML}"


def _next(summary: Summary, folder: str) -> str:
    if summary.run.interrupted:
        return "the same command, which goes on from here"
    if any(Status.GRADER_ERROR in kata.statuses or Status.UNAVAILABLE in kata.statuses for kata in summary.katas):
        return "the same command with --retry grades again what came to no verdict"
    return f"kata report {folder}/{EACH}/NAME/report.json     all that is known of a submission"
