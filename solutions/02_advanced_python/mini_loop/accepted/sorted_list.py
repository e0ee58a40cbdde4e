"""Timers in one sorted list; futures with done-callbacks; a task has a future, and leaves its callback behind nowhere."""

import contextlib
import selectors
import time
from bisect import bisect_left, insort
from itertools import count


class Cancelled(BaseException):
    pass


class Deadlock(RuntimeError):
    pass


class Timer:
    def __init__(self, loop, key, call):
        self.loop, self.key, self.call = loop, key, call

    def __lt__(self, other):
        return self.key < other.key

    def cancel(self):
        if self.call is not None:
            self.call = None
            timers = self.loop.timers
            at = bisect_left(timers, self.key, key=lambda timer: timer.key)
            if at < len(timers) and timers[at] is self:
                del timers[at]

    def fire(self):
        call, self.call = self.call, None
        if call is None:
            return
        fn, args = call
        try:
            fn(*args)
        except Exception as error:
            self.loop.failed.append((self, error))


class Future:
    def __init__(self, loop):
        self.loop, self.state, self.calls = loop, None, {}

    def done(self):
        return self.state is not None

    def result(self):
        if self.state is None:
            raise RuntimeError("not done")
        good, value = self.state
        if good:
            return value
        self.loop.failed = [(who, error) for who, error in self.loop.failed if who is not self]
        raise value

    def finish(self, state):
        if self.state is not None:
            raise RuntimeError("done")
        self.state = state
        while self.calls:
            key = next(iter(self.calls))
            self.loop.ready.append(self.calls.pop(key))

    def set_result(self, value):
        self.finish((True, value))

    def set_exception(self, error):
        self.finish((False, error))

    def __await__(self):
        while self.state is None:
            yield self
        return self.result()


class Task(Future):
    def __init__(self, loop, coro):
        super().__init__(loop)
        self.coro, self.place, self.cancelling = coro, None, False
        loop.alive.append(self)
        loop.ready.append(self.step)

    def cancel(self):
        if self.done():
            return False
        self.cancelling = True
        if self.place is not None and id(self) in self.place.calls:
            self.loop.ready.append(self.place.calls.pop(id(self)))
        return True

    def step(self):
        self.place = None
        try:
            if self.cancelling:
                self.cancelling = False
                future = self.coro.throw(Cancelled)
            else:
                future = self.coro.send(None)
        except StopIteration as stop:
            self.end((True, stop.value))
        except BaseException as error:
            self.end((False, error))
            if isinstance(error, Exception):
                self.loop.failed.append((self, error))
            elif not isinstance(error, Cancelled):
                raise
        else:
            if self.cancelling:
                self.loop.ready.append(self.step)
            else:
                self.place = future
                future.calls[id(self)] = self.step

    def end(self, state):
        self.loop.alive.remove(self)
        self.finish(state)


class Loop:
    def __init__(self, *, clock=time.monotonic, wait=None):
        self.clock, self.wait = clock, wait or wait_by_selector
        self.numbers = count()
        self.reset()

    def reset(self):
        self.ready, self.timers, self.alive, self.failed, self.watched = [], [], [], [], {}

    def create_task(self, coro):
        return Task(self, coro)

    def future(self):
        return Future(self)

    def call_later(self, delay, fn, *args):
        timer = Timer(self, (self.clock() + max(delay, 0), next(self.numbers)), (fn, args))
        insort(self.timers, timer)
        return timer

    async def sleep(self, delay):
        wake = Future(self)
        with contextlib.ExitStack() as stack:
            stack.callback(self.call_later(delay, wake.set_result, None).cancel)
            await wake

    async def readable(self, fd):
        future = self.watched.setdefault(fd, [Future(self), 0])[0]
        self.watched[fd][1] += 1
        try:
            await future
        finally:
            entry = self.watched.get(fd)
            if entry is not None and entry[0] is future:
                entry[1] -= 1
                if not entry[1]:
                    del self.watched[fd]

    def timeout(self):
        if self.ready:
            return 0
        if self.timers:
            return max(self.timers[0].key[0] - self.clock(), 0)
        if self.watched:
            return None
        raise Deadlock("nothing can happen")

    def turn(self):
        for fd in self.wait(list(self.watched), self.timeout()):
            if fd in self.watched:
                self.watched.pop(fd)[0].set_result(None)
        now, due = self.clock(), 0
        while due < len(self.timers) and self.timers[due].key[0] <= now:
            self.ready.append(self.timers[due].fire)
            due += 1
        del self.timers[:due]
        for _ in range(len(self.ready)):
            self.ready.pop(0)()

    def run(self, coro):
        main = self.create_task(coro)
        try:
            with contextlib.ExitStack() as stack:
                stack.callback(self.end)
                while not main.done():
                    self.turn()
            errors = [error for who, error in self.failed if who is not main]
        finally:
            self.reset()
        good, value = main.state
        if errors:
            raise ExceptionGroup("lost", errors if good or not isinstance(value, Exception) else [value, *errors])
        return main.result()

    def end(self):
        seen = []
        while self.alive:
            for task in list(self.alive):
                if task not in seen:
                    seen.append(task)
                    task.cancel()
            self.turn()


def wait_by_selector(fds, timeout):
    with selectors.DefaultSelector() as selector:
        for fd in fds:
            selector.register(fd, selectors.EVENT_READ)
        return [key.fd for key, _ in selector.select(timeout)]
