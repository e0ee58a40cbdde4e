"""A verdict depends on the submission and the seed, and on nothing else that happens on the machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graders.judge.conversation import Conversation
from graders.judge.direct import NOTICE, SUBMISSION
from graders.judge.process import run_judge
from graders.judge.trouble import WorkerDied
from graders.model import Checked, CheckStatus, Finished, Held, KataResult, Limits, Plan, Started, Status
from tests.judge.conftest import Case, Grade, make_kata, make_plan

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWN = """
from hypothesis import given, strategies as st

from graders.testing import Machine
from hypothesis.stateful import rule


@given(st.lists(st.integers()))
def test_any_list(submission, xs):
    assert submission.total(xs) == sum(xs)


@given(st.integers())
def test_any_int(submission, x):
    assert submission.same(x) == x


class Adding(Machine):
    def __init__(self):
        super().__init__()
        self.sum = self.submission.Sum()
        self.model = 0

    @rule(x=st.integers(0, 9))
    def add(self, x):
        self.model += x
        assert self.sum.add(x) == self.model


def test_any_history(machine):
    machine(Adding)
"""
RIGHT = """
def total(xs): return sum(xs)
def same(x): return x
class Sum:
    x = 0
    def add(self, x):
        self.x += x
        return self.x
"""
WRONG = RIGHT.replace("return sum(xs)", "return sum(xs) if len(xs) < 3 else 0").replace("+= x", "= (self.x + x) % 20")
DYING = RIGHT.replace("return x\n", "return x if x < 100 else __import__('os')._exit(0)\n", 1)
RANDOM = RIGHT.replace("return x\n", "return x + (__import__('random').random() < 0.1)\n", 1)
CALM = Limits(cpu_s=2, memory_mib=128)


def drawn(source: str, seed: int = 5) -> Case:
    return Case(source=source, hidden=DRAWN, limits=CALM, seed=seed)


CASES = {"right": drawn(RIGHT), "wrong": drawn(WRONG), "dying": drawn(DYING), "random": drawn(RANDOM)}


def told(results: dict[str, KataResult]) -> Any:
    """Return what of results may never differ: all but the CPU time."""
    return {
        name: replace(got, cpu_s=0, checks=tuple(replace(check, cpu_s=0) for check in got.checks))
        for name, got in results.items()
    }


@pytest.fixture(scope="module")
def twice(grade: Grade) -> list[dict[str, KataResult]]:
    with ThreadPoolExecutor(2) as two_at_once:
        return list(two_at_once.map(grade, [CASES, dict(reversed(CASES.items()))]))


def test_property_tests_shrink_what_they_find(twice: list[dict[str, KataResult]]) -> None:
    once = twice[0]

    assert once["right"].status is Status.PASSED
    assert [check.status for check in once["wrong"].checks] == [
        CheckStatus.FAILED,
        CheckStatus.PASSED,
        CheckStatus.FAILED,
    ]
    assert once["wrong"].checks[0].message.startswith("0 == 1")
    assert once["dying"].status is Status.CRASHED
    assert once["random"].status is Status.FAILED


def test_the_same_seed_gives_the_same_verdicts_in_the_same_words(twice: list[dict[str, KataResult]]) -> None:
    assert told(twice[0]) == told(twice[1])


def test_events_come_in_order_and_results_in_the_order_of_the_plan(tmp_path: Path) -> None:
    events: list[Any] = []
    one = Case(source="def answer(): return 42\n")

    results = run_judge(make_plan(tmp_path, {"b": one, "a": one}), python=sys.executable, on_event=events.append)

    assert [result.label for result in results] == ["b", "a"]
    assert [type(event) for event in events] == [Held, *[Started, Checked, Finished] * 2]
    assert [event.label for event in events if isinstance(event, Started)] == ["b", "a"]
    assert events[3].result == results[0]


def test_a_plan_without_jobs_has_no_results() -> None:
    assert run_judge(Plan(jobs=()), python=sys.executable, on_event=lambda _: None) == ()


def test_an_interpreter_that_cannot_judge_is_told(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"a": Case(source="def answer(): return 42\n")})

    (result,) = run_judge(plan, python="/bin/false", on_event=lambda _: None)

    assert result.status is Status.GRADER_ERROR
    assert result.message.startswith("the judge ended with status 1")


def test_a_callback_of_the_caller_that_fails_ends_the_judge(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"a": Case(source="def answer(): return 42\n")})

    def fail(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_judge(plan, python=sys.executable, on_event=fail)


# --- load --------------------------------------------------------------------------------------------------------

NEAR = (
    "def answer():\n    import time\n    until = time.thread_time() + 0.12\n"
    "    while time.thread_time() < until: pass\n    return 42\n"
)
WAITING = "def answer():\n    import time\n    time.sleep(0.4)\n    return 42\n"
BUSY_CASES = {
    "passing": Case(source="def answer(): return 42\n"),
    "failing": Case(source="def answer(): return 41\n"),
    "near its limit": Case(source=NEAR),
    "waiting": Case(source=WAITING),
    "spinning": Case(source="def answer():\n    while True: pass\n"),
    "dying": Case(source="import os\ndef answer(): os._exit(0)\n"),
}


@pytest.fixture
def busy() -> Iterator[None]:
    """Keep 16 processes busy, at a nice that does not starve the machine's other users."""
    burn = "import time\nwhile time.process_time() < 30: pass"
    processes = [subprocess.Popen([sys.executable, "-S", "-c", burn]) for _ in range(16)]
    yield
    for process in processes:
        process.kill()
        process.wait()


