"""Another honest design: no task in the background but calls and one pull, driven by the consumer; the race by futures."""

import asyncio


class Outcome:
    def __init__(self, awaitable):
        self.error, self.value = None, None
        self.task = asyncio.ensure_future(self.run(awaitable))

    async def run(self, awaitable):
        try:
            self.value = await awaitable()
        except Exception as error:
            self.error = error


async def settle(tasks):
    again = None
    for task in tasks:
        task.cancel()
    while True:
        pending = [task for task in tasks if not task.done()]
        if not pending:
            break
        try:
            await asyncio.wait(pending)
        except asyncio.CancelledError as error:
            again = error
    if again is not None:
        raise again


NOTHING = object()


def amap(fn, source, *, limit, ordered=True):
    if limit < 1:
        raise ValueError("limit")

    async def generate():
        iterator, pull, exhausted = aiter(source), None, False
        calls, finished, every = [], [], []

        def begin(item):
            async def awaitable():
                return await fn(item)

            outcome = Outcome(awaitable)
            outcome.task.add_done_callback(lambda _: finished.append(outcome))
            return outcome

        try:
            while True:
                if pull is None and not exhausted and len(calls) < limit:
                    pull = Outcome(lambda: anext(iterator, NOTHING))
                    every.append(pull)
                waiting = [o.task for o in [*calls, *([pull] if pull else [])] if not o.task.done()]
                if pull is not None and pull.task.done():
                    if pull.error is not None:
                        break
                    exhausted = pull.value is NOTHING
                    if not exhausted:
                        calls.append(begin(pull.value))
                    every = [o for o in every if o is not pull] + calls[-1:]
                    pull = None
                    continue
                if any(o.error is not None for o in calls):
                    break
                ready = calls[:1] if ordered else finished[:1]
                if ready and ready[0].task.done():
                    calls.remove(ready[0])
                    every = [o for o in every if o is not ready[0]]
                    if ready[0] in finished:
                        finished.remove(ready[0])
                    yield ready[0].value
                    continue
                if not waiting:
                    return
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            try:
                await settle([o.task for o in every])
            finally:
                close = getattr(iterator, "aclose", None)
                if close is not None:
                    await close()
        raise ExceptionGroup("amap", [o.error for o in every if o.error is not None])

    return generate()


async def first_ok(*attempts, stagger=0.0):
    if not attempts:
        raise ValueError("no attempts")
    loop = asyncio.get_running_loop()
    errors, tasks, won, timer = {}, [], loop.create_future(), None

    def begin():
        nonlocal timer
        if timer is not None:
            timer.cancel()
        n = len(tasks)
        if n < len(attempts):
            tasks.append(asyncio.ensure_future(attempts[n]))
            tasks[-1].add_done_callback(lambda task: ended(n, task))
            timer = loop.call_later(stagger, begin)

    def ended(n, task):
        if task.cancelled() or won.done():
            return
        if task.exception() is None:
            won.set_result(task.result())
            return
        errors[n] = task.exception()
        if len(errors) == len(attempts):
            won.set_exception(ExceptionGroup("all failed", [errors[i] for i in sorted(errors)]))
        else:
            begin()

    begin()
    try:
        return await won
    finally:
        timer.cancel()
        won.cancel()
        for attempt in attempts[len(tasks):]:
            attempt.close()
        await settle(tasks)
