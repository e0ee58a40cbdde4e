"""Errors with codes, and a boundary that turns other errors into them.  The contract is in README.md."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, ClassVar


class ServiceError(Exception):
    """What callers see: a message, a payload, and a code that belongs to the class."""

    code: ClassVar[str] = "error"
    message: str
    payload: dict[str, Any]

    def __init__(self, message: str = "", /, **payload: Any) -> None:
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return code, message and a copy of the payload."""
        raise NotImplementedError


class NotFound(ServiceError):
    """There is no such thing."""


class Conflict(ServiceError):
    """It does not fit what is there."""


class Unavailable(ServiceError):
    """It cannot be reached."""


Target = type[ServiceError] | Callable[[Any], ServiceError | None]


class Boundary:
    """A context manager and decorator that translates the errors that come out, by their classes."""

    def __init__(self, mapping: Mapping[type[BaseException], Target], note: str | None = None) -> None:
        raise NotImplementedError

    def __enter__(self) -> Any:
        """Return the boundary."""
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> bool | None:
        raise NotImplementedError

    def __call__(self, function: Any) -> Any:
        """Return the function, plain or `async def`, with its calls inside the boundary."""
        raise NotImplementedError
