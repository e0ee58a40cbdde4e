"""Two texts beside each other, readable without colour.  Importing this imports rich."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from rich.table import Table
from rich.text import Text

from graders.report.neutral import neutral

_SIGN: Final = {"equal": " ", "replace": "|", "delete": "<", "insert": ">"}


def side_by_side(left: str, right: str, headings: tuple[str, str]) -> Table:
    """Lay two texts out; the sign between them says `|` changed, `<` and `>` only on that side."""
    grid = Table(box=None, expand=True, padding=(0, 1, 0, 0))
    grid.add_column(headings[0], ratio=1, overflow="fold")
    grid.add_column("", width=1)
    grid.add_column(headings[1], ratio=1, overflow="fold")
    for sign, ours, theirs in _lines(neutral(left).splitlines(), neutral(right).splitlines()):
        grid.add_row(Text(ours), sign, Text(theirs))
    return grid


def _lines(left: list[str], right: list[str]) -> Iterator[tuple[str, str, str]]:
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for ours, theirs in zip_longest(left[a:b], right[c:d]):
            alone = "<" if theirs is None else ">" if ours is None else _SIGN[tag]
            yield alone, ours or "", theirs or ""
