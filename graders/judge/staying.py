"""A judge that stays: `python -m graders.judge.staying EVENTS_FD PARENT CORE`, a plan a line on standard input.

Interpreter, pytest and zygote are there when the next plan comes; only the worker is new.  SIGINT stops a plan.
"""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from graders.judge.__main__ import begin, judge, lanes_for
from graders.judge.events import plan_from_json
from graders.judge.trouble import UserInterrupt
from graders.model import Idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.judge.lanes import Lanes
    from graders.model import Event, Plan


class Staying:
    """Judges plan after plan with the same zygotes."""

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._lanes: Lanes | None = None
        self._busy = False

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop the plan that is being judged, if there is one."""
        if self._busy:
            self._busy = False  # once: what cleans up after it is not to be stopped
            raise UserInterrupt

    def judge(self, plan: Plan) -> None:
        """Judge a plan, then say so; one that was stopped takes its zygotes with it, whatever they were told last."""
        lanes = self._lanes = self._lanes or lanes_for(plan, self._emit)
        stopped = True
        try:
            self._busy = True
            stopped = judge(plan, self._emit, lanes) > 1
            self._busy = False
        except UserInterrupt:
            pass
        finally:
            self._busy = False
            if stopped:
                self.close()
        _forget({str(job.kata.hidden) for job in plan.jobs})
        self._emit(Idle())

    def close(self) -> None:
        """End all workers."""
        if self._lanes is not None:
            self._lanes.close()
            self._lanes = None


def _forget(folders: set[str]) -> None:
    """Let the next plan import its hidden tests anew: a test that has run keeps its seed and what it drew."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and str(Path(file).parent) in folders:
            del sys.modules[name]
    gc.collect()
    if not gc.get_freeze_count():  # pytest collects three times a session: not what it and we have loaded for good
        gc.freeze()


def main() -> None:
    """Judge until standard input ends."""
    staying = Staying(begin())
    signal.signal(signal.SIGINT, staying.interrupt)
    try:
        for line in sys.stdin.buffer:
            staying.judge(plan_from_json(line))
    finally:
        staying.close()


if __name__ == "__main__":
    main()
