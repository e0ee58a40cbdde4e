"""Another honest design: `limit` workers that share the source behind a lock."""

import asyncio
from collections import deque


def amap(fn, source, *, limit, ordered=True):
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    return _amap(fn, source, limit, ordered)


async def _amap(fn, source, limit, ordered):
    items, turn, room, news = aiter(source), asyncio.Lock(), asyncio.Semaphore(limit), asyncio.Event()
    started, finished, errors = deque(), deque(), []
    end = object()

    async def work():
        try:
            while True:
                async with turn:
                    await room.acquire()
                    item = await anext(items, end)
                    if item is end:
                        room.release()
                        return
                    box = []
                    started.append(box)
                box.append(await fn(item))
                finished.append(box)
                news.set()
        except Exception as error:
            errors.append(error)
        finally:
            news.set()

    workers = [asyncio.create_task(work()) for _ in range(limit)]
    results = started if ordered else finished
    try:
        while True:
            while results and results[0] and not errors:
                room.release()
                yield results.popleft()[0]
            if errors or all(w.done() for w in workers):
                break
            news.clear()
            await news.wait()
    finally:
        try:
            await _end(workers)
        finally:
            if hasattr(items, "aclose"):
                await items.aclose()
    if errors:
        raise ExceptionGroup("amap", errors)


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
