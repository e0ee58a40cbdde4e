"""The map of katas by section, as plain text: it is shown often and must not cost the import of rich."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from graders.model import Kata
from graders.report.neutral import one_line


def overview(katas: Sequence[Kata], states: Mapping[str, str], *, width: int = 80) -> str:
    """Lay out the katas by section; `states` maps an id to the word shown for it."""
    ids = max((len(kata.id) for kata in katas), default=0)
    words = max((len(word) for word in states.values()), default=1)
    lines = []
    for section, group in groupby(sorted(katas, key=lambda kata: (kata.section, kata.facts.level, kata.id)), _section):
        lines += ["", section]
        lines += [_row(kata, states.get(kata.id, "-"), (ids, words), width) for kata in group]
    return "\n".join(lines[1:])


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


def _row(kata: Kata, state: str, widths: tuple[int, int], width: int) -> str:
    ids, words = widths
    start = f"  {kata.id:<{ids}}  level {kata.facts.level}  {kata.facts.minutes:>3} min  {state:<{words}}  "
    room = max(width - len(start), 10)
    return (start + one_line(kata.facts.title, room)).rstrip()
