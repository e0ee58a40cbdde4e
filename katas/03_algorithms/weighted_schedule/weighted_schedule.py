"""The best jobs for several machines.  The contract is in README.md."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Value = int | Fraction


def best(jobs: Iterable[tuple[Any, Any, Value]], machines: int = 1) -> tuple[Value, list[list[int]]]:
    """Choose jobs `(start, end, value)` that are worth most together, and hand them out.

    Returns:
        What the chosen jobs are worth, and for each machine the places of its jobs in `jobs`, in order of time.

    Raises:
        ValueError: there are less than 1 machines, or a job does not end after its start.
    """
    raise NotImplementedError
