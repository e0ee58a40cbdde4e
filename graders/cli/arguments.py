"""The verbs of `kata` and their arguments; what a verb does stands in the module of its name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from graders.cli.completion import kata_ids, sections
from graders.report.exit_code import BATCH_MEANINGS, MEANINGS
from graders.sandbox.grants import LAYERS
from graders.services.known import NAMES

READERS = {
    "json": "with all that is known",
    "html": "as a page with charts, in one file",
    "junit": "as JUnit XML for a CI",
    "markdown": "as a summary in Markdown",
    "gradescope": "as Gradescope's results.json",
    "csv": "as a table for grade books",
}
"""Formats of a report by their option, and who reads them."""


class Verb(NamedTuple):
    """One subcommand: its name, what it does in a line, examples for its help, its arguments, what its codes mean."""

    name: str
    summary: str
    examples: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    codes: Mapping[int, str] = MEANINGS


def _grade(parser: argparse.ArgumentParser) -> None:
    _katas(parser, "ids or patterns; default: every kata that you have edited")
    _selection(parser)
    _places(parser)
    add = parser.add_argument
    add("--changed-since", metavar="REF", help="only katas whose files differ from this git commit or branch")
    add("--all", action="store_true", help="show untouched katas too")
    add("--jobs", metavar="N", type=_positive, help="grade in at most N processes side by side; default: your cores")
    add("--no-cache", action="store_true", help="grade unchanged katas too (always so in CI)")
    _formats(parser)
    add("--benchmark-json", metavar="FILE", type=Path, help="also write the budgets' rounds as pytest-benchmark does")
    add("--strict", action="store_true", help="undecided and unavailable katas give exit code 4 (for CI)")
    add("--seed", metavar="N", type=int, help="draw the checks' random cases from N, not from the submission")
    add("--direct", action="store_true", help="run your code inside pytest, for debugging; gives no verdict")
    add("--sandbox", metavar="LAYER", choices=LAYERS, help=f"hold your code by this layer only: {', '.join(LAYERS)}")
    required = "refuse to grade where the sandbox is weaker than `landlock` (always so in CI)"
    add("--require-sandbox", action="store_true", help=required)
    add("--show-tests", action="store_true", help="show the source of failing hidden checks")
    _detail(parser)


def _batch(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    about = "a folder with a folder, a clone, or a zip or tar archive for each submission"
    add("submissions", metavar="SUBMISSIONS", type=Path, help=about)
    _katas(parser, "ids or patterns, which every submission is to have; default: the katas that each has edited")
    _selection(parser)
    _catalogs(parser)
    add("--to", metavar="DIR", type=Path, help="where results go; default: below .grades/batch")
    add("--jobs", metavar="N", type=_positive, help="grade in N worker processes of this machine; default: your cores")
    about = "grade on this cluster of Dask, tls://HOST:PORT, and not on this machine (docs/scale.md)"
    add("--scheduler", metavar="ADDRESS", help=about)
    add(
        "--retry",
        action="store_true",
        help="grade again grader errors, unavailable and undecided katas",
    )
    _feedback(parser)
    add("--strict", action="store_true", help="undecided and unavailable katas give exit code 4")
    layer = f"hold the code by this layer only: {', '.join(LAYERS)}; default: the best there is, from landlock up"
    add("--sandbox", metavar="LAYER", choices=LAYERS, help=layer)
    add("-q", dest="verbosity", action="store_const", const=-1, default=0, help="no progress")


def _list(parser: argparse.ArgumentParser) -> None:
    _katas(parser, "ids or patterns; default: all katas")
    _selection(parser)
    _catalogs(parser)


def _one(parser: argparse.ArgumentParser) -> None:
    _id(parser)
    _places(parser)


def _replay(parser: argparse.ArgumentParser) -> None:
    about = "a report; default: that of the last run"
    parser.add_argument("report", metavar="REPORT", type=Path, nargs="?", help=about)
    _catalogs(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    about = f"only these: {', '.join(NAMES)}"
    parser.add_argument("services", metavar="SERVICE", nargs="*", type=_service, help=about)
    parser.add_argument("--install", action="store_true", help="install what is missing, where a package manager can")
    _selection(parser)
    _catalogs(parser)


def _service(word: str) -> str:
    if word not in NAMES:
        raise argparse.ArgumentTypeError(f"{word!a} is none of {', '.join(NAMES)}")
    return word


def _next(parser: argparse.ArgumentParser) -> None:
    _selection(parser)
    _catalogs(parser)


def _diff(parser: argparse.ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("old", metavar="OLD", nargs="?", help="the number of an attempt; default: the last")
    parser.add_argument("new", metavar="NEW", nargs="?", help="another, or `now`; default: now")
    _places(parser)


def _reference(parser: argparse.ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("--spoil", action="store_true", help="show it before your solution has passed")
    _places(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    _replay(parser)
    _formats(parser)
    _detail(parser)


def _history(parser: argparse.ArgumentParser) -> None:
    about = "only this kata"
    _completed(parser.add_argument("id", metavar="ID", nargs="?", help=about), kata_ids)
    parser.add_argument("--all", action="store_true", help="all entries, not only the last ones")
    _catalogs(parser)


def _debug(parser: argparse.ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("check", metavar="CHECK", nargs="?", help="a check's name, or a part of it")
    _places(parser)


VERBS = (
    Verb(
        "grade",
        "grade katas and say what to do next",
        (
            "kata grade                         what you have edited",
            "kata grade ttl_memo 'retry*'       these katas",
            "kata grade --section 2             the edited katas of section 2",
            "kata grade --workspace solutions   the references",
        ),
        _grade,
    ),
    Verb(
        "batch",
        "grade a folder of submissions, on this machine or a cluster",
        (
            "kata batch handed_in/            what each submission has edited",
            "kata batch handed_in/ ttl_memo   this kata of each",
            "kata batch handed_in/ --scheduler tls://host:8786",
        ),
        _batch,
        BATCH_MEANINGS,
    ),
    Verb("list", "show the map of katas: where you stand, what is due", ("kata list", "kata list --section 2"), _list),
    Verb("next", "say which kata to do next, and why", ("kata next", "kata next --section 2"), _next),
    Verb("examples", "run a kata's visible examples", ("kata examples ttl_memo",), _one),
    Verb(
        "debug",
        "open pdb where a hidden check fails; gives no verdict",
        ("kata debug ttl_memo", "kata debug ttl_memo test_expires"),
        _debug,
    ),
    Verb(
        "doctor",
        "say what katas need that is not here, and the line that installs it",
        ("kata doctor", "kata doctor --section 6", "kata doctor --install redis"),
        _doctor,
    ),
    Verb(
        "replay",
        "judge the budgets of a report again from what it recorded; runs nothing",
        ("kata replay", "kata replay report.json"),
        _replay,
    ),
    Verb(
        "report", "show the last run again", ("kata report", "kata report --html report.html --csv grades.csv"), _report
    ),
    Verb("history", "show what you have done", ("kata history", "kata history ttl_memo --all"), _history),
    Verb("hint", "tell the next hint of a kata", ("kata hint ttl_memo",), _one),
    Verb(
        "diff",
        "compare attempts at a kata",
        ("kata diff ttl_memo          the last attempt with now", "kata diff ttl_memo 1 2      two attempts"),
        _diff,
    ),
    Verb(
        "reference",
        "compare a solution that passed with the reference: text, notes, cost",
        ("kata reference ttl_memo", "kata reference ttl_memo --spoil     before it has passed"),
        _reference,
    ),
    Verb("reset", "put a kata's stub back and keep your attempt", ("kata reset ttl_memo",), _one),
    Verb("watch", "grade a kata at each save, what failed last first", ("kata watch ttl_memo",), _one),
    Verb("start", "say what a kata is about and what to edit", ("kata start ttl_memo",), _one),
)


def _formats(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    for name, reader in READERS.items():
        add(f"--{name}", metavar="FILE", type=Path, help=f"also write the report to FILE, {reader}")
    add("--github", action="store_true", help="also print annotations, and add to $GITHUB_STEP_SUMMARY")
    _feedback(parser)


def _feedback(parser: argparse.ArgumentParser) -> None:
    levels = "full (the default) tells all of a failed check; title, for exams, only which"
    parser.add_argument("--feedback", choices=("full", "title"), default="full", help=levels)


def _detail(parser: argparse.ArgumentParser) -> None:
    detail = parser.add_mutually_exclusive_group()
    detail.add_argument("-q", dest="verbosity", action="store_const", const=-1, help="one line a kata")
    detail.add_argument("-v", dest="verbosity", action="store_const", const=1, help="also what passed and was printed")
    parser.set_defaults(verbosity=0)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no number from 1 upwards")
    return int(text)


def _katas(parser: argparse.ArgumentParser, about: str) -> None:
    _completed(parser.add_argument("katas", metavar="KATA", nargs="*", help=about), kata_ids)


def _id(parser: argparse.ArgumentParser) -> None:
    _completed(parser.add_argument("id", metavar="ID", help="the kata"), kata_ids)


def _selection(parser: argparse.ArgumentParser) -> None:
    about = "only this section: 2, 02 or its name; may be repeated"
    _completed(parser.add_argument("--section", metavar="S", action="append", default=[], help=about), sections)


def _places(parser: argparse.ArgumentParser) -> None:
    about = "where the edited files are; default: the catalogue itself"
    parser.add_argument("--workspace", metavar="DIR", type=Path, help=about)
    _catalogs(parser)


def _catalogs(parser: argparse.ArgumentParser) -> None:
    about = "a folder with katas/ and solutions/; may be repeated; default: found from here upwards"
    parser.add_argument("--catalog", metavar="DIR", type=Path, action="append", default=[], help=about)


def _completed(action: argparse.Action, completer: Callable[..., list[str]]) -> None:
    """Tell argcomplete which words fit; it reads this attribute."""
    action.completer = completer  # type: ignore[attr-defined]
