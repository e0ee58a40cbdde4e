"""What goes to a worker of the cluster and what comes back: bytes of JSON, so that no pickle of ours is ever read.

The key of sealed katas goes nowhere: they are opened by the client, in a folder that workers of its machine can read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from graders.model import Kata, KataResult, Plan, Sandbox
from graders.report import fingerprint

Ready = Callable[[Kata, Callable[[str], None]], str]
"""Prepares a machine for a kata and returns the interpreter; a GraderError says why it cannot be graded there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One submission's katas of one dependency group: a task of the cluster.

    `keys` are those under which the results are kept, by kata; `grader` and `contents` say what the verdicts follow
    from: a machine that has anything else must not give them.
    """

    id: str
    plan: Plan
    keys: Mapping[str, str]
    grader: str
    contents: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One result, and the wall seconds that it took on a core of its own."""

    result: KataResult
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a work; `refused` says why this machine grades nothing at all."""

    graded: tuple[Graded, ...] = ()
    layer: Sandbox | None = None
    refused: str = ""


def identity(keys: Mapping[str, str]) -> str:
    """Return the name of a work: the same for the same submission."""
    return sha256(repr(sorted(keys.items())).encode()).hexdigest()[:32]


def grader() -> str:
    """Return the hash of what grades here: the engine's own source, and Python's minor version."""
    return sha256(fingerprint.of_engine() + repr(sys.version_info[:2]).encode()).hexdigest()


def content(kata: Kata) -> str:
    """Return the hash of what is here of a kata."""
    return fingerprint.of_kata(kata).hex()
