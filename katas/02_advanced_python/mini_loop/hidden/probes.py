"""Loops on a clock that moves only while the loop waits, or when a task says that it works.  Times are in seconds."""

import os

from mini_loop import Cancelled, Deadlock, Loop

MOST_TURNS = 3_000


class Spinning(Exception):
    """The loop turns, and nothing comes of it."""


class World:
    """The clock, and `wait`, which lets time pass; descriptors become readable at given times, and are so once.

    `early` is how long one wait lasts at most; at `breaks` seconds, once, a wait raises an error.
    """

    def __init__(self, arrivals=(), early=None, breaks=(None, None)):
        self.now, self.log, self.waits = 0.0, [], []
        self.arrivals, self.early, self.breaks = list(arrivals), early, breaks
        self.loop = Loop(clock=self.clock, wait=self.wait)

    def clock(self):
        return self.now

    def wait(self, fds, timeout):
        self.waits.append((sorted(fds), timeout))
        if len(self.waits) > MOST_TURNS:
            raise Spinning
        coming = [time for time, fd in self.arrivals if fd in fds]
        ends = [max(time, self.now) for time in coming]
        if timeout is not None:
            ends.append(self.now + timeout)
        if self.early is not None:
            ends.append(self.now + self.early)
        if not ends:
            raise Spinning
        at, error = self.breaks
        if at is not None and min(ends) >= at:
            self.breaks = None, None
            self.now = max(self.now, at)
            raise error
        self.now = min(ends)
        ready = [(time, fd) for time, fd in self.arrivals if fd in fds and time <= self.now]
        self.arrivals = [arrival for arrival in self.arrivals if arrival not in ready]
        return [fd for _, fd in ready]

    def note(self, what):
        self.log.append((what, self.now))

    def run(self, coro):
        """How a run ended: "returned" and what, or the error's name and its arguments, or the errors of a group."""
        return outcome(lambda: self.loop.run(coro))

    async def nap(self, name, seconds, result=None):
        """Sleep; note the end, or that it was cancelled."""
        try:
            await self.loop.sleep(seconds)
        except Cancelled:
            self.note(f"{name} cancelled")
            raise
        self.note(name)
        return result

    async def wait_for(self, name, future):
        """Wait for a future; note what it gives."""
        try:
            result = await future
        except Cancelled:
            self.note(f"{name} cancelled")
            raise
        except Exception as error:
            self.note(f"{name} {type(error).__name__}")
        else:
            self.note(f"{name} {result!r}")

    async def fail(self, seconds, error):
        await self.loop.sleep(seconds)
        raise error

    def pauses(self):
        """For how long it was told to wait: not the turns in which somebody stood in the queue."""
        return [wait for wait in self.waits if wait[1] != 0]


def outcome(call):
    try:
        return "returned", call()
    except BaseExceptionGroup as group:
        return type(group).__name__, [(type(error).__name__, error.args) for error in group.exceptions]
    except BaseException as error:
        return type(error).__name__, error.args


def result_of(future):
    return outcome(future.result)


# Turns

def steps():
    """Three tasks of three steps each, beside the first, which makes them: in which order they are taken."""
    world = World()

    async def count(name):
        for n in range(3):
            world.log.append(f"{name}{n}")
            await world.loop.sleep(0)

    async def main():
        tasks = [world.loop.create_task(count(name)) for name in "abc"]
        world.log.append("made")
        for task in tasks:
            await task

    world.run(main())
    return world.log


def timeouts(early=None):
    """For how long `wait` is told to wait while three sleep, for 1, 3 and 3.5 seconds; `early`: the most it does."""
    world = World(early=early)

    async def main():
        for seconds in [3.0, 1.0]:
            world.loop.create_task(world.nap(seconds, seconds))
        await world.nap("main", 3.5)

    world.run(main())
    return {"log": world.log, "waits": world.pauses()}


