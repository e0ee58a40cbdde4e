"""Who measures alone comes to it, however many others keep the core busy by turns."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a judge has a core of its own on Linux")

OVERLAPPING = """
import os, sys, threading
from graders.judge.budgets.alone import on_core
os.sched_setaffinity(0, {int(sys.argv[1])})
taken, changed = [0, 0], threading.Condition()
def check_after_check(me):
    os.sched_setaffinity(0, {int(sys.argv[1])})
    while True:
        with on_core(exclusive=False), changed:
            taken[me] += 1
            if taken == [1, 1]:
                print("begun", flush=True)
            changed.notify()
            seen = taken[1 - me]
            changed.wait_for(lambda: taken[1 - me] > seen, timeout=0.5)
threading.Thread(target=check_after_check, args=[0], daemon=True).start()
check_after_check(1)
"""
"""Two judges, of whom one begins its check before the other ends its own, if it is let."""
ALONE = """
import os, sys
from graders.judge.budgets.alone import on_core
os.sched_setaffinity(0, {int(sys.argv[1])})
for _ in range(5):
    with on_core(exclusive=True):
        print("alone", flush=True)
"""


@contextmanager
def running(code: str, folder: str) -> Iterator[Popen[str]]:
    """Run code that takes turns at one core, with lock files of its own."""
    core = str(min(os.sched_getaffinity(0)))
    with Popen(
        [sys.executable, "-c", code, core], stdout=PIPE, text=True, env={**os.environ, "TMPDIR": folder}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_overlapping_checks_do_not_keep_a_budget_waiting(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("locks"))

    with running(OVERLAPPING, folder) as others:
        assert others.stdout is not None
        others.stdout.readline()
        with running(ALONE, folder) as alone:
            said, _ = alone.communicate(timeout=60)

    assert said.split() == ["alone"] * 5


WAITING = """
import os, sys, time
from graders.judge.budgets.alone import on_core
os.sched_setaffinity(0, {int(sys.argv[1])})
with on_core(exclusive=False):
    print("begun", flush=True)
    time.sleep(600)
"""
"""A check that waits for nothing: a submission in a deadlock, say."""


def test_a_check_that_waits_for_ever_does_not_keep_a_budget_waiting(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("locks"))

    with running(WAITING, folder) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        with running(ALONE, folder) as budgets:
            assert budgets.stdout is not None
            assert [budgets.stdout.readline() for _ in range(5)] == ["alone\n"] * 5
