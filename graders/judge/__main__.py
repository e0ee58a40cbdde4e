"""A judge process: `python -m graders.judge EVENTS_FD PARENT CORE` reads a plan from standard input and writes events.

Exit status 0: every job has its result.  Standard output and error are for the grader's developers only.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from graders import environments
from graders.judge.confined import confined
from graders.judge.events import event_to_line, plan_from_json
from graders.judge.lanes import Lanes
from graders.judge.plugin import Judge
from graders.judge.serving import Serving
from graders.judge.trouble import UserInterrupt
from graders.model import Event, Plan
from graders.sandbox.processes import adopt_orphans, die_with_parent

CHECK_WALL_S = 600
"""A check that takes longer hangs in the judge itself: that is our error, not the learner's."""
UNUSED = "cacheprovider doctest junitxml pastebin stepwise debugging setuponly setupplan faulthandler unittest"


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise UserInterrupt


def arguments(paths: list[str]) -> list[str]:
    """Return pytest's command line: our ini, no conftest, plugins by name, nothing cached in the tree."""
    ini = Path(__file__).with_name("session.ini")
    off = [part for name in UNUSED.split() for part in ("-p", f"no:{name}")]
    timeout = ["-p", "pytest_timeout", "--timeout", str(CHECK_WALL_S), "--timeout-method", "signal"]
    quiet = ["-q", "--no-header", "--no-summary", "--tb=short", "--capture=no", "--continue-on-collection-errors"]
    return [
        "-c",
        str(ini),
        "--rootdir",
        os.sep,
        "--noconftest",
        "--import-mode=importlib",
        *off,
        *timeout,
        *quiet,
        *paths,
    ]


def begin() -> Callable[[Event], None]:
    """Tie this process to whoever started it, put it on its core; return what tells events."""
    events, parent, core = map(int, sys.argv[1:])
    die_with_parent(parent)
    adopt_orphans()
    if core >= 0:
        os.sched_setaffinity(0, {core})

    def emit(event: Event) -> None:
        line = memoryview(event_to_line(event))
        while line:
            line = line[os.write(events, line) :]

    return emit


def lanes_for(plan: Plan, emit: Callable[[Event], None]) -> Lanes:
    """Return zygotes and services for plans like this one, whose katas are of one dependency group."""
    packages = environments.packages(plan.jobs[0].kata.facts.group) if plan.jobs else ()
    return Lanes(plan.hash_seed, packages, plan.sandbox, Serving(emit))


def judge(plan: Plan, emit: Callable[[Event], None], lanes: Lanes) -> int:
    """Judge a plan in one pytest session; return its exit status."""
    with confined(plan.private) as options:
        return _judge(plan, emit, lanes, options)


def _judge(plan: Plan, emit: Callable[[Event], None], lanes: Lanes, options: list[str]) -> int:
    plugin = Judge(plan, emit, lanes)
    if not plugin.paths:  # pytest would look for tests wherever it stands
        plugin.pytest_sessionfinish(pytest.ExitCode.NO_TESTS_COLLECTED)
        return 0
    if not plugin.hold():
        return 0  # whoever asked has been told
    return int(pytest.main([*plugin.options, *options, *arguments(plugin.paths)], plugins=plugin.plugins))


def main() -> int:
    """Judge the plan on standard input."""
    emit = begin()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    plan = plan_from_json(sys.stdin.buffer.read())
    lanes = lanes_for(plan, emit)
    try:
        status = judge(plan, emit, lanes)
    except UserInterrupt:
        status = pytest.ExitCode.INTERRUPTED
    finally:
        lanes.close()
    return (
        0
        if status in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
        else int(status)
    )


if __name__ == "__main__":
    raise SystemExit(main())
