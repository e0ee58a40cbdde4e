"""Classes for the rows of a table, made from its header.  The contract is in README.md."""

from collections.abc import Callable, Sequence
from typing import Any


def record_type(header: Sequence[str], types: Sequence[Callable[[Any], Any]], defaults: Sequence[Any] = ()) -> type[Any]:
    """Return the class of the rows below a header: a named tuple whose values are converted.

    Raises:
        ValueError: there are not as many types as columns.
        TypeError: there are more defaults than columns.
    """
    raise NotImplementedError
