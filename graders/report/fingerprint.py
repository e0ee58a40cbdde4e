"""What a verdict follows from, as one hash: while it is the same, the verdict is known."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

import graders
from graders import environments
from graders.model import Job, Kata, Plan

FORMAT: Final = "1"
"""Raised when an entry of the cache means something else than before."""
_ENGINE: Final = Path(graders.__file__).parent
_LEFT_OUT: Final = {"__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache"}


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What all verdicts of a run depend on: its plan, engine, interpreter and packages, machine."""

    plan: Plan

    @cached_property
    def _digest(self) -> bytes:
        plan, system = self.plan, os.uname()
        asked = (plan.hash_seed, plan.show_tests, plan.transcripts, plan.shrink, plan.sandbox, plan.require)
        machine = (system.sysname, system.release, system.machine, os.geteuid())
        facts = (FORMAT, graders.__version__, sys.version, sys.executable, *asked, *machine, *_installed())
        return sha256(repr(tuple(map(str, facts))).encode() + of_engine()).digest()

    def key(self, job: Job, content: bytes | None = None) -> str:
        """Return the hash for one job: it changes with its files, its kata's folder, reference, group lock and seed.

        `content` is what `of_kata` says of its kata, where that is known already.
        """
        kata = job.kata
        total = sha256(self._digest + repr((kata.id, job.seed, job.label, job.only, job.shown)).encode())
        for name, text in sorted(job.files.items()):
            _add(total, name, text.encode())
        total.update(of_kata(kata) if content is None else content)
        for name in kata.facts.binaries:
            _add(total, name, _version(name))
        return total.hexdigest()


def of_engine() -> bytes:
    """Return the hash of the engine's own files: the same on every machine that has the same engine."""
    total = sha256()
    for name, content in _files(_ENGINE):
        _add(total, name, content)
    return total.digest()


def of_kata(kata: Kata) -> bytes:
    """Return the hash of a kata's folder without the submission, its reference and its group's lock."""
    total = sha256()
    for name, content in _files(kata.folder, but=kata.facts.submit):
        _add(total, name, content)
    for name in kata.facts.submit:
        _add(total, name, _content(str(kata.solution / name)))
    if lock := environments.at(kata).lock(kata.facts.group):
        _add(total, "lock", _content(str(lock)))
    return total.digest()


def _add(total: Any, name: str, content: bytes) -> None:
    """Add a file so that nothing can move from one to the next."""
    total.update(f"{len(name)} {name} {len(content)} ".encode("utf-8", "surrogateescape") + content)


def _files(folder: Path, but: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the name below a folder and the content of every file in it, in an order that is the same everywhere."""
    start = len(str(folder)) + 1
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for path in [f"{place}/{name}" for name in sorted(names)]:
            if path[start:] not in but:
                yield path[start:], _content(path)


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (thousands of them; pathlib doubles the cost)
            return file.read()
    except OSError as error:
        return f"no file: {error.errno}".encode()


def _version(program: str) -> bytes:
    """Return what changes with an upgrade of a program."""
    path = shutil.which(program)
    about = os.stat(path) if path else None  # noqa: PTH116
    return repr((path, about and (about.st_size, about.st_mtime_ns))).encode()


def _installed() -> list[str]:
    """Return the names and versions of what is installed where the engine's own dependencies are."""
    return sorted(name for name in os.listdir(Path(msgspec.__file__).parents[1]) if name.endswith(".dist-info"))  # noqa: PTH208
