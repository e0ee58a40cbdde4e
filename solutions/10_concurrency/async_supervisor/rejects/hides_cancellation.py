"""A loop around `except BaseException` takes being cancelled for a failure, and begins again."""

import asyncio


class TooManyRestarts(RuntimeError):
    pass


class Child:
    def __init__(self, name, run, policy):
        self.name, self.run, self.policy, self.task, self.told = name, run, policy, None, False


class Supervisor:
    def __init__(self, *, intensity=3, period=60.0, backoff=1.0, max_backoff=30.0, grace=5.0):
        self.intensity, self.period = intensity, period
        self.backoff, self.max_backoff, self.grace = backoff, max_backoff, grace
        self.children, self.times, self.errors = {}, [], []
        self.running = self.stopping = False
        self.cancelled = self.waiter = None

    def start(self, name, run, *, restart="on_error"):
        if restart not in {"always", "on_error", "never"}:
            raise ValueError(restart)
        if self.stopping:
            raise RuntimeError("stopping")
        if name in self.children:
            raise ValueError(name)
        self.children[name] = Child(name, run, restart)
        if self.running:
            self.begin(self.children[name])

    def stop(self):
        self.stopping = True
        self.wake()

    def wake(self):
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

    def begin(self, child):
        child.task = asyncio.create_task(self.live(child))
        child.task.add_done_callback(lambda _: self.forget(child))

    def forget(self, child):
        del self.children[child.name]
        self.wake()

    async def live(self, child):
        delay = min(self.backoff, self.max_backoff)
        while True:
            began, error = now(), None
            try:
                await child.run()
            except BaseException as failure:
                error = failure
            if child.policy == "never" or (child.policy == "on_error" and error is None):
                if error is not None:
                    self.fail(error)
                return
            self.times = [time for time in self.times if now() - time < self.period]
            if len(self.times) >= self.intensity:
                many = TooManyRestarts(child.name)
                many.__cause__ = error
                self.fail(many)
                return
            del error                         # or it would be kept until the next
            self.times.append(now())
            if now() - began >= self.max_backoff:
                delay = min(self.backoff, self.max_backoff)
            try:
                await asyncio.sleep(delay)
            except asyncio.CancelledError:
                return
            delay = min(delay * 2, self.max_backoff)

    def fail(self, error):
        self.errors.append(error)
        self.stop()

    async def patiently(self, wait):
        """Wait; cancelled, note it, and stop."""
        try:
            await wait
        except asyncio.CancelledError as cancelled:
            self.cancelled = cancelled
            self.stopping = True

    async def run(self):
        self.running = True
        if not self.stopping:
            for child in list(self.children.values()):
                self.begin(child)
            while self.children and not self.stopping:
                self.waiter = asyncio.get_running_loop().create_future()
                await self.patiently(self.waiter)
            self.stopping = True
            for child in reversed(list(self.children.values())):
                child.told = True
                while not child.task.done():
                    child.task.cancel()
                    end = now() + self.grace
                    while not child.task.done() and now() < end:
                        await self.patiently(asyncio.wait([child.task], timeout=end - now()))
        if self.cancelled is not None:
            raise self.cancelled
        if self.errors:
            raise ExceptionGroup("failed", self.errors)


def now():
    return asyncio.get_running_loop().time()
