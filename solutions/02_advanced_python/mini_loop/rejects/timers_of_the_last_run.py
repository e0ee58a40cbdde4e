"""An event loop over coroutines: one queue, one heap of timers, and one place where it waits."""

import select
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Iterable
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any


class Cancelled(BaseException):
    """Raised in a coroutine whose task is cancelled, and in those that wait for it."""


class Deadlock(RuntimeError):
    """Somebody waits, and nothing can happen any more."""


class Timer:
    """A call that will be made, unless it has been made or cancelled."""

    __slots__ = ("_args", "_fn", "_loop")

    def __init__(self, loop: "Loop", fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._loop = loop
        self._fn: Callable[..., Any] | None = fn
        self._args = args

    def cancel(self) -> None:
        self._fn, self._args = None, ()
        self._loop._forget_cancelled()

    def _fire(self) -> None:
        fn, args, self._fn, self._args = self._fn, self._args, None, ()
        try:
            if fn is not None:
                fn(*args)
        except Exception as error:
            self._loop._errors[self] = error


class Future:
    """A value or an error, and the tasks that wait for it, in order and found without a search."""

    def __init__(self, loop: "Loop") -> None:
        self._loop = loop
        self._done = False
        self._value: Any
        self._error: BaseException | None
        self._waiting: dict[Task, None] = {}

    def done(self) -> bool:
        return self._done

    def result(self) -> Any:
        if not self._done:
            raise RuntimeError("there is no result yet")
        if self._error is not None:
            self._loop._errors.pop(self, None)      # whoever sees it has taken it
            raise self._error
        return self._value

    def set_result(self, value: Any) -> None:
        self._set(value, None)

    def set_exception(self, error: BaseException) -> None:
        self._set(None, error)

    def _set(self, value: Any, error: BaseException | None) -> None:
        if self._done:
            raise RuntimeError("it is done")
        self._done, self._value, self._error = True, value, error
        waiting, self._waiting = self._waiting, {}
        for task in waiting:
            task._join()

    def __await__(self) -> Generator["Future", None, Any]:
        if not self._done:
            yield self
        return self.result()


class Task(Future):
    """A coroutine: it runs, stands in the queue, or waits for one future."""

    def __init__(self, loop: "Loop", coro: Coroutine[Any, Any, Any]) -> None:
        super().__init__(loop)
        self._coro = coro
        self._on: Future | None = None
        self._thrown: BaseException | None = None   # what its next step raises in the coroutine
        loop._tasks[self] = None
        self._join()

    def cancel(self) -> bool:
        if self._done:
            return False
        self._thrown = Cancelled()
        if self._on is not None:
            del self._on._waiting[self]             # or it would be woken twice
            self._join()
        return True

    def _join(self) -> None:
        self._on = None
        self._loop._queue.append(self._step)

    def _step(self) -> None:
        thrown, self._thrown = self._thrown, None
        try:
            on = self._coro.send(None) if thrown is None else self._coro.throw(thrown)
        except StopIteration as end:
            self._end(end.value, None)
        except Cancelled as error:
            self._end(None, error)
        except Exception as error:
            self._loop._errors[self] = error
            self._end(None, error)
        except BaseException as error:
            self._end(None, error)
            raise
        else:
            self._wait_for(on)

    def _wait_for(self, on: Future) -> None:
        if self._thrown is not None:                # it was cancelled while it ran
            self._join()
        else:
            self._on = on
            on._waiting[self] = None

    def _end(self, value: Any, error: BaseException | None) -> None:
        del self._loop._tasks[self]
        self._set(value, error)


class Loop:
    """Turns: wait once, let what is due join the queue, and run what stands in it."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[list[int], float | None], Iterable[int]] | None = None,
    ) -> None:
        self._clock = clock
        self._wait = _select if wait is None else wait
        self._numbers = count()
        self._queue: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, int, Timer]] = []
        self._cancelled = 0                         # since the heap was last made again
        self._readers: dict[int, dict[Future, None]] = {}
        self._tasks: dict[Task, None] = {}          # those that are not done, in the order in which they were made
        self._errors: dict[Any, Exception] = {}     # of tasks and timers, as long as nobody has taken them

    def run(self, coro: Coroutine[Any, Any, Any]) -> Any:
        main = self.create_task(coro)
        try:
            try:
                while not main.done():
                    self._turn()
            finally:
                self._end_all()
            lost = [error for who, error in self._errors.items() if who is not main]
        finally:
            self._drop_all()
        if lost:
            own = [main._error] if isinstance(main._error, Exception) else []
            raise ExceptionGroup("errors that nobody has taken", own + lost)
        return main.result()

    def _turn(self) -> None:
        timers, queue = self._timers, self._queue
        while timers and timers[0][2]._fn is None:
            heappop(timers)
        if queue:
            timeout: float | None = 0
        elif timers:
            timeout = max(0, timers[0][0] - self._clock())
        elif self._readers:
            timeout = None
        else:
            raise Deadlock("every task waits, and nothing can happen")
        for fd in self._wait(list(self._readers), timeout):
            for future in self._readers.pop(fd, ()):
                future.set_result(None)
        now = self._clock()
        while timers and timers[0][0] <= now:
            queue.append(heappop(timers)[2]._fire)
        for _ in range(len(queue)):
            queue.popleft()()

    def _end_all(self) -> None:
        told: set[Task] = set()
        while self._tasks:
            for task in self._tasks:
                if task not in told:
                    told.add(task)
                    task.cancel()
            self._turn()

    def _drop_all(self) -> None:
        for kept in (self._queue, self._readers, self._tasks, self._errors):
            kept.clear()

    def _forget_cancelled(self) -> None:
        """Make the heap again after as many cancelled timers as half of it: few stay, and each pays for two places."""
        self._cancelled += 1
        if self._cancelled > len(self._timers) // 2:
            self._timers[:] = [entry for entry in self._timers if entry[2]._fn is not None]
            heapify(self._timers)
            self._cancelled = 0

    def create_task(self, coro: Coroutine[Any, Any, Any]) -> Task:
        return Task(self, coro)

    def call_later(self, delay: float, fn: Callable[..., Any], *args: Any) -> Timer:
        timer = Timer(self, fn, args)
        heappush(self._timers, (self._clock() + max(0, delay), next(self._numbers), timer))
        return timer

    def future(self) -> Future:
        return Future(self)

    async def sleep(self, delay: float) -> None:
        future = Future(self)
        timer = self.call_later(delay, future.set_result, None)
        try:
            await future
        finally:
            timer.cancel()

    async def readable(self, fd: int) -> None:
        future = Future(self)
        self._readers.setdefault(fd, {})[future] = None
        try:
            await future
        finally:
            waiting = self._readers.get(fd, {})
            waiting.pop(future, None)
            if not waiting:
                self._readers.pop(fd, None)


def _select(fds: list[int], timeout: float | None) -> list[int]:
    return select.select(fds, [], [], timeout)[0]
