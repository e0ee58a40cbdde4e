"""What a tool found in a text, as a learner reads it: place, words, rule, and the line itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a tool found."""

    path: str
    line: int
    rule: str
    text: str
    source: str = ""

    def __str__(self) -> str:
        """Return it as compilers write it, with the line of source below."""
        return f"{self.path}:{self.line}: {self.text}  [{self.rule}]\n    {self.source}".rstrip()

    __repr__ = __str__


class Findings(list[Finding]):
    """A list that a failed `assert findings == []` writes out."""

    def of(self, *rules: str) -> Findings:
        """Return those of some rules, each by its code or name."""
        return Findings(finding for finding in self if not set(rules).isdisjoint(finding.rule.split()))

    def without(self, *rules: str) -> Findings:
        """Return those of all other rules."""
        return Findings(finding for finding in self if set(rules).isdisjoint(finding.rule.split()))

    @property
    def lines(self) -> list[str]:
        """Return the lines of an explanation."""
        count = "1 finding" if len(self) == 1 else f"{len(self)} findings"
        return [count, *(line for finding in self for line in str(finding).splitlines())]


def read(rows: Sequence[Sequence[Any]], texts: Mapping[str, str]) -> Findings:
    """Return findings from a tool's rows, each with its line in one of the texts."""
    lines = {path: text.splitlines() for path, text in texts.items()}
    return Findings(
        Finding(path, line, rule, text, _line(lines.get(path, []), line)) for path, line, rule, text in rows
    )


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1].strip() if number <= len(lines) else ""
