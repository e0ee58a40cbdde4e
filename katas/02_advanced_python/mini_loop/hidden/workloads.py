"""Timers by the hundred, and thousands that are cancelled, on a clock that moves only in `wait`."""

import gc


class World:
    """The clock, and a `wait` that lets time pass."""

    now = 0.0

    def clock(self):
        return self.now

    def wait(self, fds, timeout):
        if timeout is None:
            raise RuntimeError("nobody has anything to wait for")
        self.now += timeout
        return []


def loop_of(module):
    world = World()
    return module.Loop(clock=world.clock, wait=world.wait)


def setup_timers(rng, n):
    return [rng.randrange(1, 64) / 4 for _ in range(n)], rng.randrange(1_000)


def timers(module, data):
    """n timers, all alive at once, of which the even ones are cancelled; the others fire at 63 moments at most."""
    delays, salt = data
    loop, fired = loop_of(module), []

    async def main():
        timers = [loop.call_later(delay, fired.append, (n, salt)) for n, delay in enumerate(delays)]
        for timer in timers[::2]:
            timer.cancel()
        await loop.sleep(20.0)
        return len(fired)

    return loop.run(main()), fired


def setup_cancelled(rng, n):
    return [rng.randrange(100, 200) / 4 for _ in range(n)]


def cancelled(module, data):
    """For each delay a timer that is cancelled, and a task that waits for the same future as all, and is cancelled.

    What is only in a cycle is no pile: from Python 3.13 on a caught error is in one with the frame that threw it, and
    the collector runs by itself too late for the peak.
    """
    loop, fired = loop_of(module), []

    async def main():
        stop = loop.future()
        loop.call_later(20.0, fired.append, "first")

        async def work():
            try:
                await stop
            except module.Cancelled:
                pass

        for n, delay in enumerate(data):
            timer = loop.call_later(delay, fired.append, n)
            task = loop.create_task(work())
            await loop.sleep(0)
            task.cancel()
            timer.cancel()
            await loop.sleep(0)
            if n % 16 == 0:
                gc.collect()
        loop.call_later(1.0, fired.append, sum(data))
        await loop.sleep(99.0)

    loop.run(main())
    return fired
