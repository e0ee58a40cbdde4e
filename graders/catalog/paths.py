"""Ask about a path of a stranger and never raise: links may loop, names may be too long."""

from __future__ import annotations

import os
from pathlib import Path


def exists(path: Path) -> bool:
    """Tell whether something has this name, a dangling link included."""
    return os.path.lexists(path)


def real(path: Path) -> Path:
    """Return the path without links, as far as they lead somewhere; `Path.resolve` raises when they loop."""
    return Path(os.path.realpath(path))
