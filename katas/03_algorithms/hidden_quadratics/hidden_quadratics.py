"""The inner loops of a log collector, and a measure of how they grow.  The contract is in README.md."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any


def lines(chunks: Iterable[bytes | bytearray]) -> Iterator[bytes]:
    """Yield the lines of a stream of bytes that comes in chunks, without their line ends."""
    raise NotImplementedError


def interleave(sources: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Yield one item of each source in turn, until all have ended."""
    raise NotImplementedError


def unique(items: Iterable[Any]) -> Iterator[Any]:
    """Yield the items that are equal to none before them."""
    raise NotImplementedError


def by_agent(batches: Iterable[tuple[Hashable, Iterable[Any]]]) -> dict[Hashable, list[Any]]:
    """Return the events of each agent, from all of its batches."""
    raise NotImplementedError


def growth(fn: Callable[[int], int], sizes: Iterable[int]) -> float:
    """Return the exponent k for which the operations that fn counts grow like size ** k.

    Raises:
        TypeError: fn returns anything but an int.
        ValueError: there are fewer than two different sizes, one is below 1, or a size costs no more than size 0.
    """
    raise NotImplementedError
