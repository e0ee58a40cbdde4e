"""What the check that runs now has of its kata's services, each behind the door of the kata's lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.judge.quiet import quietly
from graders.model import GraderError

if TYPE_CHECKING:
    from graders.judge.lanes import Lanes
    from graders.judge.serving import Served
    from graders.model import Kata


class Spaces:
    """Opened when a test asks for them, closed when the check has ended."""

    def __init__(self, kata: Kata, lanes: Lanes) -> None:
        self._kata, self._lanes = kata, lanes
        self._open: dict[str, Served] = {}
        self._last: tuple[str, ...] = ()

    def get(self, name: str) -> Served:
        """Return the check's part of a service.

        Raises:
            GraderError: kata.toml does not name it, or the server is gone and does not come back.
        """
        declared = self._kata.facts.services
        if name not in declared:
            raise GraderError(f"`{name}` is not among the `services` of {self._kata.id}/kata.toml")
        if name not in self._open:
            door = self._lanes.get(self._kata).doors[declared.index(name)]
            self._open[name] = self._lanes.serving.serve(name, self._kata, door)
        return self._open[name]

    def reopen(self) -> None:
        """Open what the last check had, empty and at the same addresses, for its transcript."""
        for name in self._last:
            self.get(name)

    def close(self) -> str:
        """Give all back; say whose server is gone, which is nobody's fault that we can name."""
        spaces, self._open = self._open, {}
        self._last = tuple(spaces) or self._last
        died = self._lanes.serving.died(self._kata) if spaces else ""
        for space in spaces.values():
            quietly(space.close)
        return died
