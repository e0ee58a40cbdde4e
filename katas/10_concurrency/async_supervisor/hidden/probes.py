"""Supervised children on a virtual clock: all times are seconds since the start, and no time passes but in `sleep`."""

import asyncio
import gc
import warnings

from async_supervisor import Supervisor
from probekit import run_virtual

ERRORS = {error.__name__: error for error in [asyncio.CancelledError, LookupError, OSError, ValueError]}


def now():
    return asyncio.get_running_loop().time()


def others():
    """How many tasks there are beside this one."""
    return len(asyncio.all_tasks()) - 1


def named(error):
    """An error's name, with that of its cause if it has one."""
    cause = error.__cause__
    return type(error).__name__ if cause is None else f"{type(error).__name__} from {type(cause).__name__}"


def outcome(task):
    """How a task ended: "returned" or "cancelled", the names of a group's errors, or the name of another error."""
    if task.cancelled():
        return "cancelled"
    error = task.exception()
    if isinstance(error, ExceptionGroup):
        return [named(e) for e in error.exceptions]
    return "returned" if error is None else named(error)


class Play:
    """A supervisor, and a log of what its children do: who begins, is told to end, and ends, and when."""

    def __init__(self, **options):
        self.supervisor, self.log, self.runs = Supervisor(**options), [], {}

    def note(self, *what):
        self.log.append((*what, now()))

    def child(self, name, script):
        """A coroutine function that does the first line of the script, when called again the next one, and so on.

        A line has for how many seconds it works (None: for ever), and how it ends: by an error of that name, or by
        returning.  Then, if it matters: for how many seconds it tidies up when cancelled, the error that it raises
        then, and how many times it just goes on when cancelled.
        """
        async def run():
            number = self.runs[name] = self.runs.get(name, -1) + 1
            seconds, end, tidying, last_words, deaf = (*script[min(number, len(script) - 1)], 0.0, None, 0)[:5]
            self.note(name, "begins")
            end = await self.work(name, seconds, end, deaf) if tidying == 0.0 else await self.tidy(name, seconds, end, tidying)
            if end == "told":
                if last_words:
                    raise ERRORS[last_words]
                raise asyncio.CancelledError
            self.note(name, end or "returns")
            if end:
                raise ERRORS[end]

        return run

    async def work(self, name, seconds, end, deaf):
        until = None if seconds is None else now() + seconds
        while True:
            try:
                if until is None:
                    await asyncio.get_running_loop().create_future()
                await asyncio.sleep(until - now())
                return end
            except asyncio.CancelledError:
                self.note(name, "told")
                deaf -= 1
                if deaf < 0:
                    return "told"

    async def tidy(self, name, seconds, end, tidying):
        end = await self.work(name, seconds, end, 0)
        if end == "told":
            try:
                await asyncio.sleep(tidying)
            except asyncio.CancelledError:
                self.note(name, "told again")
                raise
            self.note(name, "tidied up")
        return end

    def start(self, name, restart, script):
        self.supervisor.start(name, self.child(name, script), restart=restart)


def watched(main):
    """What a coroutine function returns on a virtual clock, and what the loop's handler or `warnings` heard meanwhile."""
    unhandled = []

    async def run():
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context["message"]))
        seen = await main()
        gc.collect()
        return seen

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        seen = run_virtual(run())
        gc.collect()
    return seen | {"unhandled": unhandled + [str(warning.message) for warning in caught]}


def play(children, stop_at=None, cancel_at=(), timeout=None, options=None):
    """A supervisor with these children (name, restart, script), that is stopped and cancelled at these times.

    The log, how `run` ends and when, the tasks that are left, and whatever the loop had to report.
    """
    async def main():
        loop, theatre = asyncio.get_running_loop(), Play(**(options or {}))
        for child in children:
            theatre.start(*child)

        async def run():
            async with asyncio.timeout(timeout):
                await theatre.supervisor.run()

        task = asyncio.ensure_future(run())
        if stop_at is not None:
            loop.call_at(stop_at, theatre.supervisor.stop)
        for time in cancel_at:
            loop.call_at(time, task.cancel)
        done, _ = await asyncio.wait([task], timeout=5_000.0)
        if not done:
            return {"log": theatre.log[:20], "ended": "still running"}
        return {"log": theatre.log, "ended": outcome(task), "at": now(), "tasks left": others()}

    return watched(main)


def begins(children, **arguments):
    """When each of the children begins, how `run` ends, and when."""
    seen = play(children, **arguments)
    times = [(name, time) for name, what, time in seen["log"] if what == "begins"]
    return {"begins": times, "ended": seen["ended"], "at": seen.get("at")}


def last_begin(children, **arguments):
    """How many times a child began, when it began last, and how `run` ends."""
    seen = begins(children, **arguments)
    return [len(seen["begins"]), seen["begins"][-1], seen["ended"]]


