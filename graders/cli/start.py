"""`kata start`: what a kata is about, what to edit, what to type next."""

from __future__ import annotations

import re
from argparse import Namespace
from contextlib import suppress

from graders.catalog.stub import keep_stub
from graders.cli.context import Context
from graders.cli.opening import Opened, one_kata, open_catalogs
from graders.model import Kata
from graders.report.exit_code import OK


def run(args: Namespace, context: Context) -> int:
    """Print the way into one kata."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    _keep_stubs(opened, kata)
    facts, readme = kata.facts, kata.folder / "README.md"
    context.say(f"{facts.title}   level {facts.level}, about {facts.minutes} min")
    context.say(f"read: {opened.shown(readme)}")
    context.say(f"edit: {opened.file_to_edit(kata)}")
    with suppress(OSError, UnicodeDecodeError):
        context.say(goal(readme.read_text(encoding="utf-8")))
    context.say(f"examples: kata examples {kata.id}\nnext: {context.door} {kata.id}")
    return OK


def goal(readme: str) -> str:
    """Return the section `Goal` of a README with an empty line around it; nothing without one."""
    found = re.search(r"^## Goal\n(.+?)(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)
    return f"\n{found[1].strip()}\n" if found else ""


def _keep_stubs(opened: Opened, kata: Kata) -> None:
    """Keep the stubs while they are still there, for `kata reset`; it is no harm if that fails."""
    submission = opened.read(kata, only=True)
    with suppress(OSError):
        for name, text in submission.files.items():
            keep_stub(text, kata, name, opened.stubs)
