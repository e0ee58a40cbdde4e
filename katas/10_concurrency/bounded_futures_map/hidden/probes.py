"""Executors that are told when a job ends, beside real threads.  Whatever could wait for ever runs in a thread with a bound."""

import gc
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor

from bounded_futures_map import bounded_map
from probekit import WAIT_S, finish, start

ERRORS = {
    error.__name__: error
    for error in [KeyError, LookupError, OSError, StopIteration, SystemExit, TimeoutError, ValueError]
}
MANY = 500


class Recorder:
    """An executor that has nothing but `submit`.  Jobs end when a script says so.

    `script` maps a job's number to the jobs that end when it is submitted; without a script each ends at once.
    """

    def __init__(self, script=None, fails=None):
        self.script, self.fails, self.jobs, self.futures, self.log = script, fails, [], [], []

    def submit(self, *args, **kwargs):
        number = len(self.jobs)
        if number == self.fails:
            raise RuntimeError("no new jobs")
        self.log.append(f"submit {number}")
        future = Future()
        self.jobs.append((args, kwargs))
        self.futures.append(future)
        self.run(*[number] if self.script is None else self.script.get(number, []))
        return future

    def run(self, *numbers):
        for number in numbers:
            future, (args, kwargs) = self.futures[number], self.jobs[number]
            self.jobs[number] = None          # as a pool does: what is over is not kept
            if future.set_running_or_notify_cancel():
                fn, *rest = args
                try:
                    result = fn(*rest, **kwargs)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)

    def cancelled(self):
        """The numbers of the jobs whose futures were cancelled."""
        return [number for number, future in enumerate(self.futures) if future.cancelled()]


class Source:
    """An iterator 0, 1, ... up to `count`, which may end by an error; it counts what was asked for."""

    def __init__(self, count=MANY, error=None, log=None):
        self.count, self.error, self.log, self.pulled, self.asked = count, error, log, 0, 0

    def __iter__(self):
        return self

    def __next__(self):
        self.asked += 1
        if self.pulled >= self.count:
            if self.log is not None:
                self.log.append("end")
            raise ERRORS[self.error] if self.error else StopIteration
        self.pulled += 1
        if self.log is not None:
            self.log.append(f"pull {self.pulled - 1}")
        return self.pulled - 1


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def named(error):
    """An error's name, with that of its cause if it has one."""
    cause = error.__cause__
    return type(error).__name__ if cause is None else f"{type(error).__name__} from {type(cause).__name__}"


def asked(stream):
    """What one `next` gives: a result, "end", or the name of an error."""
    try:
        return next(stream)
    except StopIteration:
        return "end"
    except BaseException as error:
        return named(error)


def bounded(function, *args):
    """What a function returns that runs in a thread; "still waiting" when it does not return in time."""
    seen, waiting = finish(start(function, *args))
    return "still waiting" if waiting else seen[0]


def scripted(outcomes, clock=None, seconds=0.0):
    """A function for `bounded_map`: times ten, unless the item has an error's name; each call takes seconds of the clock."""
    def fn(item):
        if clock is not None:
            clock.now += seconds
        if item in outcomes:
            raise ERRORS[outcomes[item]]
        return item * 10

    return fn


# What is asked for, and when

def pulls(limit, ordered, nexts):
    """How many items were asked for after each `next`, of a source without end; jobs end at once."""
    source, recorder, counts = Source(), Recorder(), []
    stream = bounded_map(recorder, scripted({}), source, max_in_flight=limit, ordered=ordered)

    def consume():
        for _ in range(nexts):
            next(stream)
            counts.append(source.pulled)
        return counts

    return bounded(consume)


def before_the_first():
    """What has been asked for and submitted when `bounded_map` has returned; and the first result then."""
    source, recorder = Source(3), Recorder()
    stream = bounded_map(recorder, scripted({}), source, max_in_flight=2)
    seen = {"asked": source.asked, "submitted": len(recorder.jobs)}
    return seen | {"first": bounded(asked, stream)}


def without_room(limit):
    """Call `bounded_map` with this bound, and do nothing with it."""
    bounded_map(Recorder(), scripted({}), Source(), max_in_flight=limit)


