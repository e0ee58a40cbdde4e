"""Which jobs a workflow starts for a change: one a dependency group, since each needs an environment of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graders.environments import CORE
from graders.model import Kata

Matrix = Mapping[str, Sequence[Mapping[str, str]]]


def matrix(katas: Iterable[Kata]) -> Matrix:
    """Return the matrix; without a kata there still is a job, which says whether protected paths are touched."""
    groups: dict[str, list[str]] = {}
    for kata in katas:
        groups.setdefault(kata.facts.group, []).append(kata.id)
    return {"include": [{"group": name, "katas": " ".join(ids)} for name, ids in (groups or {CORE: []}).items()]}