def overdue():
    """A task works for 5 seconds while two timers, for 1 and 2 seconds, wait: all that `wait` is told."""
    world = World()

    async def main():
        future = world.loop.future()
        world.loop.call_later(2.0, future.set_result, None)
        world.loop.call_later(1.0, world.note, "timer")
        await world.loop.sleep(0)
        world.now += 5.0
        await future

    world.run(main())
    return {"log": world.log, "least": min(timeout for _, timeout in world.waits)}


def equal_times(count):
    """Timers of the same time, and what is earlier but made later: the order in which they fire."""
    world = World()

    async def main():
        for n in range(count):
            world.loop.call_later(2.0, world.log.append, n)
        world.loop.call_later(1.0, world.log.append, "first")
        await world.loop.sleep(3.0)

    world.run(main())
    return world.log


def timer_now(delay):
    """A timer of this delay beside one of 0 that was made before it, both made 5 seconds after the start."""
    world = World()

    async def main():
        await world.loop.sleep(5.0)
        world.loop.call_later(0, world.note, "zero")
        world.loop.call_later(delay, world.note, "this")
        await world.loop.sleep(1.0)

    world.run(main())
    return world.log


def busy_tasks():
    """A task that takes 10 steps of a second each without a pause: when a timer of 2.5 seconds and a descriptor come."""
    world = World(arrivals=[(4.5, 7)])

    async def read():
        await world.loop.readable(7)
        world.note("read")

    async def main():
        world.loop.create_task(read())
        world.loop.call_later(2.5, world.note, "timer")
        for _ in range(10):
            world.now += 1.0
            await world.loop.sleep(0)

    world.run(main())
    return world.log


def busy_futures():
    """Two tasks that wake each other 10 times, a second of work each time: when a timer of 2.5 seconds fires."""
    world = World()
    futures = []

    async def play(first):
        for n in range(first, 20, 2):
            await futures[n]
            world.now += 1.0
            futures[n + 1].set_result(None)

    async def main():
        futures.extend(world.loop.future() for _ in range(21))
        world.loop.call_later(2.5, world.note, "timer")
        for first in [0, 1]:
            world.loop.create_task(play(first))
        futures[0].set_result(None)
        await futures[20]
        world.note("end")

    world.run(main())
    return world.log


def busy_timers():
    """A timer that sets itself anew with no delay, 200 times: how often it fires before a task has made 3 turns."""
    world = World()

    def again(left):
        world.note("timer")
        if left:
            world.loop.call_later(0, again, left - 1)

    async def main():
        world.loop.call_later(0, again, 200)
        for _ in range(3):
            await world.loop.sleep(0)
        world.note("task")

    world.run(main())
    return [what for what, _ in world.log].index("task")


def chain(count):
    """Tasks of which each waits for the one before it: the result of the last."""
    world = World()

    async def add(task):
        return 1 + await task

    async def main():
        future = world.loop.future()
        world.loop.call_later(1.0, future.set_result, 0)
        task = future
        for _ in range(count):
            task = world.loop.create_task(add(task))
        return await task

    return world.run(main())


def done_futures(count):
    """A task that awaits so many futures that are done: its outcome, and the turns that this takes."""
    world = World()

    async def main():
        await world.loop.sleep(0)
        before, total = len(world.waits), 0
        for n in range(count):
            future = world.loop.future()
            future.set_result(n)
            total += await future
        return total, len(world.waits) - before

    return world.run(main())


# Timers

def cancelled_timer(when, cancelled_at):
    """Two timers at `when` and one that cancels the second: what fires, and the waits until the end at 9 seconds."""
    world = World()

    timers = []

    def cancel():
        timers[0].cancel()

    async def main():
        world.loop.call_later(cancelled_at, cancel)
        world.loop.call_later(when, world.note, "stays")
        timers.append(world.loop.call_later(when, world.note, "cancelled"))
        await world.loop.sleep(9.0)
        timers[0].cancel()

    ended = world.run(main())
    return {"ended": ended, "log": world.log, "waits": world.pauses()}