def log_of_calls(count, limit):
    """In which order items are asked for, submitted and taken; and how often the source is asked."""
    recorder = Recorder()
    source = Source(count, log=recorder.log)
    stream = bounded_map(recorder, scripted({}), source, max_in_flight=limit)

    def consume():
        for result in stream:
            recorder.log.append(f"take {result}")
        recorder.log.append(f"{asked(stream)}, {asked(stream)}")
        return {"log": recorder.log, "asked": source.asked}

    return bounded(consume)


def submitted():
    """What `submit` is given: whether it is the function itself, then the other arguments."""
    fn, jobs = scripted({}), []

    class Keeps(Recorder):
        def submit(self, *args, **kwargs):
            jobs.append((args[0] is fn, args[1:], kwargs))
            return super().submit(*args, **kwargs)

    bounded(list, bounded_map(Keeps(), fn, ["x", "yy"], max_in_flight=2, on_error=lambda item, error: None))
    return jobs


# Order

def results(script, count, limit, **options):
    """All results, with these options."""
    return bounded(list, bounded_map(Recorder(script), scripted({}), Source(count), max_in_flight=limit, **options))


def late_finishers(count, limit, ordered, delays, outcomes):
    """As `results`, when each job ends so many submissions after its own, and what is left at the end of the source."""
    recorder = Recorder({})
    for number, delay in enumerate(delays):
        recorder.script.setdefault(min(number + delay, count), []).append(number)

    class Last(Source):
        def __next__(self):
            if self.pulled == count:
                recorder.run(*[number for number in recorder.script.get(count, []) if number < len(recorder.jobs)])
            return super().__next__()

    stream = bounded_map(
        recorder, scripted(outcomes), Last(count), max_in_flight=limit, ordered=ordered,
        on_error=lambda item, error: (item, named(error)),
    )
    return bounded(list, stream)


def slow_consumer(ordered):
    """Four results of which two end at once and two while the consumer works on the first, the last one first."""
    recorder, seen = Recorder({3: [1, 0]}), []
    stream = bounded_map(recorder, scripted({}), Source(4), max_in_flight=4, ordered=ordered)

    def consume():
        for result in stream:
            if not seen:
                recorder.run(3, 2)
            seen.append(result)
        return seen

    return bounded(consume)


def blocked(ordered, timeout):
    """A consumer that waits while nothing is there yet: what it gets, once the second of two jobs ends, then the first."""
    ready = threading.Event()

    class Tells(Recorder):
        def submit(self, *args, **kwargs):
            future = super().submit(*args, **kwargs)
            if len(self.jobs) == 2:
                ready.set()
            return future

    recorder, first = Tells({}), threading.Event()

    def consume():
        stream = bounded_map(recorder, scripted({}), Source(2), max_in_flight=2, ordered=ordered, timeout=timeout)
        seen = [asked(stream)]
        first.set()
        return [*seen, asked(stream), asked(stream)]

    consumer = start(consume)
    ready.wait(WAIT_S)
    recorder.run(1)
    if not ordered:
        first.wait(WAIT_S)
    recorder.run(0)
    return finish(consumer)


def real_threads(count, limit, ordered):
    """All results by a real pool of three threads; and whether the pool can be used afterwards."""
    with ThreadPoolExecutor(3) as pool:
        seen = bounded(list, bounded_map(pool, scripted({}), range(count), max_in_flight=limit, ordered=ordered))
        return {"results": seen, "pool": bounded(lambda: pool.submit(abs, -1).result(WAIT_S))}


# Errors

def consumed(script, outcomes, count=6, limit=4, nexts=6, ordered=True, source_error=None, submit_fails=None, cancel=()):
    """What each `next` gives; then the jobs that were cancelled, and how many items were asked for.

    Before the second `next`, jobs are cancelled by somebody else.
    """
    recorder, source = Recorder(script, submit_fails), Source(count, source_error)
    stream = bounded_map(recorder, scripted(outcomes), source, max_in_flight=limit, ordered=ordered)

    def consume():
        seen = []
        for n in range(nexts):
            if n == 1:
                for number in cancel:
                    recorder.futures[number].cancel()
            seen.append(asked(stream))
        return {"seen": seen, "cancelled": recorder.cancelled(), "pulled": source.pulled}

    return bounded(consume)


