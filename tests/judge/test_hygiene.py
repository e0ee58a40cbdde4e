"""Whoever is killed, whenever: no process and no folder is left, and a caller that lives has a result for every job.

All processes of a run are known by its own TMPDIR, which they inherit.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graders.judge.events import plan_to_json
from graders.model import Capabilities, Limits
from tests.judge.conftest import Case, make_plan

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

CALLER = Path(__file__).with_name("caller.py")
PATIENCE_S = 30
TWO = (
    "def test_first(submission):\n    assert submission.first() == 1\n\n\n"
    "def test_answer(submission):\n    assert submission.answer() == 42\n"
)
# Leaves a child that would stay: nothing dies with its parent unless it asks for it.
STUCK = "import os, time\ndef first(): return 1\ndef answer():\n    os.fork()\n    time.sleep(1e6)\n"
FORKS = Capabilities(processes=4)
HONEST = Case(source="def first(): return 1\ndef answer(): return 42\n", hidden=TWO)
AT_IMPORT = Case(source="import time\ntime.sleep(1e6)\n", hidden=TWO, limits=Limits(cpu_s=60, memory_mib=128))
IN_A_CALL = Case(source=STUCK, hidden=TWO, capabilities=FORKS, limits=Limits(cpu_s=60, memory_mib=128))


class Run:
    """A caller, and everything that it has started."""

    def __init__(self, folder: Path, cases: dict[str, Case]) -> None:
        self.tmp = folder / "tmp"
        self.tmp.mkdir()
        (folder / "plan.json").write_bytes(plan_to_json(make_plan(folder, cases)))
        self.caller = subprocess.Popen(
            [sys.executable, str(CALLER), str(folder / "plan.json")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "TMPDIR": str(self.tmp)},
        )

    def living(self) -> dict[int, str]:
        """Return the processes of this run: pid -> judge, zygote, worker or caller."""
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                mine = entry.name.isdigit() and str(self.tmp).encode() in (entry / "environ").read_bytes()
                words = (entry / "cmdline").read_bytes().split(b"\0") if mine else []
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2] if mine else ("Z", "0")
            except OSError:
                continue
            if state != "Z":
                found[int(entry.name)] = self._kind(words, int(parent))
        zygotes = [pid for pid, kind in found.items() if kind == "zygote"]
        return {pid: "worker" if kind == "zygote" and pid != min(zygotes) else kind for pid, kind in found.items()}

    @staticmethod
    def _kind(words: list[bytes], parent: int) -> str:
        if b"graders.judge" in words:
            return "judge"
        return "zygote" if any(word.endswith(b"zygote.py") for word in words) else "caller"

    def wait_for(self, there: Callable[[], bool]) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE_S
        while not there():
            assert time.monotonic() < until, self.living()
            time.sleep(0.01)

    def wait_for_line(self, word: str) -> None:
        """Wait until the caller says something."""
        assert self.caller.stdout is not None
        for line in self.caller.stdout:
            if line.strip() == word:
                return

    def kill(self, kind: str) -> None:
        """Kill the first process of a kind as soon as it is there."""
        self.wait_for(lambda: kind in self.living().values())
        pids = [pid for pid, found in self.living().items() if found == kind]
        os.kill(pids[0], signal.SIGKILL)

    def results(self) -> dict[str, str]:
        """Return what the caller says in the end."""
        said, _ = self.caller.communicate(timeout=PATIENCE_S)
        return dict(line.split()[1:] for line in said.splitlines() if line.startswith("result"))

    def nothing_is_left(self) -> bool:
        """Say so."""
        return not self.living() and not list(self.tmp.glob("kata-*"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[dict[str, Case]], Run]]:
    runs = []

    def begin(cases: dict[str, Case]) -> Run:
        runs.append(Run(tmp_path, cases))
        return runs[-1]

    yield begin
    for run in runs:
        run.caller.kill()
        run.caller.communicate()


# The zygote itself is counted as one: `zygote` is the process that keeps it.
WORKERS = {"import": 2, "call": 3}
PHASES: dict[str, tuple[dict[str, Case], str]] = {
    "start": ({"a": HONEST, "b": HONEST}, ""),
    "import": ({"a": AT_IMPORT, "b": HONEST}, "Started"),
    "call": ({"a": IN_A_CALL, "b": HONEST}, "Checked"),
    "between": ({"a": HONEST} | {f"b{i}": HONEST for i in range(30)}, "Finished"),
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("victim", ["caller", "judge", "zygote"])
def test_a_kill_leaves_nothing(start: Callable[[dict[str, Case]], Run], victim: str, phase: str) -> None:
    cases, line = PHASES[phase]
    run = start(cases)
    if line:
        run.wait_for_line(line)
    if phase in WORKERS:
        run.wait_for(lambda: list(run.living().values()).count("worker") >= WORKERS[phase])

    run.kill("judge" if victim == "caller" and phase == "start" else victim)
    if victim == "caller":
        run.caller.kill()

    if victim != "caller":
        results = run.results()
        assert list(results) == list(cases)
        assert set(results.values()) <= {"grader_error", "crashed", "passed"}
        assert victim == "judge" or results[list(cases)[-1]] == "passed"
        assert phase not in {"import", "call"} or results["a"] != "passed"
    run.wait_for(run.nothing_is_left)


def test_an_interrupt_tells_what_was_finished_and_leaves_nothing(start: Callable[[dict[str, Case]], Run]) -> None:
    run = start({"a": HONEST, "b": IN_A_CALL, "c": HONEST})
    run.wait_for_line("Finished")
    run.wait_for(lambda: list(run.living().values()).count("worker") >= WORKERS["call"])

    run.caller.send_signal(signal.SIGINT)

    said, _ = run.caller.communicate(timeout=PATIENCE_S)
    assert said.splitlines()[-2:] == ["result a passed", "interrupted"]
    run.wait_for(run.nothing_is_left)


def test_a_run_that_ends_well_leaves_nothing(start: Callable[[dict[str, Case]], Run]) -> None:
    daemon = (
        "import os, time\ndef first():\n    os.fork() or os.fork() or time.sleep(1e6)\n"
        "    return 1\ndef answer(): return 42\n"
    )
    run = start({"a": Case(source=daemon, hidden=TWO, capabilities=FORKS), "b": HONEST})

    assert run.results()["b"] == "passed"

    assert run.nothing_is_left()
