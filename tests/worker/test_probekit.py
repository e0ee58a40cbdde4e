"""Probes wait for threads only so long, and play with a clock that jumps."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from graders.worker.probekit import Deadlock, Spinning, finish, run_virtual, start


def test_threads_answer_in_the_order_of_their_start() -> None:
    def wait() -> str:
        time.sleep(0.01)
        return "slow"

    slow = start(wait)
    quick = start(lambda x: x, "quick")

    assert finish(slow, quick) == (["slow", "quick"], 0)


def test_an_error_in_a_thread_is_told_by_its_name() -> None:
    def fail() -> None:
        raise SystemExit

    assert finish(start(fail)) == (["SystemExit"], 0)


def test_to_wait_for_a_thread_that_never_ends_is_bounded() -> None:
    never = threading.Event()
    stuck, done = start(never.wait), start(lambda: 1)

    assert finish(stuck, done, wait_s=0.01) == ([1], 1)
    never.set()


def test_virtual_time_passes_at_once_and_in_order() -> None:
    seen = []

    async def task(name: str, delay: float) -> None:
        await asyncio.sleep(delay)
        seen.append((name, asyncio.get_running_loop().time()))

    async def main() -> str:
        await asyncio.gather(task("c", 3600), task("a", 0), task("b", 60.5))
        return "done"

    assert run_virtual(main()) == "done"
    assert seen == [("a", 0.0), ("b", 60.5), ("c", 3600.0)]


def test_a_timeout_comes_at_its_virtual_time() -> None:
    async def main() -> float:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 1e6)
        return asyncio.get_running_loop().time()

    assert run_virtual(main()) == 1e6


def test_a_wait_that_nothing_can_end_is_a_deadlock() -> None:
    async def main() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Deadlock, match="no timer is left"):
        run_virtual(main())


def test_turns_without_time_are_spinning() -> None:
    async def main() -> None:
        while True:  # noqa: ASYNC110  (spinning is the point)
            await asyncio.sleep(0)

    with pytest.raises(Spinning, match="no time has passed"):
        run_virtual(main())


def test_many_short_waits_are_not_spinning() -> None:
    async def main() -> float:
        for _ in range(6_000):
            await asyncio.sleep(0.5)
        return asyncio.get_running_loop().time()

    assert run_virtual(main()) == 3_000


def test_tasks_that_are_left_over_are_no_trouble_for_the_next_run() -> None:
    async def main() -> None:
        asyncio.create_task(asyncio.sleep(1e9))  # noqa: RUF006  (left over on purpose)
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        run_virtual(main())
    assert run_virtual(asyncio.sleep(1, "next")) == "next"
