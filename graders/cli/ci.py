"""`kata ci`: a change graded by the tree that it wants to change; the head is data, its code runs in workers only."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graders.catalog.discover import Catalog, load_catalog
from graders.ci.changes import Comparison
from graders.ci.event import read_event
from graders.ci.head import changed, is_there, submitted, take
from graders.ci.matrix import matrix
from graders.ci.protected import protected
from graders.cli.context import Context
from graders.cli.exporting import require_folders
from graders.cli.grade import Request, graded, hindrance, job_for
from graders.cli.grading import Judge, Stopwatch
from graders.cli.opening import Opened
from graders.cli.planning import Sorted, sort_katas
from graders.cli.sealed import vault_for
from graders.environments import CORE
from graders.judge.judges import run_judges
from graders.judge.seeds import verdict_seed
from graders.model import GraderError, Kata
from graders.report.exit_code import OK
from graders.report.review import Review

OUTPUT = "GITHUB_OUTPUT"
EVENT = "GITHUB_EVENT_PATH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change: the base's catalogue, the checkout of the head, the katas to grade, what is to be reviewed."""

    catalog: Catalog
    head: Path
    katas: tuple[Kata, ...]
    review: Review


def run(args: Namespace, context: Context) -> int:
    """Grade with the real judge."""
    return check(args, context, Judge(run=run_judges, seed=verdict_seed))


def check(args: Namespace, context: Context, judge: Judge) -> int:
    """Plan or grade a change; return the exit code."""
    watch = Stopwatch.start()
    require_folders(args, context)
    change = _change(args, context)
    for broken in change.catalog.broken:
        context.complain(broken.problem)
    if args.plan:
        return _plan(change, context)
    with TemporaryDirectory(prefix="kata-ci-") as name, vault_for(args, context) as vault:
        private = Path(name).resolve()
        opened = Opened(root=private, catalog=change.catalog, workspace=private, cwd=private)
        chosen = Catalog(katas=change.katas, broken=change.catalog.broken)
        named: frozenset[str] = frozenset()
        request = Request(
            args=args, context=context, opened=opened, chosen=chosen, named=named, vault=vault, review=change.review
        )
        return graded(request, _sort(change, request, judge), judge, watch)


def _change(args: Namespace, context: Context) -> Change:
    base, head = (_folder(context.cwd / path) for path in (args.base, args.head))
    before = _folder(context.cwd / args.fork_point) if args.fork_point else base
    for tree in (base, before):
        if head.is_relative_to(tree) or tree.is_relative_to(head):
            raise GraderError(f"{head} and {tree} must stand beside each other\nkata ci --base base --head head")
    path = args.event or context.environ.get(EVENT)
    event = read_event(context.cwd / path if path else None)
    catalog, comparison = load_catalog([base]), Comparison(before, head)
    katas = changed(catalog.katas, comparison.contents)
    there = tuple(kata for kata in katas if is_there(kata, comparison.head))
    files = frozenset(path for kata in catalog.katas for path in submitted(kata))
    review = Review(
        about=event.about,
        changes=protected(comparison.changes, files),
        merged=args.merged or event.pushed,
        absent=len(katas) - len(there),
    )
    return Change(catalog=catalog, head=head, katas=_of_group(args.group, there, catalog), review=review)


def _folder(path: Path) -> Path:
    """Return a folder by its real path; who starts us is trusted with it."""
    if not path.is_dir():
        raise GraderError(f"no folder `{path}`\nkata ci --base DIR --head DIR")
    return path.resolve()


def _of_group(group: str | None, katas: tuple[Kata, ...], catalog: Catalog) -> tuple[Kata, ...]:
    """Return the katas of a group, or all; a name that no kata has would grade nothing without a word."""
    if group is None:
        return katas
    known = {CORE, *(kata.facts.group for kata in catalog.katas)}
    if group not in known:
        raise GraderError(f"no kata has the group `{group}`\nkata ci --base DIR --head DIR --plan")
    return tuple(kata for kata in katas if kata.facts.group == group)


def _plan(change: Change, context: Context) -> int:
    text = json.dumps(matrix(change.katas))
    context.say(text)
    path = context.environ.get(OUTPUT)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"matrix={text}\n")
    return OK


def _sort(change: Change, request: Request, judge: Judge) -> Sorted:
    """Read what is to be graded into a workspace that looks like the learner's clone to whoever reads the report."""
    return sort_katas(
        change.katas,
        read=lambda kata: take(kata, change.head, request.opened.root),
        job=lambda kata, submission: job_for(kata, submission, request, judge),
        wanted=lambda _kata: True,
        obstacle=lambda kata: hindrance(kata, request),
    )
