"""`kata debug`: pdb where a hidden check fails, with the learner's code in the same process."""

from __future__ import annotations

from argparse import Namespace

from graders.catalog.sealed import sealed_file
from graders.cli.child import Spawn, run_attached
from graders.cli.context import Context
from graders.cli.direct import NO_VERDICT, run_pytest
from graders.cli.opening import one_kata, open_catalogs
from graders.model import GraderError, Kata


def run(args: Namespace, context: Context) -> int:
    """Debug at this terminal."""
    return debug(args, context, run_attached)


def debug(args: Namespace, context: Context, spawn: Spawn) -> int:
    """Debug by `spawn`; return the exit code."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    if sealed_file(kata) is not None:
        raise GraderError(f"`{kata.id}` is sealed: there are no tests here to debug\nkata examples {kata.id}")
    context.say(NO_VERDICT)
    code = run_pytest(["--pdb", *_checks(kata, args.check)], kata, opened, context, spawn)
    context.say(f"next: {context.door} {kata.id}")
    return code


def _checks(kata: Kata, check: str | None) -> list[str]:
    """Return what pytest calls a check: a test id as a report has it, or a part of a name."""
    hidden = kata.hidden
    if check is None:
        return [str(hidden)]
    return [str(hidden / check)] if "::" in check else ["-k", check, str(hidden)]