def handled(outcomes, answers, source_error=None, timeout=None):
    """What each `next` gives, and the calls of `on_error`, which returns an answer or raises an error of that name."""
    calls, log = [], []

    def on_error(item, error):
        calls.append((item, type(error).__name__, len(log), threading.current_thread() is consumer[0]))
        answer = answers[len(calls) - 1]
        if answer in ERRORS:
            raise ERRORS[answer]
        return answer

    consumer, source = [], Source(4, source_error)
    stream = bounded_map(Recorder(), scripted(outcomes), source, max_in_flight=4, on_error=on_error, timeout=timeout)

    def consume():
        consumer.append(threading.current_thread())
        for _ in range(5):
            result = asked(stream)
            log.append(result)
        return {"seen": log, "calls": calls}

    return bounded(consume)


def cancelled_and_handled(ordered):
    """All results when the second of three calls is cancelled by somebody else, and `on_error` answers."""
    recorder = Recorder({0: [0], 2: [2]})
    stream = bounded_map(
        recorder, scripted({}), Source(3), max_in_flight=3, ordered=ordered,
        on_error=lambda item, error: (item, named(error)),
    )

    def consume():
        first = next(stream)
        recorder.futures[1].cancel()
        return [first, *stream]

    return bounded(consume)


# The end

def closed(nexts, how):
    """Close or drop the iterator after so many results, with one job pending: what was cancelled, and what `next` gives then."""
    recorder, source = Recorder({0: [0], 1: [1], 3: [3]}), Source()
    streams = [bounded_map(recorder, scripted({}), source, max_in_flight=4)]

    def consume():
        seen = [asked(streams[0]) for _ in range(nexts)]
        if how == "close":
            streams[0].close()
            seen.append(asked(streams[0]))
        streams.clear()
        gc.collect()
        return {"seen": seen, "cancelled": recorder.cancelled(), "pulled": source.pulled}

    return bounded(consume)


def closed_while_working():
    """Close while two of three jobs run in a real pool of two threads: what happens in which order, and what ever ran."""
    go, running, events = threading.Event(), threading.Semaphore(0), []

    def fn(item):
        events.append(f"begin {item}")
        if item:
            running.release()
            go.wait(WAIT_S)
            events.append("end")

    pool = ThreadPoolExecutor(2)
    try:
        stream = bounded_map(pool, fn, Source(), max_in_flight=4)

        def consume():
            next(stream)
            for _ in range(2):
                running.acquire(timeout=WAIT_S)
            stream.close()
            events.append("closed")

        consumer = start(consume)
        consumer[0].join(WAIT_S / 2)
        go.set()
        finish(consumer)
    finally:
        go.set()
        pool.shutdown(wait=True)
    return events[3:], sorted(events[:3])


class Thing:
    """Something that a weak reference can watch."""


class Things:
    """An iterator of new things, which has no end for this purpose."""

    def __init__(self):
        self.refs = []

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.refs) == MANY:
            raise StopIteration
        thing = Thing()
        self.refs.append(weakref.ref(thing))
        return thing


class AtOnce:
    """An executor that does each job within `submit`, and keeps nothing."""

    def submit(self, fn, item):
        future = Future()
        future.set_result(fn(item))
        return future


def kept(ordered):
    """How many items and results are alive after each `next`, when the consumer has dropped what it took."""
    items, results = Things(), Things()
    stream = bounded_map(AtOnce(), lambda item: next(results), items, max_in_flight=2, ordered=ordered)

    def consume():
        alive = []
        for _ in range(3):
            next(stream)
            gc.collect()
            alive.append([sum(ref() is not None for ref in things.refs) for things in (items, results)])
        return alive

    return bounded(consume)


# Time

def timed(timeout, count, limit, job=0.0, work=0.0, before=0.0, script=None, ordered=True):
    """What each `next` gives, on a clock that moves by each job, by the consumer's work, and before the first `next`."""
    clock, source, recorder = Clock(), Source(count), Recorder(script)
    stream = bounded_map(
        recorder, scripted({}, clock, job), source, max_in_flight=limit, timeout=timeout, clock=clock, ordered=ordered
    )
    clock.now += before

    def consume():
        seen = []
        for _ in range(6):
            seen.append(asked(stream))
            clock.now += work
        return {"seen": seen, "pulled": source.pulled, "cancelled": recorder.cancelled()}

    return bounded(consume)


def real_time(timeout, ordered):
    """What `next` gives by the default clock when no job ever ends; and what was cancelled."""
    recorder = Recorder({})
    stream = bounded_map(recorder, scripted({}), Source(3), max_in_flight=2, timeout=timeout, ordered=ordered)
    return {"seen": bounded(lambda: [asked(stream), asked(stream)]), "cancelled": recorder.cancelled()}
