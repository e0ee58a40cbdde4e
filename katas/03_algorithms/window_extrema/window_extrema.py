"""Minimum, maximum, sum and rate of the last values, or of the last seconds.  The contract is in README.md."""

from collections.abc import Iterable, Iterator

Number = int | float


class CountWindow:
    """The last `count` values.

    Raises:
        ValueError: `count` is below 1.
    """

    def __init__(self, count: int) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many values are in the window."""
        raise NotImplementedError

    def push(self, value: Number) -> None:
        """Add a value; the oldest leaves if there are more than `count`.

        Raises:
            ValueError: the value is not finite.
        """
        raise NotImplementedError

    def min(self) -> Number:
        """Return the lowest value; of an empty window it is a ValueError."""
        raise NotImplementedError

    def max(self) -> Number:
        """Return the highest value; of an empty window it is a ValueError."""
        raise NotImplementedError

    def sum(self) -> Number:
        """Return the exact sum if all values are ints, else the float nearest to it, or raise OverflowError."""
        raise NotImplementedError


class TimeWindow:
    """The values of the last `seconds`: those with `now - at < seconds`.

    Raises:
        ValueError: `seconds` is not above 0, or not finite.
    """

    def __init__(self, seconds: Number) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many values are in the window."""
        raise NotImplementedError

    def push(self, value: Number, at: Number) -> None:
        """Let time pass until `at` and add a value.

        Raises:
            ValueError: the value or the time is not finite, or the time is earlier than before.
        """
        raise NotImplementedError

    def advance(self, now: Number) -> None:
        """Let time pass until `now`.

        Raises:
            ValueError: the time is not finite, or earlier than before.
        """
        raise NotImplementedError

    def min(self) -> Number:
        """Return the lowest value; of an empty window it is a ValueError."""
        raise NotImplementedError

    def max(self) -> Number:
        """Return the highest value; of an empty window it is a ValueError."""
        raise NotImplementedError

    def sum(self) -> Number:
        """Return the exact sum if all values are ints, else the float nearest to it, or raise OverflowError."""
        raise NotImplementedError

    def rate(self) -> float:
        """Return how many values a second came in the window."""
        raise NotImplementedError


def sliding(values: Iterable[Number], count: int) -> Iterator[tuple[Number, Number]]:
    """Return an iterator over the lowest and the highest of each `count` neighbours.

    Raises:
        ValueError: at the call, `count` is below 1; while iterating, a value is not finite.
    """
    raise NotImplementedError
