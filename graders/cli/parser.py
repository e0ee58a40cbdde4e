"""From words to a command: argparse (click costs 74 ms CPU at import, argparse 9), help and completion."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from textwrap import fill
from typing import cast

from graders import __version__
from graders.cli.completion import fits
from graders.cli.context import Context
from graders.cli.verbs import VERBS, Verb
from graders.report.exit_code import MEANINGS

Command = Callable[[Context], int]

ABOUT = """\
Practise Python on katas, and have your solutions graded.

start here:
  kata list              the map of katas
  kata start ttl_memo    what to read, what to edit
  kata grade             grade every kata that you have edited
"""


def parse(words: Sequence[str], environ: Mapping[str, str]) -> Command:
    """Return the command that `words` ask for; wrong words or `--help` return the code argparse ends with."""
    parser = build()
    if "_ARGCOMPLETE" in environ:
        import_module("argcomplete").autocomplete(parser, validator=fits)
    try:
        args = parser.parse_args(words)
    except SystemExit as end:
        code = cast("int", end.code)
        return lambda _: code
    return lambda context: _run(args, context)


def build() -> argparse.ArgumentParser:
    """Return the parser of `kata` with all verbs."""
    parser = argparse.ArgumentParser(
        prog="kata", description=ABOUT, epilog=exit_codes(), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"senior-katas {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", required=True)
    for verb in VERBS:
        _add(verbs, verb)
    return parser


def exit_codes(meanings: Mapping[int, str] = MEANINGS) -> str:
    """Return the part of the help that explains exit codes."""
    lines = [_hanging(f"  {code:<4}", meaning) for code, meaning in meanings.items()]
    return "\n".join(["exit codes:", *lines])


def _hanging(start: str, text: str) -> str:
    return fill(text, 80, initial_indent=start, subsequent_indent=" " * len(start))


def _add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], verb: Verb) -> None:
    examples = "\n".join(f"  {line}" for line in verb.examples)
    parser = verbs.add_parser(
        verb.name,
        help=verb.summary,
        description=f"{verb.summary[0].upper()}{verb.summary[1:]}.",
        epilog=f"examples:\n{examples}\n\n{exit_codes(verb.codes)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.arguments(parser)


def _run(args: argparse.Namespace, context: Context) -> int:
    """Load the verb's module now, and not before: some bring rich, msgspec or the judge."""
    return cast("int", import_module(f"graders.cli.{args.verb}").run(args, context))
