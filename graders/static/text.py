"""The copy of a submission that the tools read: nothing in it speaks to them.

A suppression is a comment, so a copy whose comments say nothing cannot be silenced, however one is spelled.
"""

from __future__ import annotations

import io
import re
import tokenize
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPEAKS: Final = re.compile(
    r"type:|noqa|nopep8|pylint|mypy|pyre|pyright|ruff|flake8|isort|fmt:|yapf|pragma|nosec|coding[:=]"
)
"""What a comment with its spaces taken out has in it, if some tool may listen to it."""
_ANYWHERE: Final = re.compile(r"^# mypy:", re.MULTILINE)
"""Mypy reads such a line as options wherever it stands, in a string too."""


def lines_of(text: str) -> str:
    """Return a text whose lines end as the compiler reads them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and text of each comment.

    Raises:
        SyntaxError, tokenize.TokenError: this is no Python.
    """
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield *token.start, token.string


def squeezed(comment: str) -> str:
    """Return a comment as it is compared: without spaces, in one case and one form."""
    return "".join(unicodedata.normalize("NFKC", comment).casefold().split())


def muted(text: str) -> str:
    """Return a text whose comments keep length and place, and whose directives are x-ed out."""
    return _with_comments(
        text, lambda comment: re.sub(r"\w", "x", comment) if SPEAKS.search(squeezed(comment)) else comment
    )


def bare(text: str) -> str:
    """Return a text without comments, for a tool that needs none; everything else stays on its line and column."""
    return _ANYWHERE.sub("# mypy;", _with_comments(text, lambda comment: " " * len(comment)))


def _with_comments(text: str, change: Callable[[str], str]) -> str:
    text = lines_of(text)
    lines = text.split("\n")
    for line, column, comment in [*comments(text)]:
        old = lines[line - 1]
        lines[line - 1] = old[:column] + change(comment) + old[column + len(comment) :]
    return "\n".join(lines)