def next_cancelled():
    """Timers at 3 and 4 seconds are cancelled at 1 second, beside a sleep of 9 and many later timers: the waits."""
    world = World()

    async def main():
        for n in range(20):
            world.loop.call_later(20.0 + n, world.note, n)
        timers = [world.loop.call_later(seconds, world.note, seconds) for seconds in [4.0, 3.0]]
        await world.loop.sleep(1.0)
        for timer in timers:
            timer.cancel()
        await world.loop.sleep(8.0)

    world.run(main())
    return world.pauses()


# Futures

def given(kind):
    """A future before and after its value is set, None or an error, for two tasks that wait and one that comes too late."""
    world, value = World(), ValueError("a value") if kind == "error" else None

    async def main():
        future = world.loop.future()
        for name in "ab":
            world.loop.create_task(world.wait_for(name, future))
        await world.loop.sleep(1.0)
        seen = [future.done(), result_of(future)[0]]
        future.set_result(value)
        world.log.append("set")
        await world.loop.sleep(1.0)
        await world.wait_for("c", future)
        return [*seen, future.done(), repr(result_of(future))]

    return {"ended": world.run(main()), "log": world.log}


class Empty(Exception):
    """An error that is false."""

    def __bool__(self):
        return False


def given_error():
    """A future with an error, for two tasks: whether each gets that object; and what `result` raises."""
    world = World()
    error = Empty("no")

    async def catch(future):
        try:
            await future
        except Empty as caught:
            return caught is error

    async def main():
        future = world.loop.future()
        tasks = [world.loop.create_task(catch(future)) for _ in range(2)]
        world.loop.call_later(1.0, future.set_exception, error)
        seen = [await task for task in tasks]
        return [*seen, await catch(future), result_of(future)]

    return world.run(main())


def set_twice(first, second):
    """A future that is set by these two methods, one after the other: the second one's outcome, and the result."""
    world = World()
    values = {"set_result": 1, "set_exception": LookupError("no")}

    async def main():
        future = world.loop.future()
        getattr(future, first)(values[first])
        again = outcome(lambda: getattr(future, second)(values[second]))[0]
        return again, result_of(future)

    return world.run(main())


# Descriptors

def readers():
    """Four tasks wait for descriptors 5, 6, 5 and 8; 6 and 5 come at 2 seconds, 5 again at 3: the log, and the waits."""
    world = World(arrivals=[(2.0, 6), (2.0, 5), (3.0, 5), (9.0, 8)])

    async def read(name, fd, again=False):
        await world.loop.readable(fd)
        world.note(name)
        if again:
            await world.loop.readable(fd)
            world.note(f"{name} again")

    async def main():
        tasks = [world.loop.create_task(read(*args)) for args in [("a", 5), ("b", 6), ("c", 5, True), ("d", 8)]]
        for task in tasks[:3]:
            await task

    world.run(main())
    return {"log": world.log, "waits": world.pauses()}


def cancelled_readers():
    """Two tasks wait for 5, one for 6; the first and the last are cancelled at 1 second: the log, and the waits."""
    world = World(arrivals=[(3.0, 5)])

    async def read(name, fd):
        await world.loop.readable(fd)
        world.note(name)

    async def main():
        first, second, third = [world.loop.create_task(read(*args)) for args in [("a", 5), ("b", 5), ("c", 6)]]
        await world.loop.sleep(1.0)
        first.cancel()
        third.cancel()
        await second

    world.run(main())
    return {"log": world.log, "waits": world.pauses()}


def real_pipe():
    """On the system's clock and its select: a pipe that is written to after 20 milliseconds, and read."""
    loop = Loop()
    reads, writes = os.pipe()
    log = []

    async def write():
        await loop.sleep(0.02)
        log.append("written")
        os.write(writes, b"x")

    async def main():
        loop.create_task(write())
        await loop.readable(reads)
        log.append(os.read(reads, 9).decode())
        return log

    try:
        return outcome(lambda: loop.run(main()))
    finally:
        os.close(reads)
        os.close(writes)


# Tasks

