"""A lazy map over an executor, with a bound on what is in flight.  The contract is in README.md."""

import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def bounded_map(
    executor: Executor,
    fn: Callable[[T], R],
    items: Iterable[T],
    *,
    max_in_flight: int,
    ordered: bool = True,
    timeout: float | None = None,
    on_error: Callable[[T, Exception], R] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[R, None, None]:
    """Return an iterator of `fn(item)`, computed by the executor; at most `max_in_flight` items are in flight.

    A generator, or any iterator with `close()`.

    Raises:
        ValueError: `max_in_flight` is below 1; at once, not when the first result is asked for.
    """
    raise NotImplementedError
