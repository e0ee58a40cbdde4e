"""Children that fail by the hundred, and one that fails for ever, on a clock that moves only while all wait."""

import asyncio
import gc

from probekit import run_virtual


def setup_failures(rng, n):
    return [rng.randrange(1, 64 * 16) / 64 for _ in range(n)]


def failures(module, data):
    """As many children as data, which fail after so many seconds each, begin again, and return."""
    log = []

    def child(number, seconds):
        left = [OSError]

        async def run():
            await asyncio.sleep(seconds)
            log.append((number, asyncio.get_running_loop().time()))
            if left:
                raise left.pop()

        return run

    async def main():
        supervisor = module.Supervisor(intensity=len(data), period=1 / 128, max_backoff=1.0)
        for number, seconds in enumerate(data):
            supervisor.start(str(number), child(number, seconds))
        await supervisor.run()

    run_virtual(main())
    return sorted(log)


def setup_restarts(rng, n):
    return n, rng.randrange(1, 64) / 64


def restarts(module, data):
    """A child that fails n times beside a second that begins whenever the first does: nothing may stay of either.

    What is only in a cycle, as an error and the frames of its traceback, is no pile.
    """
    n, seconds = data
    count = [0]

    async def main():
        supervisor = module.Supervisor(intensity=4, period=0.5, max_backoff=1.0)

        async def fails():
            await asyncio.sleep(seconds)
            count[0] += 1
            if count[0] % 50 == 0:
                gc.collect()
            if count[0] < n:
                supervisor.start(str(count[0]), returns)
                raise OSError(count[0])

        async def returns():
            await asyncio.sleep(seconds)

        supervisor.start("fails", fails)
        await supervisor.run()
        return count, asyncio.get_running_loop().time()

    return run_virtual(main())
