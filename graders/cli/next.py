"""`kata next`: what is due, or the next step on the path."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from graders.cli.context import Context
from graders.cli.opening import Opened, open_catalogs
from graders.cli.planning import obstacle
from graders.model import GraderError, Kata
from graders.practice.choice import Choice, choices
from graders.practice.history import read
from graders.practice.schedule import Standing, standings
from graders.report.exit_code import OK

OTHERS: Final = 2


def run(args: Namespace, context: Context) -> int:
    """Print one kata to do, why it comes now, and what to type."""
    opened = open_catalogs(args, context)
    now = datetime.now(UTC)
    history = read(opened.grades, now)
    if history.note:
        context.complain(history.note)
    known = standings(history.entries)
    found = choices([kata for kata in opened.choose([], args.section).katas if not obstacle(kata)], known, now)
    if not found:
        raise GraderError("there is no kata here that this machine can grade\nkata list")
    _show(found, context)
    kata = found[0].kata
    context.say(f"next: {_command(kata, known.get(kata.id), opened, context)}")
    return OK


def _show(found: list[Choice], context: Context) -> None:
    first, *others = found
    facts, section = first.kata.facts, first.kata.section.replace("_", " ")
    if not first.now:
        context.say("nothing is due; the first that will be:")
    context.say(f"{first.kata.id}   {facts.title}")
    context.say(f"  section {section}, level {facts.level}, about {facts.minutes} min\n  why: {first.why}")
    for choice in others[:OTHERS]:
        context.say(f"  then: {choice.kata.id} ({choice.why})")


def _command(kata: Kata, standing: Standing | None, opened: Opened, context: Context) -> str:
    """Return what to type: an old solution is put away first, an attempt is gone on with."""
    if opened.read(kata, only=True).untouched:
        return f"kata start {kata.id}"
    if standing and standing.passes and not standing.failing:
        return f"kata reset {kata.id}     keeps your solution as an attempt and puts the stub back"
    return f"{context.door} {kata.id}"
