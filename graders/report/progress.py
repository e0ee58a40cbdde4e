"""Show a run while it goes on: live lines on a terminal, one line a finished kata in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from graders.model import Checked, CheckStatus, Event, Finished, KataResult, Preparing, Started
from graders.report.neutral import one_line
from graders.report.table import STYLE, name
from graders.report.wording import STATUS

OnEvent = Callable[[Event], None]


@contextmanager
def progress(console: Console, jobs: int, *, quiet: bool) -> Iterator[OnEvent]:
    """Give a function that shows events of a run of `jobs` jobs."""
    if quiet:
        yield lambda _: None
    elif console.is_interactive:
        yield from _live(console, LiveLines(jobs))
    else:
        yield lambda event: _plain(console, event)


def finished_line(result: KataResult) -> Text:
    """Return the line that says how a kata ended."""
    done = sum(check.status is CheckStatus.PASSED for check in result.checks)
    line = Text(f"{STATUS[result.status].word:<12}", STYLE[result.status])
    return line.append(f"  {name(result)}  {done}/{len(result.checks)}", "default")


def _plain(console: Console, event: Event) -> None:
    if isinstance(event, Finished):
        console.print(finished_line(event.result), soft_wrap=True)


def _live(console: Console, lines: LiveLines) -> Iterator[OnEvent]:
    def on_event(event: Event) -> None:
        lines.take(event)
        live.update(lines.grid())

    with Live(
        console=console, refresh_per_second=4, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as live:
        yield on_event


class LiveLines:
    """A line for each kata that is being graded, and how many are done."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._finished = 0
        self._running: dict[tuple[str, str], _Line] = {}
        self._preparing: Spinner | None = None

    def take(self, event: Event) -> None:
        """Learn from an event."""
        if isinstance(event, Preparing):
            self._preparing = Spinner("line", Text(f"preparing {event.what}"))
        elif isinstance(event, Started):
            self._preparing = None
            self._running[event.id, event.label] = _Line(event)
        elif isinstance(event, Checked):
            if line := self._running.get((event.id, event.label)):
                line.advance(event)
        elif isinstance(event, Finished):
            self._running.pop((event.result.id, event.result.label), None)
            self._finished += 1

    def grid(self) -> Table:
        """Lay the lines out."""
        grid = Table.grid()
        if self._preparing is not None:
            grid.add_row(self._preparing)
        for line in self._running.values():
            grid.add_row(line.spinner)
        grid.add_row(Text(f"{self._finished}/{self._jobs} katas graded"))
        return grid


class _Line:
    """One kata that is being graded."""

    def __init__(self, started: Started) -> None:
        self._name = one_line(f"{started.id} {started.label}")
        self._checks = started.checks
        self._done = 0
        self._bad = 0
        self.spinner = Spinner("line", self._text())

    def advance(self, checked: Checked) -> None:
        """Count a check that has ended."""
        self._done += 1
        self._bad += checked.check.status is not CheckStatus.PASSED
        self.spinner.update(text=self._text())

    def _text(self) -> Text:
        text = Text(f"grading  {self._name}  {self._done}/{self._checks} checks")
        return text.append(f", {self._bad} not passed", "red") if self._bad else text
