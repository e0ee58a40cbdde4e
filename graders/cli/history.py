"""`kata history`: what was done, newest last."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from graders.cli.context import Context
from graders.cli.opening import one_kata, open_catalogs
from graders.practice.history import Entry, Event, read
from graders.report.exit_code import OK
from graders.report.neutral import one_line
from graders.report.wording import STATUS

SHOWN: Final = 20
WORDS: Final = {
    Event.HINT: "a hint was told",
    Event.SPOILED: "the reference was read",
    Event.RESET: "the stub put back",
}


def run(args: Namespace, context: Context) -> int:
    """Print the last entries, of all katas or of one."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id).id if args.id else None
    history = read(opened.grades)
    if history.note:
        context.complain(history.note)
    entries = history.of(kata) if kata else history.entries
    shown = entries if args.all else entries[-SHOWN:]
    if len(shown) < len(entries):
        context.say(f"{len(entries) - len(shown)} earlier entries; `--all` shows them")
    ids = max((len(one_line(entry.kata)) for entry in shown), default=0)
    for entry in shown:
        context.say(_line(entry, ids))
    context.say("next: kata next" if entries else f"nothing was graded yet\nnext: {context.door}")
    return OK


def _line(entry: Entry, ids: int) -> str:
    start = f"{entry.at:%Y-%m-%d %H:%M}  {one_line(entry.kata):<{ids}}  "
    if entry.status is None:
        return start + WORDS[entry.event]
    return f"{start}{STATUS[entry.status].word:<12}  {entry.passed}/{entry.checks}"
