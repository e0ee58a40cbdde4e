"""Bounded concurrency that leaves nothing behind: a map over a stream, and a race.  The contract is in README.md."""

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def amap(
    fn: Callable[[T], Awaitable[R]], source: AsyncIterable[T], *, limit: int, ordered: bool = True
) -> AsyncGenerator[R, None]:
    """Return an async generator of `await fn(item)` for each item, with at most `limit` items in hand.

    Raises:
        ValueError: `limit` is below 1; at once, not when the first result is asked for.
    """
    raise NotImplementedError


async def first_ok(*attempts: Coroutine[Any, Any, R], stagger: float = 0.0) -> R:
    """Start the attempts one after the other and return what the first successful one returns.

    Raises:
        ValueError: there are no attempts.
        ExceptionGroup: all of them failed.
    """
    raise NotImplementedError
