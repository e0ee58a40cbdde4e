"""The map of katas by section, as plain text: it is shown often and must not cost the import of rich."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from graders.model import Kata
from graders.report.neutral import one_line

HEADINGS: Final = ("kata", "level", "min", "status", "graded", "due")
RIGHT: Final = {"level", "min"}
ALWAYS: Final = 4
"""So many columns are shown even when they say nothing."""


class State(NamedTuple):
    """What is known of a learner and one kata: the word of the last status, when it was graded, when it is due."""

    status: str = "-"
    graded: str = "-"
    due: str = "-"


def overview(katas: Sequence[Kata], states: Mapping[str, State], *, width: int = 80) -> str:
    """Lay out the katas by section, with the columns that say anything."""
    rows = {kata.id: _cells(kata, states.get(kata.id, State())) for kata in katas}
    told = [
        column for column in range(len(HEADINGS)) if column < ALWAYS or any(r[column] != "-" for r in rows.values())
    ]
    widths = [max(len(cells[column]) for cells in (HEADINGS, *rows.values())) for column in told]
    lines = [_row([HEADINGS[column] for column in told], widths, "title", width)]
    for section, group in groupby(sorted(katas, key=lambda kata: (kata.section, kata.facts.level, kata.id)), _section):
        lines += ["", section]
        lines += [_row([rows[k.id][column] for column in told], widths, k.facts.title, width) for k in group]
    return "\n".join(lines)


def how_to_begin(kata: Kata, folder: str, edit: str, command: str) -> str:
    """Say how a learner begins, with one kata as the example; the last line is the command to type."""
    return "\n".join(
        (
            "Every stub is as it was shipped, so there is nothing to grade yet.  How to begin:",
            "  nox -s dev      once: makes .venv with the command `kata`",
            f"  read            {folder}/README.md",
            f"  edit            {edit}",
            f"next: {command} {kata.id}",
        )
    )


def _section(kata: Kata) -> str:
    return kata.section.replace("_", " ")


def _cells(kata: Kata, state: State) -> tuple[str, ...]:
    return kata.id, str(kata.facts.level), str(kata.facts.minutes), *state


def _row(cells: Sequence[str], widths: Sequence[int], title: str, width: int) -> str:
    padded = [f"{c:>{w}}" if h in RIGHT else f"{c:<{w}}" for h, c, w in zip(HEADINGS, cells, widths, strict=False)]
    start = f"  {'  '.join(padded)}  "
    return (start + one_line(title, max(width - len(start), 10))).rstrip()
