"""pytest-benchmark as the record of budgets: it is fed the rounds that decided, on a clock that plays them back.

Its own calibration cannot be used, since our clock stands still while the judge runs, and its threshold fails open
(docs/budgets.md); what it stores, shows and compares can.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from graders.judge.budgets import alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graders.model import BudgetResult

TIMER = f"{__name__}.now"
_now_s = 0.0


def now() -> float:
    """Return the seconds that the played rounds have used so far: the timer of pytest-benchmark."""
    return _now_s


def _play(cost_s: float) -> None:
    global _now_s  # noqa: PLW0603  (a timer is a function without arguments)
    _now_s += cost_s


def arguments(folder: Path | None, file: Path | None) -> list[str]:
    """Return the options of pytest-benchmark: where it keeps what, and nothing on the terminal."""
    storage = ["--benchmark-autosave", f"--benchmark-storage=file://{folder}"] if folder else []
    export = [f"--benchmark-json={file}"] if file else []
    return [
        "-p",
        "pytest_benchmark.plugin",
        "-p",
        __name__,
        f"--benchmark-timer={TIMER}",
        "--benchmark-quiet",
        *storage,
        *export,
    ]


def record(benchmark: Any, kata: str, result: BudgetResult) -> None:
    """Give pytest-benchmark the rounds of a budget, under a name that is the same for every submission of the kata."""
    benchmark.name = benchmark.fullname = f"{kata}:{result.workload}"
    benchmark.group, benchmark.param, benchmark.params = kata, None, None
    benchmark.extra_info.update(metric=result.metric, limit=result.limit, value=result.value, status=result.status)
    costs = iter([ours / 1e9 for ours, _ in result.pairs])
    benchmark.pedantic(_play, setup=lambda: ((next(costs),), {}), rounds=len(result.pairs))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish() -> Iterator[None]:
    """Let one judge store its rounds at a time."""
    with alone.writing_history():
        return (yield)


def pytest_benchmark_generate_machine_info() -> dict[str, Any]:
    """Say where it was measured; pytest-benchmark's own answer asks the processor for a second."""
    system = os.uname()
    return {"node": "", "system": system.sysname, "release": system.release, "machine": system.machine, "cpu": {}}


def pytest_benchmark_generate_commit_info() -> dict[str, Any]:
    """Say nothing of commits: a learner's history is that of a file, and git need not be asked at every grading."""
    return {
        "id": "unversioned",
        "time": None,
        "author_time": None,
        "dirty": False,
        "project": "senior-katas",
        "branch": "",
    }
