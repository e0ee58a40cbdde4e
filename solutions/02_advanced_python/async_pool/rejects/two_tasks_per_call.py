"""Starts two tasks for each call."""

import asyncio
from collections import deque


def amap(fn, source, *, limit, ordered=True):
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    return _amap(fn, source, limit, ordered)


async def _amap(fn, source, limit, ordered):
    started, finished = deque(), deque()      # boxes: a list each, empty until the result is in it
    room, news = asyncio.Semaphore(limit), asyncio.Event()

    async def call(item, box):
        box.append(await asyncio.ensure_future(fn(item)))
        finished.append(box)
        news.set()

    async def run():
        items = aiter(source)
        try:
            async with asyncio.TaskGroup() as calls:
                await room.acquire()
                async for item in items:
                    started.append([])
                    calls.create_task(call(item, started[-1]))
                    await room.acquire()
        finally:
            if hasattr(items, "aclose"):
                await items.aclose()

    # The group has a task of its own: entered here, it would cancel whoever holds this generator at a yield.
    runner = asyncio.create_task(run())
    runner.add_done_callback(lambda _: news.set())
    results = started if ordered else finished
    try:
        while True:
            while results and results[0]:
                room.release()
                yield results.popleft()[0]
            if runner.done():
                break
            news.clear()
            await news.wait()
        await runner                          # its errors, if any
    finally:
        await _end([runner])


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
