"""Which globals a function reads, and which of them again and again, told by its bytecode.  The contract is in README.md."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Read(NamedTuple):
    """A place at which a global is read."""

    function: str
    name: str
    line: int


@dataclass(frozen=True)
class Report:
    """What an audit has found."""

    reads: frozenset[Read]
    repeated: frozenset[Read]
    stalls: frozenset[Read]


def audit(function: Callable[..., Any]) -> Report:
    """Report where a function, and what is defined in it, reads globals.

    Raises:
        TypeError: it is no function and no method that is written in Python.
    """
    raise NotImplementedError
