"""`kata examples`: the visible tests of one kata, run by plain pytest."""

from __future__ import annotations

from argparse import Namespace

from graders.cli.child import Spawn, run_attached
from graders.cli.context import Context
from graders.cli.direct import run_pytest
from graders.cli.opening import one_kata, open_catalogs
from graders.model import GraderError


def run(args: Namespace, context: Context) -> int:
    """Run the examples in a process of their own."""
    return examples(args, context, run_attached)


def examples(args: Namespace, context: Context, spawn: Spawn) -> int:
    """Run the examples by `spawn`; return the exit code."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    folder = kata.folder / "examples"
    if not folder.is_dir():
        message = f"`{kata.id}` has no examples\nkata start {kata.id}"
        raise GraderError(message)
    code = run_pytest([str(folder)], kata, opened, context, spawn)
    context.say(f"these are the visible examples, not the verdict\nnext: {context.door} {kata.id}")
    return code
