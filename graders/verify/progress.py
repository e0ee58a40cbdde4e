"""One line on a terminal that says what the gate is at; nothing anywhere else."""

from __future__ import annotations

import threading
from typing import TextIO

from graders.model import Event, Finished
from graders.verify.sessions import OnEvent

CLEAR = "\r\x1b[2K"


class Progress:
    """Counts the verdicts of each stage; several katas may be at work at once."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._lock = threading.Lock()
        self._now: dict[str, str] = {}

    def stage(self, kata_id: str, name: str, jobs: int) -> OnEvent:
        """Begin a stage of so many jobs, and return what is told of its events."""
        done = 0

        def on_event(event: Event) -> None:
            nonlocal done
            with self._lock:
                done += isinstance(event, Finished)
                self._show(kata_id, f"{kata_id}: {name} {done}/{jobs}")

        with self._lock:
            self._show(kata_id, f"{kata_id}: {name} 0/{jobs}")
        return on_event

    def end(self, kata_id: str) -> None:
        """Forget a kata, and clear the line so that other output can follow."""
        with self._lock:
            self._now.pop(kata_id, None)
            if self._stream is not None:
                self._stream.write(CLEAR)
                self._stream.flush()

    def _show(self, kata_id: str, text: str) -> None:
        if self._stream is not None and self._now.get(kata_id) != text:
            self._now[kata_id] = text
            self._stream.write(CLEAR + "  ".join(self._now.values())[:120])
            self._stream.flush()
