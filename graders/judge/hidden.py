"""What a kata's hidden folder asks of a submission, read from its text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _names(tree: ast.AST, module: str) -> Iterator[str]:
    """Yield the names taken from the submission: `submission.X`, `self.submission.X`, `from MODULE import X`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            if (isinstance(owner, ast.Name) and owner.id == "submission") or (
                isinstance(owner, ast.Attribute) and owner.attr == "submission"
            ):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and node.module == module:
            yield from (alias.name for alias in node.names if alias.name != "*")


def required_names(hidden: Path, module: str) -> list[str]:
    """Return the names that a submission must have, sorted; files that do not parse are pytest's to report."""
    found: set[str] = set()
    for path in hidden.glob("*.py"):
        try:
            found |= set(_names(ast.parse(path.read_text(encoding="utf-8")), module))
        except (SyntaxError, ValueError):
            continue
    return sorted(name for name in found if not name.startswith("__"))


def uses_hypothesis(hidden: Path) -> bool:
    """Say whether any hidden test draws examples."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in hidden.glob("test_*.py"))
    return any("hypothesis" in text or "Machine" in text for text in texts)
