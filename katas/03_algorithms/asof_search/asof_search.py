"""Binary search where `bisect` alone does not do: by a predicate, as of a time, in a ring.  The contract is in README.md."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal


def first_true(lo: int, hi: int, predicate: Callable[[int], object]) -> int:
    """Return the smallest int from `lo` up to, but not including, `hi` for which the predicate is true; `hi` if there is none.

    Raises:
        ValueError: `lo` is above `hi`.
    """
    raise NotImplementedError


def asof_join(
    left: Iterable[Any],
    right: Sequence[Any],
    *,
    direction: Literal["backward", "forward", "nearest"] = "backward",
    tolerance: Any = None,
    exact: bool = True,
) -> list[int | None]:
    """Return, for each key of `left`, the index of the key in `right` that belongs to it, or None.

    Raises:
        ValueError: `right` is not in order, or has a NaN; the tolerance is below 0 or NaN; the direction is unknown.
    """
    raise NotImplementedError


def oldest(ring: Sequence[Any]) -> int:
    """Return the index of the oldest entry of a ring buffer, whose keys never fall from the oldest entry on.

    Raises:
        ValueError: the ring is empty.
    """
    raise NotImplementedError