def results():
    """A task that returns, one that fails, one that waits for itself being made: what those that wait for them get."""
    world = World()

    async def nothing():
        return None

    async def main():
        future = world.loop.future()
        tasks = [world.loop.create_task(coro) for coro in [world.nap("a", 1.0, "A"), world.fail(2.0, LookupError("no")), nothing()]]
        world.loop.call_later(3.0, future.set_result, ValueError("a value"))
        seen = [task.done() for task in tasks]
        for name, awaited in zip("uvwx", [*tasks, future]):
            await world.wait_for(name, awaited)
        return seen, [task.done() for task in tasks], [result_of(task) for task in tasks]

    return {"ended": world.run(main()), "log": world.log}


def cancelled_sleep():
    """A task that sleeps 9 seconds is cancelled after 1; another waits for it: the answers, the log and the waits."""
    world = World()

    async def main():
        task = world.loop.create_task(world.nap("a", 9.0))
        world.loop.create_task(world.wait_for("b", task))
        await world.loop.sleep(1.0)
        answers = [task.cancel(), task.done()]
        world.log.append("asked")
        await world.loop.sleep(11.0)
        return [*answers, task.cancel(), task.done(), result_of(task)]

    return {"ended": world.run(main()), "log": world.log, "waits": world.pauses()}


def ordinary_except():
    """A task that catches every `Exception` is cancelled: what becomes of it."""
    world = World()

    async def main():
        async def stubborn():
            while True:
                try:
                    await world.loop.sleep(1.0)
                except Exception:
                    return "caught"

        task = world.loop.create_task(stubborn())
        await world.loop.sleep(0.5)
        task.cancel()
        await world.loop.sleep(1.0)
        return task.done(), outcome(task.result)[0]

    return world.run(main())


def cancelled_waiter():
    """Task b waits for task a, c for b: b is cancelled after 1 second, and catches it; the log until all have ended."""
    world = World()

    async def patient(task):
        try:
            await task
        except Cancelled:
            world.note("b cancelled")
        await world.nap("b sleeps", 1.0)
        await world.nap("b sleeps again", 9.0)
        return "B"

    async def main():
        a = world.loop.create_task(world.nap("a", 1.5, "A"))
        b = world.loop.create_task(patient(a))
        c = world.loop.create_task(world.wait_for("c", b))
        await world.loop.sleep(1.0)
        b.cancel()
        await c
        return a.result()

    return {"ended": world.run(main()), "log": world.log}


def cancelled_before_its_start():
    """A task is cancelled in the turn in which it is made, twice: whether it began, and how it ended."""
    world = World()

    async def begin():
        world.log.append("began")
        try:
            await world.loop.sleep(1.0)
        except Cancelled:
            world.log.append("cancelled")

    async def main():
        task = world.loop.create_task(begin())
        answers = [task.cancel(), task.cancel(), task.done()]
        await world.loop.sleep(2.0)
        return [*answers, task.done(), result_of(task)]

    return {"ended": world.run(main()), "log": world.log}


def cancelled_when_woken():
    """A future is set, and the task that waits for it is cancelled in the same turn; it catches that and waits on."""
    world = World()

    async def patient(future):
        try:
            world.log.append(await future)
        except Cancelled:
            world.note("cancelled")
        await world.nap("slept", 2.0)
        return "done"

    async def main():
        future = world.loop.future()
        task = world.loop.create_task(patient(future))
        await world.loop.sleep(1.0)
        future.set_result("result")
        answers = [task.cancel(), task.cancel()]
        return [*answers, await task]

    return {"ended": world.run(main()), "log": world.log}


def order_of_wake_ups():
    """Tasks a, b, c wait; c's future is set, a is cancelled, b's future is set, c is cancelled: the order of steps."""
    world = World()

    async def main():
        futures = [world.loop.future() for _ in range(3)]
        a, _, c = [world.loop.create_task(world.wait_for(name, future)) for name, future in zip("abc", futures)]
        await world.loop.sleep(1.0)
        futures[2].set_result(3)
        a.cancel()
        futures[1].set_result(2)
        c.cancel()
        await world.loop.sleep(1.0)

    world.run(main())
    return world.log


