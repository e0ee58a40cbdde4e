"""A busy machine, on purpose and bounded: processes that burn CPU, and end with us or after their time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final

from graders.sandbox.processes import die_with_parent

BURN_S: Final = 3600.0
CROWD: Final = 2
"""Processes that want each core: ours and one more."""


def _burn(parent: int, core: int) -> None:
    die_with_parent(parent)
    os.sched_setaffinity(0, {core})
    end = time.monotonic() + BURN_S
    while time.monotonic() < end:
        sum(range(10_000))


def crowded(cores: Sequence[int]) -> bool:
    """Tell whether the machine is as busy by itself as `busy` would make it."""
    return os.getloadavg()[0] >= CROWD * len(cores)


@contextmanager
def busy(cores: Sequence[int], times: int) -> Iterator[None]:
    """Keep each core busy with so many processes.

    They are started from this thread, so they end when it does.
    """
    context = get_context("spawn")
    burners = [context.Process(target=_burn, args=(os.getpid(), core)) for core in cores for _ in range(times)]
    for burner in burners:
        burner.start()
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
        for burner in burners:
            burner.join()
