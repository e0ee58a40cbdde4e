"""Attempts that `kata reset` has kept: copies of the submit files in a folder named after the moment."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graders.catalog.plain_file import Refused, read_plain
from graders.model import Kata

FOLDER: Final = "attempts"
_NAME: Final = "%Y%m%dT%H%M%S.%fZ"


def keep(folder: Path, kata: Kata, grades: Path) -> Path | None:
    """Copy what is there of the submit files to a folder of its own; return it."""
    place = grades / FOLDER / kata.id / datetime.now(UTC).strftime(_NAME)
    files = [name for name in kata.facts.submit if (folder / name).is_symlink() or (folder / name).is_file()]
    for name in files:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, place / name, follow_symlinks=False)
    return place if files else None


def kept(kata: Kata, grades: Path) -> list[Path]:
    """Return the folders of the attempts, oldest first."""
    try:
        return sorted(path for path in (grades / FOLDER / kata.id).iterdir() if _moment(path) is not None)
    except OSError:
        return []


def when(attempt: Path) -> str:
    """Return when an attempt was put away."""
    moment = _moment(attempt)
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else attempt.name


def text(folder: Path, name: str) -> str:
    """Return the text of a file of an attempt; nothing where there is none that can be read."""
    try:
        return read_plain(folder, name).decode("utf-8", "backslashreplace")
    except (FileNotFoundError, Refused):
        return ""


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
