"""The arguments of each verb of `kata`."""

from __future__ import annotations

import argparse
from pathlib import Path

from graders.cli.completion import kata_ids
from graders.cli.options import (
    add_catalogs,
    add_detail,
    add_feedback,
    add_formats,
    add_id,
    add_katas,
    add_places,
    add_selection,
    completed,
    positive,
)
from graders.cli.sealing_options import add_key, add_sealing
from graders.sandbox.grants import LAYERS
from graders.services.known import NAMES


def of_grade(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata grade`."""
    add_katas(parser, "ids or patterns; default: every kata that you have edited")
    add_selection(parser)
    add_places(parser)
    add = parser.add_argument
    add("--changed-since", metavar="REF", help="only katas whose files differ from this git commit or branch")
    add("--all", action="store_true", help="show untouched katas too")
    add("--jobs", metavar="N", type=positive, help="grade in at most N processes side by side; default: your cores")
    add("--no-cache", action="store_true", help="grade unchanged katas too (always so in CI)")
    add_formats(parser)
    add("--benchmark-json", metavar="FILE", type=Path, help="also write the budgets' rounds as pytest-benchmark does")
    add("--strict", action="store_true", help="undecided and unavailable katas give exit code 4 (for CI)")
    add("--seed", metavar="N", type=int, help="draw the checks' random cases from N, not from the submission")
    add("--direct", action="store_true", help="run your code inside pytest, for debugging; gives no verdict")
    add("--sandbox", metavar="LAYER", choices=LAYERS, help=f"hold your code by this layer only: {', '.join(LAYERS)}")
    required = "refuse to grade where the sandbox is weaker than `landlock` (always so in CI)"
    add("--require-sandbox", action="store_true", help=required)
    add("--show-tests", action="store_true", help="show the source of failing hidden checks")
    add_key(parser)
    add_detail(parser)


def of_ci(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata ci`."""
    add = parser.add_argument
    add("--base", metavar="DIR", type=Path, required=True, help="a checkout of the tree that grades")
    add("--head", metavar="DIR", type=Path, required=True, help="a checkout of the change; only data")
    about = "a checkout of where the head left the base, to tell its changes from the base's; default: the base"
    add("--fork-point", metavar="DIR", type=Path, help=about)
    add("--plan", action="store_true", help="only print the matrix of jobs, and add it to $GITHUB_OUTPUT")
    add("--group", metavar="G", help="only katas of this dependency group: one job of the matrix")
    add("--event", metavar="FILE", type=Path, help="the payload of GitHub's event; default: $GITHUB_EVENT_PATH")
    add("--merged", action="store_true", help="the change is in the branch already: nobody needs to review it now")
    add("--jobs", metavar="N", type=positive, help="grade in at most N processes side by side; default: your cores")
    add_key(parser)
    add_formats(parser)
    add_detail(parser)
    parser.set_defaults(strict=True, require_sandbox=True, no_cache=True, sandbox=None, seed=None, direct=False)
    parser.set_defaults(all=True, show_tests=False, benchmark_json=None)


def of_batch(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata batch`."""
    add = parser.add_argument
    about = "a folder with a folder, a clone, or a zip or tar archive for each submission"
    add("submissions", metavar="SUBMISSIONS", type=Path, help=about)
    add_katas(parser, "ids or patterns, which every submission is to have; default: the katas that each has edited")
    add_selection(parser)
    add_catalogs(parser)
    add("--to", metavar="DIR", type=Path, help="where results go; default: below .grades/batch")
    add("--jobs", metavar="N", type=positive, help="grade in N worker processes of this machine; default: your cores")
    about = "grade on this cluster of Dask, tls://HOST:PORT, and not on this machine (docs/scale.md)"
    add("--scheduler", metavar="ADDRESS", help=about)
    add("--retry", action="store_true", help="grade again grader errors, unavailable and undecided katas")
    add_feedback(parser)
    add_key(parser)
    add("--strict", action="store_true", help="undecided and unavailable katas give exit code 4")
    layer = f"hold the code by this layer only: {', '.join(LAYERS)}; default: the best there is, from landlock up"
    add("--sandbox", metavar="LAYER", choices=LAYERS, help=layer)
    add("-q", dest="verbosity", action="store_const", const=-1, default=0, help="no progress")


def of_list(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata list`."""
    add_katas(parser, "ids or patterns; default: all katas")
    add_selection(parser)
    add_catalogs(parser)


def of_one(parser: argparse.ArgumentParser) -> None:
    """Add those of a verb that is about one kata."""
    add_id(parser)
    add_places(parser)


def of_replay(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata replay`."""
    about = "a report; default: that of the last run"
    parser.add_argument("report", metavar="REPORT", type=Path, nargs="?", help=about)
    add_catalogs(parser)


def of_doctor(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata doctor`."""
    about = f"only these: {', '.join(NAMES)}"
    parser.add_argument("services", metavar="SERVICE", nargs="*", type=_service, help=about)
    parser.add_argument("--install", action="store_true", help="install what is missing, where a package manager can")
    add_selection(parser)
    add_catalogs(parser)


def _service(word: str) -> str:
    if word not in NAMES:
        raise argparse.ArgumentTypeError(f"{word!a} is none of {', '.join(NAMES)}")
    return word


def of_next(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata next`."""
    add_selection(parser)
    add_catalogs(parser)


def of_diff(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata diff`."""
    add_id(parser)
    parser.add_argument("old", metavar="OLD", nargs="?", help="the number of an attempt; default: the last")
    parser.add_argument("new", metavar="NEW", nargs="?", help="another, or `now`; default: now")
    add_places(parser)


def of_reference(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata reference`."""
    add_id(parser)
    parser.add_argument("--spoil", action="store_true", help="show it before your solution has passed")
    add_places(parser)


def of_report(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata report`."""
    of_replay(parser)
    add_formats(parser)
    add_detail(parser)


def of_history(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata history`."""
    about = "only this kata"
    completed(parser.add_argument("id", metavar="ID", nargs="?", help=about), kata_ids)
    parser.add_argument("--all", action="store_true", help="all entries, not only the last ones")
    add_catalogs(parser)


def of_debug(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata debug`."""
    add_id(parser)
    parser.add_argument("check", metavar="CHECK", nargs="?", help="a check's name, or a part of it")
    add_places(parser)


def of_seal(parser: argparse.ArgumentParser) -> None:
    """Add those of `kata seal`."""
    add_katas(parser, "ids or patterns of the katas to seal")
    add_sealing(parser)
    add_key(parser)
    add_catalogs(parser)
