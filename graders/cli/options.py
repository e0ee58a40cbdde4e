"""Groups of options that several verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from graders.cli.completion import kata_ids, sections

READERS = {
    "json": "with all that is known",
    "html": "as a page with charts, in one file",
    "junit": "as JUnit XML for a CI",
    "markdown": "as a summary in Markdown",
    "gradescope": "as Gradescope's results.json",
    "csv": "as a table for grade books",
}
"""Formats of a report by their option, and who reads them."""


def add_formats(parser: argparse.ArgumentParser) -> None:
    """Add the formats in which a report can be written."""
    add = parser.add_argument
    for name, reader in READERS.items():
        add(f"--{name}", metavar="FILE", type=Path, help=f"also write the report to FILE, {reader}")
    add("--github", action="store_true", help="also print annotations, and add to $GITHUB_STEP_SUMMARY")
    add_feedback(parser)


def add_feedback(parser: argparse.ArgumentParser) -> None:
    """Add how much is told of a failed check."""
    levels = "full tells all of a failed check; title, for exams and by default of sealed katas, only which"
    parser.add_argument("--feedback", choices=("full", "title"), help=levels)


def add_detail(parser: argparse.ArgumentParser) -> None:
    """Add how much is printed."""
    detail = parser.add_mutually_exclusive_group()
    detail.add_argument("-q", dest="verbosity", action="store_const", const=-1, help="one line a kata")
    detail.add_argument("-v", dest="verbosity", action="store_const", const=1, help="also what passed and was printed")
    parser.set_defaults(verbosity=0)


def positive(text: str) -> int:
    """Read a number from 1 upwards."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no number from 1 upwards")
    return int(text)


def add_katas(parser: argparse.ArgumentParser, about: str) -> None:
    """Add the katas that are meant."""
    completed(parser.add_argument("katas", metavar="KATA", nargs="*", help=about), kata_ids)


def add_id(parser: argparse.ArgumentParser) -> None:
    """Add the one kata that is meant."""
    completed(parser.add_argument("id", metavar="ID", help="the kata"), kata_ids)


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the choice of sections."""
    about = "only this section: 2, 02 or its name; may be repeated"
    completed(parser.add_argument("--section", metavar="S", action="append", default=[], help=about), sections)


def add_places(parser: argparse.ArgumentParser) -> None:
    """Add where katas and edited files are."""
    about = "where the edited files are; default: the catalogue itself"
    parser.add_argument("--workspace", metavar="DIR", type=Path, help=about)
    add_catalogs(parser)


def add_catalogs(parser: argparse.ArgumentParser) -> None:
    """Add where katas are."""
    about = "a folder with katas/ and solutions/; may be repeated; default: found from here upwards"
    parser.add_argument("--catalog", metavar="DIR", type=Path, action="append", default=[], help=about)


def completed(action: argparse.Action, completer: Callable[..., list[str]]) -> None:
    """Tell argcomplete which words fit; it reads this attribute."""
    action.completer = completer  # type: ignore[attr-defined]
