"""An event loop over coroutines, with timers, futures and tasks.  The contract is in README.md."""

import time
from collections.abc import Callable, Coroutine, Generator, Iterable
from typing import Any


class Cancelled(BaseException):
    """Raised in a coroutine whose task is cancelled, and in those that wait for it."""


class Deadlock(RuntimeError):
    """Somebody waits, and nothing can happen any more."""


class Timer:
    """A call that will be made; `call_later` gives it."""

    def cancel(self) -> None:
        """See to it that the call is not made."""
        raise NotImplementedError


class Future:
    """A result that will be there; `loop.future()` gives it."""

    def done(self) -> bool:
        """Say whether there is a result or an error."""
        raise NotImplementedError

    def result(self) -> Any:
        """Return the result, or raise the error.

        Raises:
            RuntimeError: there is neither yet.
        """
        raise NotImplementedError

    def set_result(self, value: Any) -> None:
        """Give it its result.

        Raises:
            RuntimeError: it is done.
        """
        raise NotImplementedError

    def set_exception(self, error: BaseException) -> None:
        """Give it its error.

        Raises:
            RuntimeError: it is done.
        """
        raise NotImplementedError

    def __await__(self) -> Generator[Any, Any, Any]:
        raise NotImplementedError


class Task(Future):
    """A coroutine that runs beside others; `create_task` gives it."""

    def cancel(self) -> bool:
        """Have `Cancelled` raised in the coroutine; False if it is done."""
        raise NotImplementedError


class Loop:
    """Runs tasks and timers, and waits for time and descriptors."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[list[int], float | None], Iterable[int]] | None = None,
    ) -> None:
        raise NotImplementedError

    def run(self, coro: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine to its end, end all others, and return its result.

        Raises:
            ExceptionGroup: of errors that nobody has taken.
            Deadlock: somebody waits, and nothing can happen any more.
        """
        raise NotImplementedError

    def create_task(self, coro: Coroutine[Any, Any, Any]) -> Task:
        """Let a coroutine run beside the others, from the next turn on."""
        raise NotImplementedError

    def call_later(self, delay: float, fn: Callable[..., Any], *args: Any) -> Timer:
        """Call a function once, `delay` seconds from now."""
        raise NotImplementedError

    def future(self) -> Future:
        """Return a new future."""
        raise NotImplementedError

    async def sleep(self, delay: float) -> None:
        """Wait for some seconds; for a turn at least."""
        raise NotImplementedError

    async def readable(self, fd: int) -> None:
        """Wait until a descriptor can be read."""
        raise NotImplementedError
