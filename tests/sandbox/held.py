"""Grade a plan and say what held it, and how it ended; run as a script."""

from __future__ import annotations

import sys
from pathlib import Path

from graders.judge.events import plan_from_json
from graders.judge.process import run_judge
from graders.model import Event, Held


def tell(event: Event) -> None:
    """Say which layer it is."""
    if isinstance(event, Held):
        sys.stdout.write(f"{event.layer}\n")


if __name__ == "__main__":
    for result in run_judge(plan_from_json(Path(sys.argv[1]).read_bytes()), python=sys.executable, on_event=tell):
        sys.stdout.write(f"{result.status}\n")
