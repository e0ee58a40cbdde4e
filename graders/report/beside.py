"""What a page can tell beyond its report: the map of all katas, what was done before, which hints are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graders.model import Kata, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One grading of a kata; `values` are its budgets' by workload."""

    at: datetime
    status: Status
    score: float
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """How many hints of a kata were told, and how many there are."""

    told: int
    count: int

    def offer(self, kata: str) -> str:
        """Return what to type for the next hint, if there is one."""
        if self.told >= self.count:
            return ""
        return f"`kata hint {kata}` tells hint {self.told + 1} of {self.count}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """All of it, by the ids of katas; `standing` is what each was graded last, `edit` the file to edit."""

    katas: Sequence[Kata] = ()
    standing: Mapping[str, Status] = field(default_factory=dict)
    past: Mapping[str, Sequence[Past]] = field(default_factory=dict)
    hints: Mapping[str, Hints] = field(default_factory=dict)
    edit: Mapping[str, str] = field(default_factory=dict)
