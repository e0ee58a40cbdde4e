"""An event loop with tasks, timeouts, locks and a thread that calls into it."""
import asyncio

EXPECTED = [0, 1, 4, "late", "from a thread"]
async def main():
    loop, said = asyncio.get_running_loop(), asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(0.001 * i, i * i)) for i in range(3)]
    found = [task.result() for task in tasks]
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(9)
    except TimeoutError:
        found.append("late")
    await asyncio.to_thread(loop.call_soon_threadsafe, said.put_nowait, "from a thread")
    return [*found, await said.get()]
def run(): return asyncio.run(main())