def cancels_itself(waits):
    """A task cancels itself twice, awaits what is done, and then sleeps, twice, or returns without waiting."""
    world = World()
    tasks = []

    async def hasty():
        await world.loop.sleep(1.0)
        ready = world.loop.future()
        ready.set_result("ready")
        seen = [tasks[0].cancel(), tasks[0].cancel(), await ready]
        if waits:
            try:
                await world.loop.sleep(5.0)
            except Cancelled:
                seen.append(f"cancelled at {world.now}")
            await world.loop.sleep(3.0)
        return seen

    async def main():
        tasks.append(world.loop.create_task(hasty()))
        return await tasks[0], world.now

    return world.run(main())


def cancelled_again():
    """A task is cancelled at 1 and at 2 seconds, and tidies up for 5 seconds at the first: how it ends."""
    world = World()

    async def tidy():
        try:
            await world.loop.sleep(9.0)
        finally:
            await world.nap("tidied", 5.0)

    async def main():
        task = world.loop.create_task(tidy())
        for _ in range(2):
            await world.loop.sleep(1.0)
            task.cancel()
        await world.loop.sleep(1.0)
        return result_of(task)

    return {"ended": world.run(main()), "log": world.log}


# Run

async def tidy_up(world, name, seconds, error=None):
    """A task that needs some seconds to end after it was cancelled, and may fail then."""
    try:
        await world.loop.sleep(99.0)
    finally:
        world.note(f"{name} cancelled")
        await world.loop.sleep(seconds)
        world.note(f"{name} ended")
        if error is not None:
            raise error


def left_over(fails=False):
    """`run` ends after 1 second, by an error or not, with three tasks at work and a timer: the log, and the outcome."""
    world = World()

    async def main():
        world.loop.call_later(1.5, world.note, "timer")
        world.loop.call_later(50.0, world.note, "late timer")
        for name, seconds in [("a", 3.0), ("b", 1.0)]:
            world.loop.create_task(tidy_up(world, name, seconds))
        await world.loop.sleep(1.0)
        world.loop.create_task(world.nap("c", 1.0))
        if fails:
            raise LookupError("main")
        return "main"

    ended = world.run(main())
    return {"ended": ended, "log": world.log, "now": world.now}


def made_at_the_end():
    """A task that makes another one when it is cancelled at the end of `run`, and waits for it for a while."""
    world = World()

    async def late():
        try:
            await world.loop.sleep(0)
            await world.nap("late", 50.0)
        except Cancelled:
            world.note("late cancelled")

    async def parent():
        try:
            await world.loop.sleep(99.0)
        finally:
            world.loop.create_task(late())
            await world.nap("parent", 2.0)

    async def main():
        world.loop.create_task(parent())
        await world.loop.sleep(1.0)

    ended = world.run(main())
    return {"ended": ended, "log": world.log}


def goes_on():
    """A task that catches the cancellation at the end of `run`, and goes on for 3 seconds."""
    world = World()

    async def stubborn():
        try:
            await world.loop.sleep(99.0)
        except Cancelled:
            world.note("cancelled")
        for _ in range(3):
            await world.nap("goes on", 1.0)

    async def main():
        world.loop.create_task(stubborn())
        await world.loop.sleep(1.0)
        return "main"

    ended = world.run(main())
    return {"ended": ended, "log": world.log}


def run_again():
    """Two runs of one loop; the first leaves a timer, a failed task and one that waits for a descriptor."""
    world = World()

    async def first():
        world.loop.call_later(5.0, world.note, "old timer")
        world.loop.create_task(world.loop.readable(7))
        world.loop.create_task(world.fail(1.0, LookupError("old")))
        await world.loop.sleep(2.0)

    async def second():
        await world.loop.sleep(20.0)
        return "second"

    ended = [world.run(first())]
    world.waits.clear()
    return {"ended": [*ended, world.run(second())], "log": world.log, "waits": world.pauses()}


