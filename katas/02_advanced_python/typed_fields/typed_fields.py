"""Attributes that check what is assigned, and attributes computed once.  The contract is in README.md."""

from collections.abc import Callable
from typing import Any

_NOT_GIVEN: Any = object()


class Field:
    """An attribute whose value is checked before it is stored; `name` is the one it has in its class."""

    name: str

    def __init__(self, *, default: Any = _NOT_GIVEN, factory: Callable[[], Any] | None = None) -> None:
        """Take a default, which may be any object, or a factory that makes one for each object.

        Raises:
            TypeError: both are given.
        """
        raise NotImplementedError

    def validate(self, value: Any) -> Any:
        """Return what is to be stored for a value, or raise; subclasses override it."""
        raise NotImplementedError


class Int(Field):
    """A whole number, within bounds that are allowed values themselves."""

    def __init__(self, *, low: int | None = None, high: int | None = None, **options: Any) -> None:
        raise NotImplementedError


class Str(Field):
    """A text, of a length and of a pattern that describes all of it."""

    def __init__(self, *, max_length: int | None = None, pattern: str | None = None, **options: Any) -> None:
        raise NotImplementedError


class Computed:
    """An attribute that a function computes when it is first read; `name` is the one it has in its class."""

    name: str

    def __init__(self, function: Callable[[Any], Any]) -> None:
        raise NotImplementedError
