"""The zygotes of a judge: one for each set of preloaded modules, and one more each for references."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from graders.judge.lane import Lane
from graders.sandbox import processes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.model import Kata


class Role(Enum):
    """Whose workers a zygote forks: the reference's never share one with a submission's."""

    SUBMISSION = "submission"
    REFERENCE = "reference"


class Lanes:
    """The zygotes of this judge, one for each set of preloaded modules."""

    def __init__(self, hash_seed: int, paths: Sequence[str] = ()) -> None:
        self._hash_seed, self._paths = hash_seed, paths
        self._lanes: dict[tuple[Role, tuple[str, ...]], Lane] = {}

    def get(self, kata: Kata, role: Role = Role.SUBMISSION) -> Lane:
        """Return the lane for a kata, started when it is new."""
        key = role, kata.facts.preload
        if key in self._lanes and not self._lanes[key].alive:
            self.renew(kata, role)
        if key not in self._lanes:
            self._lanes[key] = Lane(kata.facts.preload, self._paths, self._hash_seed)
        return self._lanes[key]

    def renew(self, kata: Kata, role: Role = Role.SUBMISSION) -> None:
        """Forget a zygote that has died; the next one is started when it is needed."""
        self._lanes.pop((role, kata.facts.preload)).close()
        processes.end_children(but={lane.pid for lane in self._lanes.values()})  # what it had is ours now

    def close(self) -> None:
        """End them all."""
        for lane in self._lanes.values():
            lane.close()
        self._lanes.clear()