def stopped_before():
    """A supervisor that is stopped before it runs: what happens."""
    async def main():
        theatre = Play()
        theatre.start("a", "always", [(1.0, None)])
        theatre.supervisor.stop()
        await asyncio.wait_for(theatre.supervisor.run(), 60.0)
        return {"log": theatre.log, "at": now(), "tasks left": others()}

    return watched(main)


def started_while_running(stop_at):
    """A child that after a second starts two more and then waits; all are stopped later, if they are."""
    async def main():
        theatre = Play()

        async def parent():
            theatre.note("parent", "begins")
            await asyncio.sleep(1.0)
            theatre.start("b", "on_error", [(4.0, None)])
            theatre.start("c", "on_error", [(2.0, None)])
            theatre.note("parent", "returns")

        theatre.supervisor.start("parent", parent)
        if stop_at is not None:
            asyncio.get_running_loop().call_at(stop_at, theatre.supervisor.stop)
        await theatre.supervisor.run()
        return {"log": theatre.log, "at": now(), "tasks left": others()}

    return watched(main)


def stops_itself():
    """A child that asks for the stop, and then waits."""
    async def main():
        theatre = Play()

        async def run():
            theatre.supervisor.stop()
            theatre.supervisor.stop()
            try:
                await asyncio.sleep(9.0)
            except asyncio.CancelledError:
                theatre.note("told")
                raise

        theatre.supervisor.start("a", run, restart="always")
        await theatre.supervisor.run()
        return {"log": theatre.log, "at": now(), "tasks left": others()}

    return watched(main)


def refused(when):
    """Starts children at a time when "a" runs, waits for its restart, is over, or (from 7 s on) all is being stopped."""
    seen = []

    async def main():
        theatre = Play(backoff=4.0)
        theatre.start("a", "on_error", [(1.0, "OSError"), (1.0, None)])
        theatre.start("z", "on_error", [(9.0, None, 3.0)])

        def attempt(name, **options):
            try:
                theatre.supervisor.start(name, theatre.child(name, [(0.0, None)]), **options)
                seen.append("started")
            except Exception as error:
                seen.append(type(error).__name__)

        def attempts():
            attempt("a")
            attempt("c", restart="never")
            if when < 7.0:
                attempt("b", restart="sometimes")

        asyncio.get_running_loop().call_at(when, attempts)
        asyncio.get_running_loop().call_at(7.0, theatre.supervisor.stop)
        await theatre.supervisor.run()
        return {"started": seen, "ran": sorted(theatre.runs)}

    return watched(main)


def refused_in_the_end():
    """A child that is started when `run` has returned."""
    async def main():
        theatre = Play()
        await theatre.supervisor.run()
        try:
            theatre.start("a", "never", [(1.0, None)])
        except RuntimeError:
            return {"started": "RuntimeError"}
        return {"started": "a"}

    return watched(main)


def fails_when_called(restart):
    """A child whose function raises twice when it is called, and gives no coroutine; beside another child."""
    async def main():
        theatre, calls = Play(), []
        good = theatre.child("a", [(1.0, None)])

        def run():
            calls.append(now())
            if len(calls) <= 2:
                raise LookupError
            return good()

        theatre.start("z", "on_error", [(9.0, None)])
        theatre.supervisor.start("a", run, restart=restart)
        task = asyncio.ensure_future(theatre.supervisor.run())
        await asyncio.wait([task], timeout=60.0)
        return {"calls": calls, "ended": outcome(task) if task.done() else "still running"}

    return watched(main)


def collected():
    """A child that waits for what nobody else knows, while garbage is collected; then all is stopped."""
    async def main():
        theatre = Play()

        async def waits():
            try:
                await asyncio.get_running_loop().create_future()
            except BaseException as error:
                theatre.log.append(type(error).__name__)
                raise

        async def collects():
            await asyncio.sleep(1.0)
            gc.collect()

        theatre.supervisor.start("waits", waits)
        theatre.supervisor.start("collects", collects)
        asyncio.get_running_loop().call_at(2.0, theatre.supervisor.stop)
        await theatre.supervisor.run()
        return {"log": theatre.log, "tasks left": others()}

    return watched(main)


def crowd(count):
    """That many children which fail once each: the most tasks at once beside ours and that of `run`, and what is left."""
    async def main():
        theatre, runs, tasks = Play(intensity=count), [], []

        def child(number):
            failed = []

            async def run():
                runs.append(number)
                await asyncio.sleep(1.0)
                if number % 100 == 0:
                    tasks.append(len(asyncio.all_tasks()) - 2)
                if not failed:
                    failed.append(True)
                    raise OSError

            return run

        for number in range(count):
            theatre.supervisor.start(f"{number}", child(number))
        task = asyncio.ensure_future(theatre.supervisor.run())
        await asyncio.wait([task], timeout=60.0)
        return {"most tasks": max(tasks), "runs": len(runs), "ended": outcome(task), "at": now(), "tasks left": others()}

    return run_virtual(main())
