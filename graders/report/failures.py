"""The failures of a run in full: what was checked, what came back, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final, NamedTuple

from rich.text import Text

from graders.model import BudgetResult, BudgetStatus, CheckResult, CheckStatus, KataResult, Status
from graders.report.measured import measured
from graders.report.neutral import excerpt, one_line
from graders.report.outcomes import Kind, kind_of
from graders.report.shares import cells, percent, share
from graders.report.table import STYLE, name
from graders.report.wording import STATUS

INDENT: Final = "    "
# Without -v: more failures at once are not read.
SHOWN: Final = 5


class Help(NamedTuple):
    """What helps on: the file to edit, and the next hint; empty where there is none."""

    edit: str = ""
    hint: str = ""


def failure(result: KataResult, helps: Help, *, width: int, verbose: bool) -> Iterator[Text]:
    """Yield the paragraphs about one kata that did not pass."""
    words = STATUS[result.status]
    yield Text.assemble((words.word, STYLE[result.status]), "  ", (name(result), "bold"), f"  {one_line(result.title)}")
    yield prose(words.meaning, width)
    if result.message:
        yield block(result.message)
    yield from _checks(result, width=width, verbose=verbose)
    for budget in result.budgets:
        if budget.status not in {BudgetStatus.WITHIN, BudgetStatus.NOT_RUN}:
            yield from _budget(budget, width)
    if result.output and verbose:
        yield Text("  printed by your code:")
        yield block(result.output)
    if helps.edit and result.status not in {Status.GRADER_ERROR, Status.UNAVAILABLE}:
        yield Text(f"  edit: {one_line(helps.edit)}")
    yield prose(f"what to do: {words.advice}", width)
    if helps.hint and kind_of(result) is Kind.BAD:
        yield prose(f"stuck: {one_line(helps.hint)}", width)


def passed(result: KataResult, *, width: int) -> Iterator[Text]:
    """Yield what `-v` tells about a kata that passed: its checks and budgets, one line each."""
    yield Text.assemble((STATUS[result.status].word, STYLE[result.status]), "  ", (name(result), "bold"))
    for check in result.checks:
        yield Text(f"  {check.status}  {one_line(check.title or check.name)}  ({check.cpu_s:.3f} s CPU)")
    for budget in result.budgets:
        yield prose(measured(budget), width)
        yield from _bar(budget)


def prose(text: str, width: int, style: str = "") -> Text:
    """Break our own words at the console's width."""
    lines = wrap(text, width - 2, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return Text("\n".join(f"  {line}" for line in lines), style)


def block(text: str) -> Text:
    """Indent learner's text as a block of its own; it is never taken for markup and never wrapped."""
    lines = excerpt(text.rstrip()).split("\n")
    return Text("\n".join(f"{INDENT}{line}".rstrip() for line in lines))


def _checks(result: KataResult, *, width: int, verbose: bool) -> Iterator[Text]:
    """Yield the checks that did not pass; without `verbose` those that say the same together, and the first few."""
    alike: dict[object, list[CheckResult]] = {}
    for check in result.checks:
        if check.status is not CheckStatus.PASSED:
            same = check.name if verbose else (check.status, check.message, check.transcript)
            alike.setdefault(same, []).append(check)
    groups = list(alike.values())
    shown = groups if verbose else groups[:SHOWN]
    for group in shown:
        yield from _check(group[0], len(group) - 1, width=width, verbose=verbose)
    if left := sum(map(len, groups)) - sum(map(len, shown)):
        yield Text(f"\n  and {left} more that did not pass; `-v` shows them")


def _check(check: CheckResult, others: int, *, width: int, verbose: bool) -> Iterator[Text]:
    yield Text()
    yield prose(f"{check.status.replace('_', ' ')}: {one_line(check.title or check.name)}", width, "bold")
    if others:
        yield Text(f"{INDENT}and {others} more checks, each with this:")
    if verbose:
        yield Text(f"{INDENT}{one_line(check.name)}", "dim")
    if check.message:
        yield block(check.message)
    if check.transcript:
        yield Text("  to see it yourself:")
        yield block(check.transcript)


def _budget(budget: BudgetResult, width: int) -> Iterator[Text]:
    yield Text()
    yield prose(measured(budget), width, "bold")
    yield from _bar(budget)
    if budget.why:
        yield prose(f"why: {one_line(budget.why)}", width)


def _bar(budget: BudgetResult) -> Iterator[Text]:
    """Yield the value against the limit as a bar."""
    if (used := share(budget)) is not None:
        yield Text(f"{INDENT}{cells(used)} {percent(used)} of the limit")
