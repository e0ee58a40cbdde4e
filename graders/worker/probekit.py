"""Helpers for the authors of probes: bounded threads, and an asyncio loop with a virtual clock.

A probe says `from probekit import ...`; it runs beside the learner's code, in the worker.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

WAIT_S: Final = 2.0
"""How long a probe waits for something that must happen, in seconds."""

MAX_TURNS: Final = 5_000
"""Turns of the virtual loop without time passing before it is said to spin."""

Started = tuple[threading.Thread, list[Any]]


def start(function: Callable[..., Any], *args: Any) -> Started:
    """Run a function in a thread of its own; `finish` tells what came of it."""
    seen: list[Any] = []

    def run() -> None:
        try:
            seen.append(function(*args))
        except BaseException as error:  # noqa: BLE001  (reported by name)
            seen.append(type(error).__name__)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, seen


def finish(*started: Started, wait_s: float = WAIT_S) -> tuple[list[Any], int]:
    """Join the threads; return all results or names of errors, in order, and how many threads still run."""
    for thread, _ in started:
        thread.join(wait_s)
    return [x for _, seen in started for x in seen], sum(thread.is_alive() for thread, _ in started)


class Deadlock(Exception):
    """Every task waits and no timer is left: nothing can happen any more."""


class Spinning(Exception):
    """MAX_TURNS turns went by without time passing."""


def virtual_loop() -> Any:
    """Return a new event loop whose clock starts at 0.0 and jumps to the next timer when nobody can run."""
    from asyncio import base_events  # noqa: PLC0415  (30 ms: only probes with asyncio pay)

    class Selector:
        def __init__(self) -> None:
            self.turns = 0

        def select(self, timeout: float | None) -> list[Any]:
            self.turns += 1
            if timeout is None:
                raise Deadlock("every task waits, and no timer is left")
            if timeout > 0:
                loop.now = max(loop.now, loop._scheduled[0]._when)  # noqa: SLF001
                self.turns = 0
            if self.turns > MAX_TURNS:
                raise Spinning(f"{MAX_TURNS} turns of the event loop, and no time has passed")
            return []

    class Loop(base_events.BaseEventLoop):
        now = 0.0

        def time(self) -> float:
            return self.now

        def _process_events(self, event_list: list[Any]) -> None:
            pass

        def _write_to_self(self) -> None:
            pass

    loop: Any = Loop()
    loop._selector = Selector()  # noqa: SLF001
    return loop


def run_virtual(main: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine on a virtual clock and return its result.

    Raises:
        Deadlock: every task waits and no timer is left.
        Spinning: the loop turns and no time passes.
    """
    import asyncio  # noqa: PLC0415

    loop = virtual_loop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main)
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001
        asyncio.set_event_loop(None)
        loop.close()
