"""A summary in Markdown, for pull requests and the step summary of a workflow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graders.model import BudgetStatus, CheckStatus, KataResult, Status
from graders.report.document import Report
from graders.report.neutral import one_line
from graders.report.outcomes import Kind, Outcome, outcomes
from graders.report.review import Review, more, notes, rows, verdict
from graders.report.wording import STATUS

LIMIT: Final = (1 << 20) - 1024
"""Bytes; a step summary has room for 1 MiB."""
ABOUT: Final = 400
FAILURES: Final = 5
"""So many checks of a kata are told; more at once are not read."""
_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]()#|~!$:^])")
_ENTITY: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def render(report: Report) -> str:
    """Return the summary: a table of all katas, then what did not pass, as far as there is room."""
    parts = [_head(report)]
    room = LIMIT - _size(parts[0])
    left = 0
    for section in [_section(result) for result in report.katas if result.status is not Status.PASSED]:
        room -= _size(section)
        if room > 0:
            parts.append(section)
        left += room <= 0
    if left:
        parts.append(f"\n{left} more that did not pass are not told here: there is no room.\n")
    return "".join(parts)


def _head(report: Report) -> str:
    passed = sum(result.status is Status.PASSED for result in report.katas)
    head = "".join(_review(report.review)) if report.review else ""
    head += f"## {passed} of {len(report.katas)} katas passed\n\n"
    rows = [_row(result) for result in report.katas]
    table = "| status | kata | checks | budgets | score |\n|---|---|---:|---:|---:|\n"
    while rows and _size(head + table) + sum(map(_size, rows)) > LIMIT:
        rows = rows[: len(rows) // 2]
    cut = "" if len(rows) == len(report.katas) else f"\nThe first {len(rows)} of {len(report.katas)} katas.\n"
    return head + (table + "".join(rows) if rows else "Nothing was graded.\n") + cut


def _review(review: Review) -> Iterator[str]:
    """Yield what a change does to protected paths, and what is known of it."""
    if review.needed:
        yield "## Needs review\n\n"
    about = f"{review.about}: {verdict(review)}"
    yield f"{escaped(about[0].upper() + about[1:], ABOUT)}.\n\n"
    if review.changes:
        yield "| how | path |\n|---|---|\n"
        yield from (f"| {how} | {escaped(what, ABOUT)} |\n" for how, what in rows(review))
        yield "\n"
    for sentence in filter(None, [more(review), *notes(review)]):
        yield f"{escaped(sentence[0].upper() + sentence[1:])}.\n\n"


def _row(result: KataResult) -> str:
    checks = [check.status is CheckStatus.PASSED for check in result.checks]
    budgets = [budget.status is BudgetStatus.WITHIN for budget in result.budgets]
    shares = [f"{sum(share)}/{len(share)}" if share else "" for share in (checks, budgets)]
    return f"| {STATUS[result.status].word} | {_name(result)} | {' | '.join(shares)} | {result.score:.0%} |\n"


def _section(result: KataResult) -> str:
    words = STATUS[result.status]
    lines = [f"\n### {_name(result)}: {words.word}\n", f"{escaped(result.title)}. {words.meaning.capitalize()}.\n"]
    bad = [outcome for outcome in outcomes(result) if outcome.kind is not Kind.GOOD]
    for outcome in bad[:FAILURES]:
        lines += _failure(outcome)
    if len(bad) > FAILURES:
        lines.append(f"And {len(bad) - FAILURES} more.\n")
    lines.append(f"What to do: {words.advice}.\n")
    return "\n".join(lines)


def _failure(outcome: Outcome) -> Iterator[str]:
    yield f"**{outcome.word}: {escaped(outcome.title)}**\n"
    if outcome.details:
        yield f"{fenced(outcome.details)}\n"


def _name(result: KataResult) -> str:
    return escaped(f"{result.id} [{result.label}]" if result.label else result.id)


def _size(text: str) -> int:
    return len(text.encode())


def escaped(text: str, characters: int = 200) -> str:
    """Return a line that Markdown and HTML show as it is."""
    return "".join(_ENTITY.get(char, char) for char in _ACTIVE.sub(r"\\\1", one_line(text, characters)))


def fenced(text: str) -> str:
    """Return a block that ends where it ends: its fence is longer than any within."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"
