"""What is planted around a grading: secrets to read, canaries to harm, listeners to tell."""

from __future__ import annotations

import os
import random
import selectors
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
ELSEWHERE = [f"/tmp/{name}" for name in ("conftest.py", "x.pth", "deeper", "planted", "planted.db", "kept", "huge")]
ELSEWHERE += ["/dev/shm/kept", "/dev/shm/evil.so", "/var/tmp/kept"]


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
        for place in ELSEWHERE:
            yield place, os.path.lexists(place)

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
