"""`kata list`: the map of katas."""

from __future__ import annotations

from argparse import Namespace

from graders.cli.context import Context
from graders.cli.opening import open_catalogs
from graders.cli.overviews import print_overview
from graders.report.exit_code import OK, WRONG_USE


def run(args: Namespace, context: Context) -> int:
    """Print the chosen katas, after what is broken."""
    opened = open_catalogs(args, context)
    chosen = opened.choose(args.katas, args.section)
    for broken in chosen.broken:
        context.complain(broken.problem)
    print_overview(chosen.katas, opened, context)
    context.say("\nnext: kata start ID")
    return WRONG_USE if chosen.broken else OK
