"""A process that runs judges, to be killed by tests: reads a plan, writes a line for each event and result."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from graders.judge.events import plan_from_json
from graders.judge.judges import run_judges
from graders.judge.process import Interrupted
from graders.model import Event, KataResult


def say(*words: object) -> None:
    """Write a line that is seen at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def tell(event: Event) -> None:
    """Say what has happened."""
    say(type(event).__name__)


def tell_results(results: tuple[KataResult, ...]) -> None:
    """Say how each job ended."""
    for result in results:
        say("result", result.label, result.status)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is started with it ignored
    plan = plan_from_json(Path(sys.argv[1]).read_bytes())
    try:
        most = int(sys.argv[2]) if len(sys.argv) > 2 else 1
        tell_results(run_judges(plan, python=sys.executable, on_event=tell, most=most, durations={}))
    except Interrupted as interrupt:
        tell_results(interrupt.results)
        say("interrupted")
