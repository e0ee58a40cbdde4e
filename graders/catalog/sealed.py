"""Tell a kata whose hidden tests are there only in sealed form (docs/sealing.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graders.model import Kata

SEALED: Final = "sealed.age"


def sealed_file(kata: Kata) -> Path | None:
    """Return the sealed file of a kata that has no plain tests; where both are, the plain ones count."""
    file = kata.folder / SEALED
    return file if file.is_file() and not any((kata.folder / "hidden").glob("*.py")) else None
