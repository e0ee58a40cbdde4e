"""A client of JSON over HTTP that repeats what may be repeated, and a server's faults to test it.

The contract is in README.md.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import aiohttp
from aiohttp.typedefs import Middleware


class ApiError(Exception):
    """A call that has failed: the status of the last answer, or None without one, and how many attempts there were."""

    def __init__(self, message: str, status: int | None = None, attempts: int = 1) -> None:
        super().__init__(message)
        self.status = status
        self.attempts = attempts


class TooLarge(ApiError):
    """An answer whose body has more bytes than a client takes."""


class Client:
    """Calls of one API, over one session."""

    def __init__(
        self,
        base: str,
        session: aiohttp.ClientSession | None = None,
        *,
        attempts: int = 4,
        timeout_s: float = 4.0,
        max_wait_s: float = 30.0,
        max_bytes: int = 1_000_000,
        connections: int = 5,
    ) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> "Client":
        raise NotImplementedError

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        raise NotImplementedError

    async def call(self, method: str, path: str, *, body: Any = None, key: str | None = None) -> Any:
        """Return the JSON value of the answer, None if it is empty.

        Raises:
            ApiError: it has failed, for good or too often.
            TooLarge: the body has more than `max_bytes`.
        """
        raise NotImplementedError

    def items(self, path: str) -> AsyncGenerator[Any, None]:
        """Return an async generator of the items of all pages, of which each names the next one.

        Raises:
            ApiError: as `call`; a page is no list; the next one lies elsewhere, or was there already.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Fault:
    """What a server does to a request: it waits, and then cuts the connection, answers so, or lets the handler answer."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    cut: bool = False


def faults(script: Iterable[Fault | None], log: list[tuple[str, str, int | None]]) -> Middleware:
    """Return a middleware that takes a fault of the script for each request, and logs what came of it."""
    raise NotImplementedError
