"""The map of katas and how to begin, for the verbs that show it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module

from graders.cli.context import Context
from graders.cli.opening import Opened
from graders.model import Kata, Status
from graders.practice.history import read
from graders.report.overview import State, how_to_begin, overview
from graders.report.wording import STATUS


def print_overview(katas: Sequence[Kata], opened: Opened, context: Context) -> None:
    """Print the katas with where the learner stands."""
    now = datetime.now(UTC)
    history = read(opened.grades, now)
    if history.note:
        context.complain(history.note)
    # The model of forgetting costs its import; who has no history yet does not pay for it.
    found = import_module("graders.practice.schedule").standings(history.entries) if history.entries else {}
    states = {
        id_: State(
            status=STATUS[standing.status].word if standing.status else "-",
            graded=_days(standing.graded, now),
            due=_days(standing.due, now),
        )
        for id_, standing in found.items()
    }
    context.say(overview(katas, states, width=width(context)))


def print_beginning(katas: Sequence[Kata], opened: Opened, context: Context) -> None:
    """Print the map of katas that nobody has touched, and how to begin."""
    if not katas:
        context.say("there is nothing to grade\nnext: kata list")
        return
    untouched: Mapping[str, State] = {kata.id: State(status=STATUS[Status.UNTOUCHED].word) for kata in katas}
    first = min(katas, key=lambda kata: (kata.facts.level, kata.section, kata.facts.minutes))
    context.say(overview(katas, untouched, width=width(context)))
    context.say("")
    context.say(how_to_begin(first, opened.shown(first.folder), opened.file_to_edit(first), context.door))


def width(context: Context) -> int:
    """Return how many columns the reader has."""
    return shutil.get_terminal_size().columns if context.out.isatty() else 80


def _days(moment: datetime | None, now: datetime) -> str:
    """Say how far a moment is, in days."""
    if moment is None:
        return "-"
    days = round((moment - now) / timedelta(days=1))
    if days == 0:
        return "today"
    return f"in {days} d" if days > 0 else f"{-days} d ago"