def test_sixteen_busy_processes_change_no_verdict(grade: Grade, busy: None) -> None:
    results = grade(BUSY_CASES)

    assert {name: (str(got.status), got.checks[0].message) for name, got in results.items()} == {
        "passing": ("passed", ""),
        "failing": ("failed", results["failing"].checks[0].message),
        "near its limit": ("passed", ""),
        "waiting": ("passed", ""),
        "spinning": ("timeout", "one call used more than 0.2 s of CPU"),
        "dying": ("crashed", "your code ended the process, with exit status 0"),
    }


# --- one worker --------------------------------------------------------------------------------------------------

Load = Callable[[str], Any]


def test_a_worker_that_is_killed_from_outside_is_told(load: Load, conversation: Conversation) -> None:
    module = load("import os, time\ndef pid(): return os.getpid()\ndef wait(): time.sleep(1e6)\n")
    timer = threading.Timer(0.1, os.kill, (module.pid(), signal.SIGKILL))

    timer.start()
    with pytest.raises(WorkerDied, match="killed by signal SIGKILL"):
        module.wait()
    assert conversation.trouble == (CheckStatus.CRASHED, "the process was killed by signal SIGKILL")


def test_the_module_is_there_again_after_a_death_and_its_objects_are_not(
    load: Load, conversation: Conversation
) -> None:
    module = load("import os\nseen = []\ndef note(x): seen.append(x)\ndef die(): os._exit(3)\nclass A: ...\n")
    module.note(1)
    held = module.A()
    with pytest.raises(WorkerDied, match="exit status 3"):
        module.die()

    assert module.seen == []
    with pytest.raises(WorkerDied, match="process that has ended"):
        held.x  # noqa: B018
    assert conversation.trouble == (CheckStatus.CRASHED, "your code ended the process, with exit status 3")


def test_a_worker_has_what_it_should_and_no_more(load: Load) -> None:
    source = (
        "import os, sys\n"
        "def is_open(fd):\n"
        "    try: return os.fstat(fd) and True\n"
        "    except OSError: return False\n"
        "def look():\n"
        "    fds = [fd for fd in range(1024) if is_open(fd)]\n"
        "    return sorted(os.environ), sys.path, os.listdir('.'), sys.argv, fds, 'pytest' in sys.modules\n"
    )

    environ, path, files, argv, fds, has_pytest = load(source).look()

    assert set(environ) <= {"HOME", "LANG", "PATH", "TMPDIR", "TZ", "PYTHONHASHSEED", "LD_LIBRARY_PATH", "LC_CTYPE"} | {
        f"{library}_NUM_THREADS" for library in ("OMP", "OPENBLAS", "MKL")
    }
    assert not any("site-packages" in folder or "main" in folder for folder in path)
    assert (files, argv, has_pytest) == ([], [""], False)
    assert fds == list(range(6))


# --- direct mode -------------------------------------------------------------------------------------------------


def test_direct_mode_runs_the_same_tests() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "katas/02_advanced_python/ttl_memo/hidden"]
    solution = ROOT / "solutions" / "02_advanced_python" / "ttl_memo"

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, SUBMISSION: str(solution)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    assert NOTICE in done.stdout
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


def test_direct_mode_asks_the_tools_too(tmp_path: Path) -> None:
    rejects = ROOT / "solutions" / "02_advanced_python" / "typed_bus" / "rejects"
    shutil.copy(rejects / "covariant_topic.py", tmp_path / "typed_bus.py")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "katas/02_advanced_python/typed_bus/hidden/test_types.py",
    ]

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, SUBMISSION: str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert "2 failed, 13 passed" in done.stdout
    assert "uses.py:50: mypy must refuse this, and accepts it  [accepted]" in done.stdout


def test_plain_pytest_runs_the_examples_of_a_kata() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "katas/01_core_python/exact_money"]
    solution = ROOT / "solutions" / "01_core_python" / "exact_money"

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, SUBMISSION: str(solution)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


def test_direct_mode_draws_as_the_judge_does(tmp_path: Path) -> None:
    test = (
        "from hypothesis import given, strategies as st\n"
        "drawn = []\n"
        "@given(st.integers())\ndef test_any(submission, x): drawn.append(submission.same(x))\n"
        "def test_so_many(): assert 2 <= len(drawn) <= 60\n"
    )
    kata = make_kata(tmp_path, "tiny", Case(source="", hidden=test))
    (kata.folder / "tiny.py").write_text("def same(x): return x\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "graders.judge.direct", str(kata.folder / "hidden")]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
