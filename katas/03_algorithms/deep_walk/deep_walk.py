"""Walk, transform and compare values as deep as memory lets them be.  The contract is in README.md."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final, Literal

MISSING: Final = object()
"""What `diff` gives for a value that is not there."""


class CycleError(ValueError):
    """A container stands within itself.

    Attributes:
        path: the keys that lead from the root to the place where it stands again.
    """

    path: tuple[Hashable, ...]


def walk(value: Any, order: Literal["pre", "post", "level"] = "pre") -> Iterator[tuple[int, Hashable, Any]]:
    """Return an iterator over the depth, the key and the node, for each node of a value.

    Raises:
        CycleError: at the call, a container stands within itself.
        ValueError: at the call, the order is unknown.
    """
    raise NotImplementedError


def transform(value: Any, fn: Callable[[Any], Any]) -> Any:
    """Return a new value in which each node is what `fn` returns for it, children before their container.

    Raises:
        CycleError: a container stands within itself; `fn` has not been called.
    """
    raise NotImplementedError


def diff(old: Any, new: Any) -> list[tuple[tuple[Hashable, ...], Any, Any]]:
    """Return the path, the old and the new value of each difference.

    Raises:
        CycleError: a container stands within itself in one of the values.
    """
    raise NotImplementedError
