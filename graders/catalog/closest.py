"""Find the names that a mistyped one was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(name: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Return the known names that look most like `name`, best first."""
    return difflib.get_close_matches(name, list(known), count)


def quoted(names: Iterable[str]) -> str:
    """Return the names as a message shows them."""
    return ", ".join(f"`{name}`" for name in names)
