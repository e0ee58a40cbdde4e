"""Results of a batch, a file each: whole or not at all, so that a run that was killed goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from graders.catalog.whole import write_whole
from graders.model import KataResult, Sandbox, Status

FOLDER: Final = "results"
OPEN: Final = {Status.GRADER_ERROR, Status.UNAVAILABLE, Status.UNDECIDED}
"""Statuses that say nothing of the submission: another run may find more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A result under the hash of what it follows from, the layer that held the code, and the seconds it took."""

    key: str
    layer: Sandbox | None
    took_s: float
    result: KataResult


class Results:
    """The results in a folder.  What cannot be read there is graded again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> Kept | None:
        """Return the result for a hash."""
        try:
            kept = msgspec.json.decode(self._path(key).read_bytes(), type=Kept)
        except (OSError, ValueError):
            return None
        return kept if kept.key == key else None

    def keep(self, kept: Kept) -> None:
        """Write a result: a new file takes the place of the old in one step."""
        path = self._path(kept.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, msgspec.json.encode(kept), durable=False)

    def keys(self) -> Iterator[str]:
        """Yield the hashes of all results."""
        for path in self._folder.glob("*/[!.]*.json"):
            yield path.stem

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
