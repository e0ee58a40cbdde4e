"""Check values against annotations, and calls against those of a function.  The contract is in README.md."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class CheckError(TypeError):
    """A value does not fit its annotation.

    Attributes:
        path: the keys and indexes that lead to what does not fit; in a call, the name of the parameter comes first.
        value: what does not fit.
        expected: the annotation that it should fit.
    """

    path: tuple[Any, ...]
    value: Any
    expected: Any


def checker(annotation: Any) -> Callable[[Any], Any]:
    """Return a function that returns its argument if it fits the annotation, and raises CheckError if it does not.

    Raises:
        TypeError: at the call, the annotation is of no known kind.
    """
    raise NotImplementedError


def checked(function: F) -> F:
    """Let a function check its arguments and its result by its annotations, at each call."""
    raise NotImplementedError
