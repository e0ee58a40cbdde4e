"""`kata reference`: after a pass, your solution beside the reference, why it is so, and what each costs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from rich.console import Console

from graders.catalog.sealed import sealed_file
from graders.cli.context import Context
from graders.cli.opening import one_kata, open_catalogs
from graders.cli.planning import obstacle
from graders.judge.judges import run_judges
from graders.judge.seeds import verdict_seed
from graders.model import GraderError, Kata, KataResult, Plan, Status
from graders.practice.comparison import Cost, compare
from graders.practice.history import Entry, Event, History, add, read
from graders.practice.sittings import sittings
from graders.report.console import open_console
from graders.report.exit_code import OK
from graders.report.side_by_side import side_by_side

Run = Callable[[Plan], Iterable[KataResult]]


def run(args: Namespace, context: Context) -> int:
    """Compare, measuring by a real judge."""
    return reference(
        args,
        context,
        lambda plan: run_judges(plan, python=sys.executable, on_event=lambda _: None, most=1, durations={}),
    )


def reference(args: Namespace, context: Context, judge: Run) -> int:
    """Print the comparison; before a pass only on demand, and the history remembers that."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    if sealed_file(kata) is not None:
        raise GraderError(f"the reference of `{kata.id}` is sealed (docs/sealing.md)\nkata list")
    if not _has_passed(kata, read(opened.grades)):
        _admit_spoiler(kata, context, spoil=args.spoil)
        add(opened.grades, [Entry(at=datetime.now(UTC), kata=kata.id, event=Event.SPOILED)])
    console = open_console(context.out, context.environ)
    submission = opened.read(kata, only=True)
    for name in kata.facts.submit:
        _beside(console, name, submission.files.get(name, ""), _text(kata, name))
    context.say(f"\n{_text(kata, 'notes.md').strip()}\n")
    if not submission.untouched and not submission.problem and not obstacle(kata):
        _measured(kata, submission.files, verdict_seed(kata, submission), judge, context)
    context.say("next: kata next")
    return OK


def _has_passed(kata: Kata, history: History) -> bool:
    """Say whether the last grading of this sitting passed: what was put back is to be done without the answer."""
    found = sittings(history.of(kata.id)).get(kata.id)
    return found is not None and found.status is Status.PASSED


def _admit_spoiler(kata: Kata, context: Context, *, spoil: bool) -> None:
    if not spoil:
        message = (
            f"`{kata.id}` has not passed yet, and reading the reference ends the exercise\n"
            f"kata hint {kata.id}     says a little; `kata reference {kata.id} --spoil` shows all\n"
            f"{context.door} {kata.id}"
        )
        raise GraderError(message)


def _text(kata: Kata, name: str) -> str:
    try:
        return (kata.solution / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the reference of `{kata.id}` cannot be read here: {error}\nkata list"
        raise GraderError(message) from error


def _beside(console: Console, name: str, ours: str, theirs: str) -> None:
    console.print(side_by_side(ours, theirs, (f"yours: {name}", f"the reference: {name}")))


def _measured(kata: Kata, files: Mapping[str, str], seed: int, judge: Run, context: Context) -> None:
    costs = compare(kata, files, seed, judge)
    if not costs:
        context.say("this kata has no workload to measure")
        return
    names = max(len(cost.workload) for cost in costs)
    context.say(f"{'workload':<{names}}  {'your CPU':>10}  {'reference':>10}  {'time':>8}  {'memory':>8}")
    for cost in costs:
        context.say(_line(cost, names))


def _line(cost: Cost, names: int) -> str:
    ratio = cost.ours_ms / cost.theirs_ms if cost.ours_ms and cost.theirs_ms else None
    ours, theirs = (f"{ms:.3f} ms" if ms else "-" for ms in (cost.ours_ms, cost.theirs_ms))
    times, memory = (f"{value:.2f} x" if value else "-" for value in (ratio, cost.memory))
    return f"{cost.workload:<{names}}  {ours:>10}  {theirs:>10}  {times:>8}  {memory:>8}"
