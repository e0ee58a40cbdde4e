"""Restarts are counted for each child: a hundred that fail in turn are never too many."""

import asyncio
from collections import deque

RESTARTS = ("always", "on_error", "never")


class TooManyRestarts(RuntimeError):
    """A child would have to be restarted, and there have been too many restarts lately."""


class _Child:
    def __init__(self, name, run, restart, delay):
        self.name, self.run, self.restart, self.delay = name, run, restart, delay
        self.task = self.timer = None         # at most one of them: it runs, or waits for its restart
        self.told = False                     # to end

    async def call(self):
        await self.run()                      # called in here, so that its error is one of the child


class Supervisor:
    def __init__(self, *, intensity=3, period=60.0, backoff=1.0, max_backoff=30.0, grace=5.0):
        self._intensity, self._period, self._grace = intensity, period, grace
        self._first, self._longest = min(backoff, max_backoff), max_backoff
        self._children = {}                   # by name, in the order of `start`; those that are over are not in it
        self._restarts = deque()              # when; of the last period only
        self._errors, self._loop, self._stopping, self._ending = [], None, False, asyncio.Event()

    def start(self, name, run, *, restart="on_error"):
        if restart not in RESTARTS:
            raise ValueError(f"restart is {restart!r}, and must be one of {RESTARTS}")
        if self._stopping:
            raise RuntimeError("the supervisor takes no more children")
        if name in self._children:
            raise ValueError(f"there is a child {name!r}")
        child = self._children[name] = _Child(name, run, restart, self._first)
        if self._loop is not None:
            self._begin(child)

    def stop(self):
        self._stopping = True
        self._ending.set()

    async def run(self):
        # A task of its own does the work, so that to cancel this one disturbs nothing: `wait` leaves it alone.
        work, cancelled = asyncio.create_task(self._work()), None
        while not work.done():
            try:
                await asyncio.wait([work])
            except asyncio.CancelledError as error:
                cancelled = error
                self.stop()
        failure = work.exception()
        if cancelled is not None:
            raise cancelled
        if failure is not None:
            raise failure

    async def _work(self):
        self._loop = asyncio.get_running_loop()
        for child in self._children.values():
            self._begin(child)
        if not self._children:
            self.stop()
        await self._ending.wait()
        for child in reversed(list(self._children.values())):
            await self._end(child)
        if self._errors:
            raise ExceptionGroup("children have failed", self._errors)

    def _begin(self, child):
        child.timer, child.began = None, self._loop.time()
        if self._stopping:
            return
        child.task = asyncio.create_task(child.call())
        child.task.add_done_callback(lambda task: self._ended(child, task))

    async def _end(self, child):
        child.told = True
        if child.timer is not None:
            child.timer.cancel()
        while child.task is not None:
            child.task.cancel()
            await asyncio.wait([child.task], timeout=self._grace)

    def _ended(self, child, task):
        child.task, error = None, _error_of(task, child.told)
        if self._stopping:
            self._over(child, error)
        elif child.restart == "always" or (child.restart == "on_error" and error is not None):
            self._restart(child, error)
        else:
            self._over(child, error)

    def _restart(self, child, error):
        now = self._loop.time()
        self._restarts = child.__dict__.setdefault('restarts', deque())
        while self._restarts and now - self._restarts[0] >= self._period:
            self._restarts.popleft()
        if len(self._restarts) >= self._intensity:
            failure = TooManyRestarts(f"{child.name!r} would be restart {len(self._restarts) + 1} in {self._period} s")
            failure.__cause__ = error
            self._over(child, failure)
            return
        self._restarts.append(now)
        if now - child.began >= self._longest:
            child.delay = self._first
        child.timer = self._loop.call_at(now + child.delay, self._begin, child)
        child.delay = min(2 * child.delay, self._longest)

    def _over(self, child, error):
        self._children.pop(child.name, None)
        if error is not None:
            self._errors.append(error)
        if error is not None or not self._children:
            self.stop()


def _error_of(task, told):
    """Return the error of a task; one that was cancelled, and not by the supervisor, has one too."""
    try:
        return task.exception()
    except asyncio.CancelledError as error:
        if told:
            return None
        failure = RuntimeError("cancelled from within")
        failure.__cause__ = error
        return failure
