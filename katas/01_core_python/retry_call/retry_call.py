"""Call again what failed, a few times and with pauses.  The contract is in README.md."""

import time
from collections.abc import Awaitable, Callable
from typing import Any


def retry(
    fn: Callable[..., Any] | None = None,
    /,
    *,
    times: int = 3,
    on: type[Exception] | tuple[type[Exception], ...] = Exception,
    backoff: Callable[[int, Exception], float] | None = None,
    deadline: float | None = None,
    sleep: Callable[[float], Awaitable[None] | None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[..., Any]:
    """Return `fn` with retries; without `fn`, a decorator that does the same.

    Raises:
        TypeError: `fn` cannot be called or is a generator function, or `on` is not made of subclasses of Exception.
        ValueError: `times` is below 1.
    """
    raise NotImplementedError
