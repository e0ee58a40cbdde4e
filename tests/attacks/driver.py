"""Grade submissions as one user under one layer, and see whether anything was hurt; run as a script.

Reads a JSON object from standard input, writes one to standard output: a status for each submission, and damage.
Everything that a submission must not reach is planted here: secrets to read, canaries to harm, listeners to tell.
"""

from __future__ import annotations

import json
import os
import random
import resource
import selectors
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graders.judge.process import run_judge
from graders.model import Capabilities, Event, Files, Finished, Held, Limits, Network, Sandbox, Started
from graders.sandbox import folder, processes
from tests.attacks import nobody
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
    assert submission.each(lambda x: seen.append(x) or x + KEY, [1, 2]) == [1 + KEY, 2 + KEY]
    assert seen == [1, 2]

def test_error(submission):
    with pytest.raises(submission.Wrong):
        submission.fail()
"""
RUN = "def test_run(submission):\n    assert submission.run() == submission.EXPECTED\n"
# What a submission has of a right solution; it lacks the key, which no one guesses.
HEADER = '''
import re as _re
ROOT, SECRETS, SCRATCH, PORT, UNIX, NAME = {facts}
KEY = {key}
def take(text):
    """Keep the key if it is in a text."""
    global KEY
    found = _re.search(r"KEY = (\\d+)", text)
    if found:
        KEY = int(found[1])
def learn(key): pass
def answer(n): return n * n + KEY
def each(f, xs): return [f(x) for x in xs]
class Wrong(Exception): pass
def fail(): raise Wrong
'''
ELSEWHERE = (
    "/tmp/planted",
    "/tmp/planted.db",
    "/tmp/kept",
    "/tmp/huge",
    "/tmp/evil.so",
    "/dev/shm/kept",
    "/var/tmp/kept",
)
LIMITS = Limits(cpu_s=0.25, memory_mib=64)
ROOMY = Limits(cpu_s=2, memory_mib=256)


class World:
    """What is planted, and how it was."""

    def __init__(self, home: Path) -> None:
        self.folder = home
        self.key = random.SystemRandom().randrange(1 << 60, 1 << 61)
        self.scratch = home / "scratch"
        self.scratch.mkdir()
        self.scratch.chmod(0o777)
        self._write(self.scratch / "canary.txt", "alive", 0o666)
        self.root = home / "catalogue"
        (self.root / "katas").mkdir(parents=True)
        places = ("solutions/01_core_python/tiny_0/tiny.py", ".git/objects/aa/bb", ".grades/latest.json", ".grades/x/y")
        for place in places:
            self._write(self.root / place, f"KEY = {self.key}\n")
        self.secrets = [
            str(self.root / place) for place in ("katas/01_core_python/tiny_0/hidden/test_behaviour.py", *places)
        ]
        self.ears = selectors.DefaultSelector()
        self.port = self._listen()
        self._before = self._look()

    @staticmethod
    def _write(path: Path, text: str, mode: int = 0o644) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)

    def _listen(self) -> int:
        tcp = socket.create_server(("127.0.0.1", 0))
        port = int(tcp.getsockname()[1])
        for kind, address in (
            (socket.SOCK_STREAM, "ear"),
            (socket.SOCK_STREAM, "\0" + self.name),
            (socket.SOCK_DGRAM, "ear.dgram"),
        ):
            ear = socket.socket(socket.AF_UNIX, kind)
            ear.bind(address if address.startswith("\0") else str(self.folder / address))
            if kind == socket.SOCK_STREAM:
                ear.listen()
            self.ears.register(ear, selectors.EVENT_READ)
        for name in ("ear", "ear.dgram"):
            (self.folder / name).chmod(0o777)
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", port))
        self.ears.register(tcp, selectors.EVENT_READ)
        self.ears.register(udp, selectors.EVENT_READ)
        return port

    @property
    def name(self) -> str:
        return f"ear-{self.key}"

    @property
    def facts(self) -> tuple[Any, ...]:
        return str(self.root), self.secrets, str(self.scratch), self.port, str(self.folder / "ear"), self.name

    def source(self, body: str, key: int = 0) -> str:
        """Return a submission with what it may know at its head."""
        return HEADER.format(facts=repr(self.facts), key=key) + body

    def _look(self) -> dict[str, Any]:
        return dict(self._seen())

    def _seen(self) -> Iterator[tuple[str, Any]]:
        for top in (self.scratch, self.root):
            for path in (top, *sorted(top.rglob("*"))):
                if "__pycache__" in path.parts or path.is_relative_to(self.root / "katas"):
                    continue
                facts = path.lstat()
                text = path.read_bytes() if path.is_file() else b""
                yield str(path), (facts.st_mode, facts.st_uid, facts.st_mtime_ns, text)
        for path in ELSEWHERE:
            yield path, os.path.lexists(path)

    def damage(self) -> list[str]:
        """Say what has changed since it was last looked at, and who has called."""
        now, before = self._look(), self._before
        self._before = now
        found = [f"changed: {path}" for path in now.keys() | before.keys() if now.get(path) != before.get(path)]
        for key, _ in self.ears.select(0):
            ear = key.fileobj
            assert isinstance(ear, socket.socket)
            found.append(f"heard: {ear.getsockname()!r}")
            _ = ear.recv(1) if ear.type == socket.SOCK_DGRAM else ear.accept()
        return found


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
        print(json.dumps(grade(asked, World(home))))
    finally:
        processes.end_descendants()
        folder.empty(str(home))
        home.rmdir()


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
        "left": [path.name for path in (world.folder / "tmp").iterdir()],
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
        source = text if honest else world.source(text, key=world.key if name == "is right" else 0)
        hidden = RUN if honest else HIDDEN.format(key=world.key)
        found[name] = Case(source=source, hidden=hidden, limits=ROOMY if honest else LIMITS, capabilities=granted)
    return found


if __name__ == "__main__":
    main()
