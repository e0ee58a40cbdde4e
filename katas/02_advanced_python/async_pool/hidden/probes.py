"""Coroutines on a virtual clock: all times are seconds since the start, and no time passes but in `sleep`."""

import asyncio
import inspect
import warnings
from contextlib import aclosing

from async_pool import amap, first_ok
from probekit import run_virtual

ERRORS = {error.__name__: error for error in [LookupError, OSError, StopAsyncIteration, ValueError]}


def now():
    return asyncio.get_running_loop().time()


def others():
    """How many tasks there are beside this one."""
    return len(asyncio.all_tasks()) - 1


class Numbers:
    """An async iterator 0, 1, ... without `aclose`."""

    def __init__(self, count):
        self.count, self.pulled = count, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.pulled == self.count:
            raise StopAsyncIteration
        self.pulled += 1
        return self.pulled - 1


class Source:
    """An async iterable of 0, 1, ... that takes some seconds for each item and may fail instead of the last; it counts its open iterators."""

    def __init__(self, pauses, fails=False):
        self.pauses, self.fails, self.open = pauses, fails, 0

    async def __aiter__(self):
        self.open += 1
        try:
            for item, seconds in enumerate(self.pauses):
                await asyncio.sleep(seconds)
                if self.fails and item == len(self.pauses) - 1:
                    raise LookupError
                yield item
        finally:
            await asyncio.sleep(0)
            self.open -= 1


def schedule(seconds, limit, ordered, consumer=0.0):
    """When each call starts and each result is taken; calls take the seconds given, the consumer its own for each result."""
    async def main():
        starts, results = [], []

        async def fn(item):
            starts.append(now())
            await asyncio.sleep(seconds[item])
            return item

        async with aclosing(amap(fn, Numbers(len(seconds)), limit=limit, ordered=ordered)) as stream:
            async for item in stream:
                results.append((item, now()))
                await asyncio.sleep(consumer)
        return {"starts": starts, "results": results, "tasks left": others()}

    return run_virtual(main())


def endless(limit, ordered):
    """Ten results of a source that has no end for this purpose: how much was pulled, and how many tasks there were."""
    async def main():
        source, tasks = Numbers(500), []

        async def fn(item):
            tasks.append(others())
            await asyncio.sleep(1.0 + item / 64)     # no two end at the same time
            tasks.append(others())
            return item

        taken = []
        async with aclosing(amap(fn, source, limit=limit, ordered=ordered)) as stream:
            async for item in stream:
                taken.append(item)
                if len(taken) == 10:
                    break
        return {"taken": taken, "pulled": source.pulled, "most tasks": max(tasks)}

    return run_virtual(main())


def before_the_first():
    """What has been pulled one second after `amap` was called, with nothing asked for; and the tasks then."""
    async def main():
        source = Numbers(3)
        stream = amap(asyncio.sleep, source, limit=2)
        await asyncio.sleep(1.0)
        seen = {"pulled": source.pulled, "tasks": others()}
        await stream.aclose()
        return seen

    return run_virtual(main())


def without_a_place(limit):
    """Call `amap` with this limit, and do nothing with it."""
    async def main():
        amap(asyncio.sleep, Numbers(3), limit=limit)

    return run_virtual(main())


def slow_source(ordered):
    """When results are taken from a source that gives an item after 1 s, one at once, and one after another 8 s."""
    async def main():
        async def fn(item):
            await asyncio.sleep(1.0 + item)
            return item

        async with aclosing(amap(fn, Source([1.0, 0.0, 8.0]), limit=3, ordered=ordered)) as stream:
            return [(item, now()) async for item in stream]

    return run_virtual(main())


def awaitables():
    """Results, in the default order, of a function that is no coroutine function: it returns futures."""
    async def main():
        loop = asyncio.get_running_loop()

        def fn(item):
            future = loop.create_future()
            loop.call_later(3.0 - item, future.set_result, item * 10)
            return future

        return [result async for result in amap(fn, Numbers(3), limit=3)]

    return run_virtual(main())


def scripted(script, tidied):
    """A function for `amap`: call n takes some seconds, then returns or raises; cancelled, it tidies up, and may raise then."""
    async def fn(item):
        seconds, outcome, tidying, last_words = script[item]
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            await asyncio.sleep(tidying)
            tidied.append((item, now()))
            if last_words:
                raise ERRORS[last_words] from None
            raise
        if outcome in ERRORS:
            raise ERRORS[outcome]
        return outcome

    return fn


def mapped(script, pauses, limit, source_fails=False, work=0.0, close_after=None):
    """A consumer of `amap` that works some seconds on each result and closes after so many: what it sees, and what is left.

    The script has (seconds, outcome, seconds of tidying up, error then) for each call, the source takes the pauses.
    """
    async def main():
        seen, tidied, source = [], [], Source(pauses, source_fails)
        stream = amap(scripted(script, tidied), source, limit=limit)
        try:
            async for result in stream:
                seen.append((result, now()))
                if len(seen) == close_after:
                    await stream.aclose()
                await asyncio.sleep(work)
        except asyncio.CancelledError:
            seen.append(("CancelledError", now()))
        except Exception as error:
            kinds = sorted(type(e).__name__ for e in error.exceptions) if isinstance(error, ExceptionGroup) else []
            seen.append((type(error).__name__, kinds, now()))
        return {"seen": seen, "tidied": sorted(tidied), "ended": now(), "tasks left": others(), "sources open": source.open}

    return run_virtual(main())


async def cancel_at(times, coroutine):
    """Run a coroutine in a task that is cancelled at these times: how it ends and when, and the tasks that are left."""
    task = asyncio.ensure_future(coroutine)
    for seconds in times:
        asyncio.get_running_loop().call_at(seconds, task.cancel)
    await asyncio.wait([task], timeout=60.0)
    ended = "cancelled" if task.cancelled() else "done" if task.done() else "running"
    return {"ended": ended, "at": now(), "tasks left": others()}


def cancelled_map(times, last_words=None):
    """A consumer that is cancelled at these times; its two calls are under way, and one takes 2 s to tidy up."""
    async def main():
        tidied, source = [], Source([0.0, 0.0, 9.0])
        fn = scripted([(9.0, "a", 0.0, None), (9.0, "b", 2.0, last_words)], tidied)

        async def consume():
            async with aclosing(amap(fn, source, limit=3)) as stream:
                async for _ in stream:
                    pass

        return await cancel_at(times, consume()) | {"sources open": source.open}

    return run_virtual(main())


def raced(script, times=(), **options):
    """`first_ok` with attempts by a script as in `mapped`, cancelled at these times: when what began, and what came of it."""
    async def main():
        started, outcome, tidied = [], [], []
        fn = scripted(script, tidied)

        async def attempt(n):
            started.append((n, now()))
            return await fn(n)

        attempts = [attempt(n) for n in range(len(script))]

        async def run():
            try:
                outcome.append(("returned", await first_ok(*attempts, **options)))
            except Exception as error:
                kinds = [type(e).__name__ for e in error.exceptions] if isinstance(error, ExceptionGroup) else []
                outcome.append((type(error).__name__, kinds))

        end = await cancel_at(times, run())
        states = [inspect.getcoroutinestate(attempt) for attempt in attempts]
        return end | {"started": started, "outcome": outcome, "tidied": sorted(tidied), "attempts": states}

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        seen = run_virtual(main())
    return seen | {"warnings": [str(warning.message) for warning in caught]}


def no_attempts():
    """`first_ok` without an attempt."""
    run_virtual(first_ok())
