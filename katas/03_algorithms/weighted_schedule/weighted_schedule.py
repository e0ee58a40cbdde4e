"""The most valuable jobs that fit on some machines.  The contract is in README.md."""

from collections.abc import Iterable
from typing import Any


def best(jobs: Iterable[tuple[Any, Any, Any]], machines: int = 1) -> tuple[Any, list[list[int]]]:
    """Choose jobs `(start, end, value)` with the greatest sum of values; return that sum and a list for each machine.

    Raises:
        ValueError: a job does not start before it ends, or there is no machine.
    """
    raise NotImplementedError
