"""Where the time of a function goes, and a report that has become faster.  The contract is in README.md."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Spot(NamedTuple):
    """A function in a profile; `own` and `total` are shares of the time of the whole profile, from 0.0 to 1.0."""

    file: str
    line: int
    name: str
    calls: int
    own: float
    total: float


class Profile(NamedTuple):
    """Where the time went, hottest first; what the function returned, and the exception that it raised."""

    spots: list[Spot]
    result: Any = None
    error: Exception | None = None


def hotspots(fn: Callable[[], Any], top: int, *, timer: Callable[[], float] | None = None) -> Profile:
    """Call fn and return the functions in which most time was spent, as cProfile sees it.

    Raises:
        ValueError: top is below 1.
    """
    raise NotImplementedError


def report(lines: Sequence[str], owners: Sequence[tuple[str, str]]) -> str:
    """Return what slow_report.report returns, sooner."""
    raise NotImplementedError
