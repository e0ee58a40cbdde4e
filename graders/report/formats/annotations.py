"""Annotations for a pull request, as workflow commands: no token is needed, and a fork has them too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from graders.model import KataResult, Status
from graders.report.neutral import excerpt, one_line
from graders.report.outcomes import Kind, Outcome, kind_of, outcomes
from graders.report.review import Review, lines
from graders.report.wording import STATUS

MOST: Final = 10
"""A step shows ten annotations; more are dropped unseen."""
LINES: Final = 12
_LEVEL: Final = {Kind.BAD: "error", Kind.FAULT: "warning", Kind.OPEN: "notice"}
_ORDER: Final = tuple(_LEVEL)
_PLACE: Final = re.compile(r"^ *([\w./-]{1,100}\.\w{1,5}):(\d{1,7}) in ", re.MULTILINE)


def annotated(results: Sequence[KataResult], files: Mapping[str, str], review: Review | None = None) -> list[str]:
    """Return at most ten: what needs review, then what failed, and of each kata the first check before any second.

    `files` is the file to edit by kata, from the root of the repository.
    """
    first = list(_review(review)) if review else []
    shown = [result for result in results if result.status not in {Status.PASSED, Status.UNTOUCHED}]
    rows = [[(result, outcome) for outcome in outcomes(result) if outcome.kind is kind_of(result)] for result in shown]
    turns = [pair for turn in zip_longest(*rows) for pair in turn if pair is not None]
    turns.sort(key=lambda pair: _ORDER.index(pair[1].kind))
    told = [_annotation(result, outcome, files.get(result.id, "")) for result, outcome in turns]
    return [*first, *told][:MOST]


def _review(review: Review) -> Iterator[str]:
    if review.needed:
        paths = excerpt("\n".join(lines(review)), lines=LINES)
        yield f"::{_LEVEL[Kind.BAD]} title=needs review::{_data(paths)}"


def _annotation(result: KataResult, outcome: Outcome, file: str) -> str:
    title = f"{one_line(result.id)}: {STATUS[result.status].word}"
    properties = {"file": file, "line": _line(outcome, file), "title": title}
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    text = f"{outcome.title}\n{excerpt(outcome.details, lines=LINES)}"
    return f"::{_LEVEL[outcome.kind]} {named}::{_data(text)}"


def _line(outcome: Outcome, file: str) -> str:
    """Return the line of the learner's own code that was reached last, if the failure names one."""
    lines = [line for name, line in _PLACE.findall(outcome.details) if file.endswith(name)]
    return lines[-1] if lines else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