def main_cancelled():
    """The coroutine of `run` ends by `Cancelled`: how `run` ends."""
    world = World()

    async def main():
        raise Cancelled

    return world.run(main())[0]


def lost(fails):
    """Tasks fail at 1, 2 and 3 seconds, a timer's call between them; main takes the second's error, and may fail itself."""
    world = World()

    def broken():
        raise ValueError("call")

    async def main():
        tasks = [world.loop.create_task(world.fail(seconds, LookupError(seconds))) for seconds in [1.0, 2.0, 3.0]]
        world.loop.call_later(1.5, broken)
        await world.wait_for("main", tasks[1])
        await world.nap("main goes on", 3.0)
        if fails:
            raise OSError("main")
        return "main"

    ended = world.run(main())
    return {"ended": ended, "log": world.log}


def lost_by_a_waiter():
    """The only task that waits for one that will fail is cancelled before it does."""
    world = World()

    async def main():
        failing = world.loop.create_task(world.fail(2.0, LookupError("unseen")))
        waiting = world.loop.create_task(world.wait_for("waiting", failing))
        await world.loop.sleep(1.0)
        waiting.cancel()
        await world.loop.sleep(2.0)
        return "main"

    return {"ended": world.run(main()), "log": world.log}


def taken_by_result():
    """A failed task whose error main takes by `result`, after it has asked `done`; a cancelled one is no error."""
    world = World()

    async def main():
        task = world.loop.create_task(world.fail(1.0, LookupError("taken")))
        world.loop.create_task(world.nap("a", 9.0)).cancel()
        await world.loop.sleep(2.0)
        return task.done(), result_of(task)

    return world.run(main())


def lost_while_ending():
    """A task fails when it is cancelled at the end of `run`."""
    world = World()

    async def main():
        world.loop.create_task(tidy_up(world, "a", 1.0, LookupError("tidying")))
        await world.loop.sleep(1.0)
        return "main"

    return world.run(main())


def deadlock():
    """Main waits for a task that waits for a future that nobody sets; a task fails at 1 second, and a timer was cancelled."""
    world = World()

    async def main():
        world.loop.call_later(50.0, world.note, "timer").cancel()
        world.loop.create_task(world.fail(1.0, LookupError("lost")))
        task = world.loop.create_task(world.wait_for("b", world.loop.future()))
        try:
            await task
        finally:
            world.note("main cancelled")
            await world.nap("main ended", 2.0)

    ended = world.run(main())
    return {"ended": ended[0], "log": world.log, "waits": world.pauses(), "a RuntimeError": issubclass(Deadlock, RuntimeError)}


INTERRUPTS = {"KeyboardInterrupt": KeyboardInterrupt, "SystemExit": SystemExit}


def interrupted(kind, by):
    """At 1 second a task, a call, main or `wait` raises this; two tasks and main are at work, and tidy up."""
    error = INTERRUPTS.get(kind, OSError)("now")
    world = World(breaks=(1.0, error) if by == "wait" else (None, None))

    def call():
        raise error

    async def main():
        world.loop.create_task(tidy_up(world, "a", 3.0, LookupError("lost")))
        if by == "task":
            world.loop.create_task(world.fail(1.0, error))
        if by == "call":
            world.loop.call_later(1.0, call)
        try:
            await (world.fail(1.0, error) if by == "main" else world.loop.sleep(9.0))
        finally:
            world.note("main leaves")
            await world.loop.sleep(1.0)
            world.note("main ended")

    ended = world.run(main())
    return {"ended": ended, "log": world.log}


# Any schedule

def schedule(timers):
    """Timers by number, each (made at, delay, cancelled at or None): which fire, and when."""
    world = World()

    async def make(n, made, delay, cancelled):
        await world.loop.sleep(made)
        timer = world.loop.call_later(delay, world.note, n)
        if cancelled is not None:
            await world.loop.sleep(cancelled)
            timer.cancel()

    async def main():
        for n, timer in enumerate(timers):
            world.loop.create_task(make(n, *timer))
        await world.loop.sleep(99.0)

    world.run(main())
    return world.log
