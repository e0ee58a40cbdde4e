"""Sort the lines of a file that is larger than memory.  The contract is in README.md."""

from collections.abc import Callable
from os import PathLike
from typing import Any


def sort_file(
    source: str | PathLike[str],
    target: str | PathLike[str],
    *,
    key: Callable[[bytes], Any] | None = None,
    max_bytes: int,
    max_open: int = 16,
) -> int:
    """Write the lines of `source`, in order, to `target`, and return how many there are.

    Args:
        source: the file to sort; it may be `target` itself.
        target: the file that is replaced, once all is done.
        key: what lines are compared by, called with a line without its newline; None compares the lines.
        max_bytes: how many bytes of lines are sorted in memory at a time.
        max_open: how many files may be open at the same time.

    Raises:
        ValueError: `max_bytes` is below 1, or `max_open` below 3.
    """
    raise NotImplementedError
