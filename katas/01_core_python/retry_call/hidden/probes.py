"""Coroutines, methods and signatures: what a proxy cannot express.  Time is virtual, but for one pause of 0.05 s."""

import asyncio
import inspect
import time

from probekit import run_virtual
from retry_call import retry

ERRORS = {"OSError": OSError, "ValueError": ValueError}


def history(asynchronous, script, times, pauses, deadline):
    """One call of a function that goes through the script, with `on=OSError`: all that happens, in order."""
    now, events, steps = [1000.0], [], enumerate(script, 1)

    def step():
        events.append(("call", now[0]))
        n, (seconds, outcome) = next(steps)
        now[0] += seconds
        if outcome in ERRORS:
            raise ERRORS[outcome](f"call {n}")
        return outcome

    def sleep(seconds):
        events.append(("sleep", seconds))
        now[0] += seconds

    async def async_step():
        return step()

    async def async_sleep(seconds):
        sleep(seconds)

    options = {
        "times": times, "on": OSError, "backoff": lambda n, error: pauses[n - 1], "deadline": deadline, "clock": lambda: now[0],
    }
    try:
        if asynchronous:
            events.append(("answer", run_virtual(retry(sleep=async_sleep, **options)(async_step)())))
        else:
            events.append(("answer", retry(sleep=sleep, **options)(step)()))
    except (OSError, ValueError) as error:
        events.append((type(error).__name__, str(error), getattr(error, "__notes__", [])))
    return events


def long_outage(failures):
    """The pauses of a function that fails so many times, all with the defaults but times."""
    slept, left = [], [OSError()] * failures

    @retry(times=failures + 1, sleep=slept.append)
    def fetch():
        if left:
            raise left.pop()

    fetch()
    return slept


def last_error():
    """Two failures of a function that may be called twice, the second error with a cause and a note."""
    errors, raised = [OSError("first"), OSError("last")], []
    errors[1].add_note("from the server")

    @retry(times=2, sleep=lambda seconds: None)
    def fetch():
        raised.append(errors[len(raised)])
        raise raised[-1] from KeyError("host")

    try:
        fetch()
    except Exception as error:
        return {
            "raised again": error is errors[1],
            "error": repr(error),
            "cause": repr(error.__cause__),
            "notes": error.__notes__,
        }


def looks(asynchronous):
    """What callers and frameworks see of a decorated function."""
    def plain(a, /, b: int = 2, *rest, key="k", **options) -> str:
        """Fetch it."""

    async def coroutine(a, /, b: int = 2, *rest, key="k", **options) -> str:
        """Fetch it later."""

    f = retry(times=2)(coroutine if asynchronous else plain)
    return [str(inspect.signature(f)), f.__name__, f.__doc__, inspect.iscoroutinefunction(f)]


def methods():
    """Each kind of method, failing once in each call."""
    calls = []

    def fail_once(*what):
        calls.append(what)
        if calls.count(what) == 1:
            raise OSError
        return what

    class Client:
        name = "class"

        def __init__(self):
            self.name = "object"

        @retry(sleep=lambda seconds: None)
        def plain(self, x):
            return fail_once(self.name, x)

        @classmethod
        @retry(sleep=lambda seconds: None)
        def of_class(cls, x):
            return fail_once(cls.name, x)

        @staticmethod
        @retry(sleep=lambda seconds: None)
        def static(x):
            return fail_once(x)

    return [Client().plain(1), Client().of_class(2), Client.static(3), len(calls)]


def keywords(names):
    """The arguments that a plain and a coroutine function get."""
    @retry
    def plain(*args, **kwargs):
        return args, kwargs

    @retry
    async def coroutine(*args, **kwargs):
        return args, kwargs

    given = dict.fromkeys(names, 0)
    return [plain(1, 2, **given), run_virtual(coroutine(1, 2, **given))]


def decorate(kind, options):
    """The name of the error when something is decorated, with nothing called yet."""
    def plain():
        pass

    def generator():
        yield

    async def async_generator():
        yield

    fn = {"plain": plain, "generator": generator, "async generator": async_generator, "number": 3}[kind]
    try:
        if options:
            retry(**options)(fn)
        else:
            retry(fn)
    except Exception as error:
        return type(error).__name__
    return "decorated"


def beside_a_task():
    """A coroutine function that fails twice, with the default pauses, beside a task that ticks: when what happened."""
    async def main():
        now, events = asyncio.get_running_loop().time, []

        @retry
        async def fetch():
            events.append(("call", round(now(), 3)))
            if now() < 0.25:
                raise OSError

        async def tick():
            for _ in range(3):
                await asyncio.sleep(0.08)
                events.append(("tick", round(now(), 3)))

        await asyncio.gather(fetch(), tick(), return_exceptions=True)
        return events

    return run_virtual(main())


def cancelled(failing):
    """A task that is cancelled after 0.01 s, while it is being called or, when the call has failed, in the pause."""
    async def main():
        calls = []

        @retry(backoff=lambda n, error: 0.02)
        async def fetch():
            calls.append("call")
            if failing:
                raise OSError
            await asyncio.sleep(60.0)

        task = asyncio.ensure_future(fetch())
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task], timeout=5.0)
        return {"calls": len(calls), "ended": task.done(), "cancelled": task.cancelled()}

    return run_virtual(main())


def real_pause():
    """Seconds that a call takes which pauses once for 0.05 s with the default sleep."""
    failures = [OSError()]

    @retry(backoff=lambda n, error: 0.05)
    def fetch():
        if failures:
            raise failures.pop()

    began = time.monotonic()
    fetch()
    return time.monotonic() - began
