"""A transcript in its parts, and its text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

SHORT: Final = 120


class Script(NamedTuple):
    """A transcript in its parts, so that parts can be dropped.

    `final` is the statement that fails; `check` is the same, with an error that tells what came back.
    """

    imports: tuple[str, ...]
    definitions: tuple[str, ...]
    statements: tuple[str, ...]
    final: str
    check: str

    @property
    def text(self) -> str:
        """The script; a blank line stands after each block, so that it can be pasted into an interpreter."""
        return self._with(self.final)

    @property
    def telling(self) -> str:
        """The script whose error tells what came back."""
        return self._with(self.check)

    def _with(self, last: str) -> str:
        parts = map(_closed, (*self.definitions, *self.statements, last))
        return "\n".join([*self.imports, *([""] if self.imports else []), *parts]).rstrip() + "\n"


def _closed(block: str) -> str:
    """Return a block as an interpreter wants it pasted: no blank line inside, one behind."""
    lines = [line for line in block.splitlines() if line.strip()]
    return "\n".join([*lines, ""] if len(lines) > 1 else lines)


def words(text: str) -> set[str]:
    """Return the names in a text, and more: every run of letters, digits and underscores."""
    return set(re.findall(r"\w+", text))


def short(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 3]}..."
