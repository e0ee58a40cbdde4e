"""Asks for the signature of the function at each call."""

import asyncio
import functools
import inspect
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class _Policy:
    """What to do after a failure; knows no call, so calls cannot meet in it."""

    times: int
    on: type | tuple
    backoff: object
    deadline: float | None
    clock: object

    def start(self):
        """Return the time at which no further call may start."""
        return None if self.deadline is None else self.clock() + self.deadline

    def pause(self, n, error, end):
        """Return the seconds before the next call, or None when this failure was the last."""
        if n < self.times:
            seconds = self.backoff(n, error)
            if end is None or self.clock() + seconds < end:
                return seconds
        error.add_note(f"gave up after call {n}")
        return None


def _doubling(n, error):
    return 0.1 * 2 ** (n - 1) if n < 7 else 5.0      # not min(): 2 ** 1100 is no float


def _plain(fn, policy, sleep):
    @functools.wraps(fn)
    def call(*args, **kwargs):
        try:
            bound = inspect.signature(fn).bind(*args, **kwargs)
            args, kwargs = bound.args, bound.kwargs
        except (TypeError, ValueError):
            pass                                        # let the function say so itself
        end, n = policy.start(), 0
        while True:
            n += 1
            try:
                return fn(*args, **kwargs)
            except policy.on as error:
                seconds = policy.pause(n, error, end)
                if seconds is None:
                    raise
            sleep(seconds)

    return call


def _async(fn, policy, sleep):
    @functools.wraps(fn)
    async def call(*args, **kwargs):
        end, n = policy.start(), 0
        while True:
            n += 1
            try:
                return await fn(*args, **kwargs)
            except policy.on as error:
                seconds = policy.pause(n, error, end)
                if seconds is None:
                    raise
            await sleep(seconds)

    return call


def retry(fn=None, /, *, times=3, on=Exception, backoff=None, deadline=None, sleep=None, clock=time.monotonic):
    if times < 1:
        raise ValueError(f"times must be at least 1, not {times}")
    if not all(isinstance(kind, type) and issubclass(kind, Exception) for kind in (on if isinstance(on, tuple) else (on,))):
        raise TypeError(f"on must be subclasses of Exception, not {on!r}")
    policy = _Policy(times, on, backoff or _doubling, deadline, clock)

    def decorate(fn):
        if not callable(fn) or inspect.isgeneratorfunction(fn) or inspect.isasyncgenfunction(fn):
            raise TypeError(f"retry cannot call {fn!r} again")
        if inspect.iscoroutinefunction(fn):
            return _async(fn, policy, sleep or asyncio.sleep)
        return _plain(fn, policy, sleep or time.sleep)

    return decorate if fn is None else decorate(fn)
