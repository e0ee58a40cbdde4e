"""An immutable set of numbers, kept as half-open intervals.  The contract is in README.md."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

Number = int | Fraction


class IntervalSet:
    """The numbers x with start <= x < stop for at least one of the pairs (start, stop).

    Raises:
        ValueError: a pair has start > stop.
    """

    def __init__(self, pairs: Iterable[tuple[Number, Number]] = ()) -> None:
        raise NotImplementedError

    @property
    def measure(self) -> Number:
        """The length of all intervals together."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[tuple[Number, Number]]:
        """Yield the longest intervals as (start, stop), ascending."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many intervals iteration yields; the empty set is false."""
        raise NotImplementedError

    def __contains__(self, x: Number) -> bool:
        """Say whether the number is in the set."""
        raise NotImplementedError

    def __or__(self, other: Any) -> "IntervalSet":
        """Return what is in either set; NotImplemented for anything but an IntervalSet, as in all that follow."""
        raise NotImplementedError

    def __and__(self, other: Any) -> "IntervalSet":
        """Return what is in both sets."""
        raise NotImplementedError

    def __sub__(self, other: Any) -> "IntervalSet":
        """Return what is in this set and not in the other."""
        raise NotImplementedError

    def __xor__(self, other: Any) -> "IntervalSet":
        """Return what is in exactly one of the sets."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        """Say whether the sets hold the same numbers."""
        raise NotImplementedError

    def __hash__(self) -> int:
        """Return the same number for equal sets."""
        raise NotImplementedError

    def __le__(self, other: Any) -> bool:
        """Say whether this set is a part of the other, or equal."""
        raise NotImplementedError

    def __lt__(self, other: Any) -> bool:
        """Say whether this set is a part of the other, and not equal."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Return an expression for an equal set."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Return the intervals in mathematical notation."""
        raise NotImplementedError

    def __format__(self, spec: str) -> str:
        """Return the same with the format specification applied to each bound."""
        raise NotImplementedError
