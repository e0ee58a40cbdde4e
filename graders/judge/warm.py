"""A judge that is kept between gradings, from the side of who asks."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from typing import TYPE_CHECKING

from graders.judge.events import plan_to_json
from graders.judge.process import GRACE_S, launch, tail

if TYPE_CHECKING:
    from graders.model import Event, Plan


class WarmJudge:
    """One process that judges plan after plan; `Idle` tells the end of each."""

    def __init__(self, python: str) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._process, self._events = launch("graders.judge.staying", python, os.getpid(), subprocess.PIPE, self._log)

    def fileno(self) -> int:
        """Return the descriptor on which its events come."""
        return self._events.fileno()

    def judge(self, plan: Plan) -> None:
        """Begin with a plan; the one before must have ended."""
        assert self._process.stdin is not None  # noqa: S101  (as it was started)
        self._process.stdin.write(plan_to_json(plan) + b"\n")
        self._process.stdin.flush()

    def stop(self) -> None:
        """End the plan that is being judged, if it has not ended by itself; `Idle` comes either way."""
        self._process.send_signal(signal.SIGINT)

    def read(self) -> list[Event] | None:
        """Return the events that have come; None when the process has ended."""
        return self._events.read()

    def close(self) -> str:
        """End the process; return the last it said."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self.stop()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._events.close()
        with self._log:
            return tail(self._log)
