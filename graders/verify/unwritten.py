"""Places that the scaffold has marked and the author has not filled yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graders.model import Kata
from graders.verify.findings import Finding, Rule
from graders.verify.scaffold import placeholders
from graders.verify.submissions import is_litter


def unwritten_findings(kata: Kata) -> Iterator[Finding]:
    """Name each place in the kata and in its solution that is still a placeholder, and what belongs there."""
    for folder in (kata.folder, kata.solution):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if not path.is_file() or any(is_litter(Path(part)) for part in inside.parts):
                continue
            for line, wanted in placeholders(path.read_text(encoding="utf-8", errors="replace")):
                where = f"{folder.relative_to(folder.parents[2]).parts[0]}/.../{inside.as_posix()}:{line}"
                yield Finding(rule=Rule.UNWRITTEN, what=f"still to write: {wanted}", where=where)
