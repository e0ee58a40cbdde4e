"""Functions that sort rows, made from text.  The contract is in README.md."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def compile_sort(spec: str) -> Callable[[Iterable[Row]], list[Row]]:
    """Return a function that returns rows in the order of `spec`, such as "-price,name:ci,age:nulls_first".

    Raises:
        ValueError: `spec` has an empty part, an unknown option, or says something twice.
    """
    raise NotImplementedError
