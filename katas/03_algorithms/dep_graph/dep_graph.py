"""A planner for tasks that need each other.  The contract is in README.md."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any


class CycleError(ValueError):
    """Tasks need each other in a circle, which is in the attribute `cycle`."""

    cycle: list[Any]


class DepGraph:
    """Tasks in the order in which they came, and what each of them needs."""

    def __init__(self) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many tasks there are."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        """Yield the tasks in the order in which they came."""
        raise NotImplementedError

    def __contains__(self, task: Hashable) -> bool:
        """Say whether there is such a task."""
        raise NotImplementedError

    def add(self, task: Hashable, needs: Iterable[Hashable] = ()) -> None:
        """Add a task, or further needs of one."""
        raise NotImplementedError

    def remove(self, task: Hashable) -> None:
        """Take a task out; nothing needs it any more.

        Raises:
            KeyError: there is no such task.
        """
        raise NotImplementedError

    def needs(self, task: Hashable) -> list[Any]:
        """Return what a task needs.

        Raises:
            KeyError: there is no such task.
        """
        raise NotImplementedError

    def layers(self) -> list[list[Any]]:
        """Return the tasks in layers, each of which needs only what is in those before it.

        Raises:
            CycleError: some tasks need each other in a circle.
        """
        raise NotImplementedError

    def find_cycle(self) -> list[Any] | None:
        """Return tasks of which each needs the next, and the last the first; None if there are none."""
        raise NotImplementedError

    def affected(self, changed: Iterable[Hashable]) -> list[Any]:
        """Return the changed tasks and all that need one of them, directly or not.

        Raises:
            KeyError: there is no such task.
        """
        raise NotImplementedError

    def critical_path(self, weights: Mapping[Any, Any]) -> tuple[Any, list[Any]]:
        """Return the weight of the heaviest chain of needs, and its tasks, first things first.

        Raises:
            KeyError: a task has no weight.
            CycleError: some tasks need each other in a circle.
        """
        raise NotImplementedError
