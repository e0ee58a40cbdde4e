"""How long each kata took when it was graded last: parallel judges share their work out by it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from graders.catalog.whole import write_whole
from graders.model import Event, Finished, Started

FILE: Final = "durations.json"


class Durations:
    """The durations in a file, and those that the events of a run add; a file that is lost costs some seconds."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._begun: dict[tuple[str, str], float] = {}
        self._seen: dict[str, float] = {}
        self.known: Mapping[str, float] = _read(file)

    def take(self, event: Event) -> None:
        """Learn from an event."""
        if isinstance(event, Started):
            self._begun[event.id, event.label] = time.monotonic()
        elif isinstance(event, Finished):
            result = event.result
            began = self._begun.pop((result.id, result.label), None)
            if began is not None:
                self._seen[result.id] = round(time.monotonic() - began, 3)

    def save(self) -> None:
        """Keep what was seen, beside what another grader has written meanwhile."""
        if not self._seen:
            return
        try:
            write_whole(self._file, msgspec.json.encode({**_read(self._file), **self._seen}), durable=False)
        except OSError:
            return


def _read(file: Path) -> dict[str, float]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, float])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}
