"""Grade submissions as one user under one layer, and see whether anything was hurt; run as a script.

Reads a JSON object from standard input, writes one to standard output: a status for each submission, and damage.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from graders.judge.process import run_judge
from graders.model import Capabilities, Event, Files, Finished, Held, Limits, Network, Sandbox, Started
from graders.sandbox import folder, processes
from tests.attacks import nobody
from tests.attacks.world import World
from tests.judge.conftest import Case, make_plan

HIDDEN = """
import pytest

KEY = {key}

def test_first_it_is_told(submission):
    submission.learn(KEY)

def test_answer(submission):
    for n in range(3):
        assert submission.answer(n) == n * n + KEY

def test_comparisons(submission):
    assert not submission.answer(2) != 4 + KEY
    assert KEY < submission.answer(1) < KEY + 2
    assert submission.answer(1) in [KEY + 1]

def test_each(submission):
    seen = []
    assert list(submission.each(lambda x: seen.append(x) or x + KEY, [1, 2])) == [1 + KEY, 2 + KEY]
    assert seen == [1, 2]

def test_error(submission):
    with pytest.raises(submission.Wrong):
        submission.fail()
"""
RUN = "def test_run(submission):\n    assert submission.run() == submission.EXPECTED\n"
LIMITS = Limits(cpu_s=0.1, memory_mib=64)
ROOMY = Limits(cpu_s=2, memory_mib=256)


def main() -> None:
    """Do what standard input asks for."""
    asked = json.load(sys.stdin)
    if asked["user"] == "nobody":
        nobody.become()
    processes.adopt_orphans()
    os.environ["KATA_SECRET"] = "a-secret-of-the-judge"
    home = Path(tempfile.mkdtemp(prefix="attacks-", dir="/tmp"))
    home.chmod(0o755)
    (home / "tmp").mkdir()
    tempfile.tempdir = os.environ["TMPDIR"] = str(home / "tmp")
    try:
        sys.stdout.write(json.dumps(grade(asked, World(home))))
    finally:
        processes.end_descendants()
        folder.empty(str(home))
        home.rmdir()


def is_lock(path: Path) -> bool:
    """Tell whether a file is the judge's lock on its core, which stays for the next one: it has no content."""
    name = rf"\.kata-core\d+(-turn)?-{os.getuid()}\.lock"
    return re.fullmatch(name, path.name) is not None and path.stat().st_size == 0


def grade(asked: dict[str, Any], world: World) -> dict[str, Any]:
    """Grade all submissions; return statuses, seconds, messages, damage and what is left."""
    began: dict[str, float] = {}
    took: dict[str, float] = {}
    damage: dict[str, list[str]] = {}
    held: list[str] = []

    def listen(event: Event) -> None:
        if isinstance(event, Held):
            held.append(str(event.layer))
        elif isinstance(event, Started):
            began[event.label] = time.monotonic()
        elif isinstance(event, Finished):
            took[event.result.label] = time.monotonic() - began[event.result.label]
            if found := world.damage():
                damage[event.result.label] = found

    plan = make_plan(world.root, cases(asked, world), sandbox=Sandbox(asked["layer"]))
    results = run_judge(plan, python=sys.executable, on_event=listen)
    time.sleep(0.05)
    return {
        "held": held,
        "statuses": {result.label: str(result.status) for result in results},
        "messages": {r.label: "\n".join(c.message for c in r.checks) + r.message for r in results},
        "outputs": {result.label: len(result.output) for result in results},
        "secrets": [r.label for r in results if os.environ["KATA_SECRET"] in repr(r)],
        "took": took,
        "damage": damage | ({"after all": late} if (late := world.damage()) else {}),
        "processes": processes.children(os.getpid()),
        "left": [path.name for path in (world.folder / "tmp").iterdir() if not is_lock(path)],
        "peak_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10,
    }


def cases(asked: dict[str, Any], world: World) -> dict[str, Case]:
    """Return what is to be graded, by name."""
    found = {}
    for name, (text, capabilities) in asked["submissions"].items():
        granted = Capabilities(
            files=Files(capabilities.get("files", "none")),
            network=Network(capabilities.get("network", "none")),
            processes=int(capabilities.get("processes", 0)),
        )
        honest = asked["honest"]
        source = text if honest else world.source(text, key=world.key if name.startswith("is right") else 0)
        hidden = RUN if honest else HIDDEN.format(key=world.key)
        found[name] = Case(source=source, hidden=hidden, limits=ROOMY if honest else LIMITS, capabilities=granted)
    return found


if __name__ == "__main__":
    main()
