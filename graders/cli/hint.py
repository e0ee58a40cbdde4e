"""`kata hint`: the hints of a kata, one at a time."""

from __future__ import annotations

from argparse import Namespace

from graders.cli.context import Context
from graders.cli.opening import one_kata, open_catalogs
from graders.practice.hints import next_hint
from graders.report.exit_code import OK


def run(args: Namespace, context: Context) -> int:
    """Tell the next hint."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    context.say(f"{next_hint(kata, opened.grades)}\nnext: {context.door} {kata.id}")
    return OK
