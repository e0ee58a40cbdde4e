"""Make learner's text harmless to show: no control characters, no workflow commands, bounded.

Pure.  A character is shown as itself where `repr` would show it so, else as its escape: this covers
C0, C1, ESC, bidi marks, line separators and lone surrogates with one rule that readers know.
"""

from __future__ import annotations

import re
from typing import Final

LINES: Final = 40
CHARACTERS: Final = 4_000

# A GitHub runner trims a line and then looks for `::`; it, Azure and TeamCity look for `##word[` anywhere.
_COMMAND_AT_START: Final = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_COMMAND_ANYWHERE: Final = re.compile(r"#(?=#\w*\[)")


def neutral(text: str) -> str:
    """Return `text` so that no terminal and no CI log takes any of it for a command."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() or char in "\n\t" else _escape(char) for char in text)
    return _COMMAND_ANYWHERE.sub("# ", _COMMAND_AT_START.sub(r"\1: ", text))


def encodable(text: str) -> str:
    """Return `text` with lone surrogates written out, since no file can hold them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def excerpt(text: str, *, lines: int = LINES, characters: int = CHARACTERS) -> str:
    """Return the neutral beginning of `text`, with a note where something was left out."""
    head = "\n".join(text[:characters].split("\n")[:lines])
    shown = neutral(head)[:characters]
    left = len(text) - len(head)
    return f"{shown}\n(cut here: {left:,} more characters)" if left else shown


def one_line(text: str, characters: int = 200) -> str:
    """Return the neutral first line of `text`."""
    line = neutral(text[: characters + 1].strip().split("\n", 1)[0])
    return line if len(line) <= characters else f"{line[: characters - 3]}..."


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
