"""Asks for the next item in the generator itself, where finished results then wait for the source."""

import asyncio
from collections import deque


def amap(fn, source, *, limit, ordered=True):
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    return _amap(fn, source, limit, ordered)


async def _amap(fn, source, limit, ordered):
    items, tasks, finished, exhausted = aiter(source), [], [], False

    async def call(item):
        return await fn(item)

    try:
        while True:
            while len(tasks) < limit and not exhausted:
                item = await anext(items, _END)
                exhausted = item is _END
                if not exhausted:
                    tasks.append(asyncio.create_task(call(item)))
                    tasks[-1].add_done_callback(finished.append)
            if not tasks or any(task.exception() for task in finished):
                break
            ready = tasks[0] if ordered else finished[0] if finished else None
            if ready is None or not ready.done():
                await asyncio.wait([task for task in tasks if not task.done()], return_when=asyncio.FIRST_COMPLETED)
                continue
            tasks.remove(ready)
            finished.remove(ready)
            yield ready.result()
    except Exception as error:
        tasks.append(asyncio.ensure_future(_fail(error)))
        await asyncio.sleep(0)
    finally:
        ended = [task for task in tasks]
        try:
            await _end(ended)
        finally:
            if hasattr(items, "aclose"):
                await items.aclose()
    errors = [task.exception() for task in ended if not task.cancelled() and task.exception()]
    if errors:
        raise ExceptionGroup("amap", errors)


_END = object()


async def _fail(error):
    raise error


async def first_ok(*attempts, stagger=0.0):
    if not attempts:
        raise ValueError("first_ok needs at least one attempt")
    left, tasks, running = deque(attempts), [], set()
    try:
        while left or running:
            if left:
                tasks.append(asyncio.create_task(left.popleft()))
                running.add(tasks[-1])
            done, running = await asyncio.wait(
                running, timeout=stagger if left else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                if task.exception() is None:
                    return task.result()
        raise ExceptionGroup("every attempt failed", [task.exception() for task in tasks])
    finally:
        for attempt in left:
            attempt.close()
        await _end(tasks)


async def _end(tasks):
    """Cancel the tasks and wait until all have ended; `gather` waits for them even when it is cancelled itself."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
