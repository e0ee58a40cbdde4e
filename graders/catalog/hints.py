"""The hints of a kata, as its README has them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_HINT: Final = re.compile(r"<details>\s*<summary>.*?</summary>(.*?)</details>", re.DOTALL)


def hints(kata: Path) -> list[str]:
    """Return the hints in the README of a kata's folder, each on one line; none where there is no README."""
    try:
        text = (kata / "README.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [" ".join(found.split()) for found in _HINT.findall(text)]
