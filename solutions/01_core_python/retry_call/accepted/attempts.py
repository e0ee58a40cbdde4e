"""Another honest design: each attempt is a context manager that swallows a failure for which there is another call."""

import asyncio
import time
from functools import wraps
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction


def _default_backoff(n, _error):
    pause = 0.1
    for _ in range(n - 1):
        pause *= 2
        if pause > 5.0:
            return 5.0
    return pause


class Attempts:
    """Iterate over the attempts of one call; after each failure `pause` is the time to wait."""

    def __init__(self, times, on, backoff, deadline, clock):
        self.times, self.on, self.backoff, self.deadline, self.clock = times, on, backoff, deadline, clock
        self.began, self.made, self.pause = clock(), 0, None

    def __enter__(self):
        self.made += 1

    def __exit__(self, kind, error, traceback):
        if kind is None or not issubclass(kind, self.on):
            return False
        if self.made < self.times:
            self.pause = self.backoff(self.made, error)
            passed = self.clock() - self.began
            if self.deadline is None or passed + self.pause < self.deadline:
                return True
        error.add_note("gave up after call %d" % self.made)
        return False


def _checked(on):
    kinds = on if isinstance(on, tuple) else (on,)
    for kind in kinds:
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            raise TypeError("on takes subclasses of Exception")
    return kinds


def retry(function=None, /, **options):
    if function is None:
        return lambda function: _decorate(function, **options)
    return _decorate(function, **options)


def _decorate(function, *, times=3, on=Exception, backoff=None, deadline=None, sleep=None, clock=time.monotonic):
    if times <= 0:
        raise ValueError("times")
    settings = times, _checked(on), _default_backoff if backoff is None else backoff, deadline, clock
    if isgeneratorfunction(function) or isasyncgenfunction(function) or not callable(function):
        raise TypeError("not a function that can be called again")

    if iscoroutinefunction(function):

        @wraps(function)
        async def wrapper(*args, **kwargs):
            attempts = Attempts(*settings)
            while True:
                with attempts:
                    return await function(*args, **kwargs)
                await (asyncio.sleep if sleep is None else sleep)(attempts.pause)

    else:

        @wraps(function)
        def wrapper(*args, **kwargs):
            attempts = Attempts(*settings)
            while True:
                with attempts:
                    return function(*args, **kwargs)
                (time.sleep if sleep is None else sleep)(attempts.pause)

    return wrapper
