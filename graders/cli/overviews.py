"""The map of katas and how to begin, for the verbs that show it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from graders.cli.context import Context
from graders.cli.opening import Opened
from graders.model import GraderError, Kata, Status
from graders.report.overview import how_to_begin, overview
from graders.report.store import LATEST, load
from graders.report.wording import STATUS


def print_overview(katas: Sequence[Kata], opened: Opened, context: Context) -> None:
    """Print the katas with the statuses of the last report."""
    try:
        last = load(opened.grades / LATEST)
    except GraderError as err:
        context.complain(str(err))
        last = None
    states = {result.id: STATUS[result.status].word for result in last.katas} if last else {}
    context.say(overview(katas, states, width=_width(context)))


def print_beginning(katas: Sequence[Kata], opened: Opened, context: Context) -> None:
    """Print the map of katas that nobody has touched, and how to begin."""
    if not katas:
        context.say("there is nothing to grade\nnext: kata list")
        return
    untouched = {kata.id: STATUS[Status.UNTOUCHED].word for kata in katas}
    first = min(katas, key=lambda kata: (kata.facts.level, kata.section, kata.facts.minutes))
    context.say(overview(katas, untouched, width=_width(context)))
    context.say("")
    context.say(how_to_begin(first, opened.shown(first.folder), opened.file_to_edit(first), context.door))


def _width(context: Context) -> int:
    return shutil.get_terminal_size().columns if context.out.isatty() else 80
