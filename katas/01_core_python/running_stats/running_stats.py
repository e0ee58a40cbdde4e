"""Count, mean, variance and extremes of a stream, in parts that can be merged.  The contract is in README.md."""

from collections.abc import Iterable, Mapping
from typing import Any


class Stats:
    """What is known of the values seen, without keeping them.

    Raises:
        TypeError: a value is neither an int nor a float.
        ValueError: a value is not within -1e150 and 1e150.
    """

    def __init__(self, values: Iterable[float] = ()) -> None:
        raise NotImplementedError

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> "Stats":
        """Return an instance that goes on where the one that gave `state` was."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return all that is known, as plain data for JSON."""
        raise NotImplementedError

    def push(self, x: float) -> None:
        """Add one value; a refused one changes nothing.

        Raises:
            TypeError: it is neither an int nor a float.
            ValueError: it is not within -1e150 and 1e150.
        """
        raise NotImplementedError

    def merge(self, other: "Stats") -> None:
        """Add everything that the other one has seen, or raise TypeError."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many values were seen."""
        raise NotImplementedError

    @property
    def mean(self) -> float:
        """Their mean; without values it is a ValueError."""
        raise NotImplementedError

    @property
    def variance(self) -> float:
        """The sum of squared deviations over `count - 1`; with fewer than two values it is a ValueError."""
        raise NotImplementedError

    @property
    def minimum(self) -> float:
        """The lowest value; without values it is a ValueError."""
        raise NotImplementedError

    @property
    def maximum(self) -> float:
        """The highest value; without values it is a ValueError."""
        raise NotImplementedError
