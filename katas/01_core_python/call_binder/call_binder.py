"""Calls with arguments taken by name from a mapping.  The contract is in README.md."""

from collections.abc import Callable, Mapping
from typing import Any


class BindError(TypeError):
    """The mapping does not fit the function, which was not called.

    Attributes:
        missing: parameters that have neither a key nor a default.
        unknown: keys that no parameter takes.
    """

    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def call_with(fn: Callable[..., Any], config: Mapping[str, Any], strict: bool = True) -> Any:
    """Call `fn` with arguments from `config` and return what it returns.

    Raises:
        BindError: something is missing, or unknown and `strict`.
    """
    raise NotImplementedError


def explain(fn: Callable[..., Any], config: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the names that are given, left to their default, missing and unknown; call nothing."""
    raise NotImplementedError


def binder(fn: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function (config, strict=True) that does what call_with does; inspect `fn` now, once."""
    raise NotImplementedError
