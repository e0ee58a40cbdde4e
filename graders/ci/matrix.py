"""Which jobs a workflow starts for a change: one a dependency group, since each needs an environment of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graders.environments import CORE
from graders.model import Kata

Matrix = Mapping[str, Sequence[Mapping[str, str]]]


def matrix(katas: Iterable[Kata]) -> Matrix:
    """Return the matrix; without a kata there still is a job, which says whether protected paths are touched."""
    groups: dict[str, list[Kata]] = {}
    for kata in katas:
        groups.setdefault(kata.facts.group, []).append(kata)
    return {"include": [_job(name, found) for name, found in (groups or {CORE: []}).items()]}


def _job(group: str, katas: Sequence[Kata]) -> Mapping[str, str]:
    """Return a job: its katas for the log, and the servers to install before it grades."""
    services = dict.fromkeys(name for kata in katas for name in kata.facts.services)
    return {"group": group, "katas": " ".join(kata.id for kata in katas), "services": " ".join(services)}
