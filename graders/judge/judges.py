"""Several judges side by side: who gets which jobs.  A verdict does not depend on it, only how long it takes."""

from __future__ import annotations

import math
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graders.judge.budgets import records
from graders.judge.process import run_together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graders.model import Event, Job, KataResult, Plan

START_S: Final = 1.0
"""What a judge costs before its first check, roughly: one more is started for so much work."""
UNKNOWN_S: Final = 1.0
"""What a kata is taken to last that nobody has graded here."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_out(jobs: Sequence[Job], durations: Mapping[str, float], most: int) -> list[tuple[Job, ...]]:
    """Share jobs among at most so many judges: the longest first, each to whoever has least to do.

    A share keeps the order of the plan.  `durations` are the seconds that each kata took last time.
    """
    costs = [durations.get(job.kata.id, UNKNOWN_S) for job in jobs]
    count = max(1, min(most, len(jobs), math.ceil(sum(costs) / START_S)))
    loads, owners = [0.0] * count, [0] * len(jobs)
    for number in sorted(range(len(jobs)), key=lambda number: -costs[number]):
        owners[number] = loads.index(min(loads))
        loads[owners[number]] += costs[number]
    shares = [tuple(job for job, owner in zip(jobs, owners, strict=True) if owner == n) for n in range(count)]
    return [share for share in shares if share]


def run_judges(
    plan: Plan,
    *,
    python: str,
    on_event: Callable[[Event], None],
    most: int,
    durations: Mapping[str, float],
) -> tuple[KataResult, ...]:
    """Judge a plan by at most so many judges, and return a result for each job, in the plan's order.

    Raises:
        Interrupted: the person pressed Ctrl-C; what was finished is in it.
    """
    shares = share_out(plan.jobs, durations, most)
    with tempfile.TemporaryDirectory() as folder:
        plans = [_part(plan, share, Path(folder, f"{number}.json")) for number, share in enumerate(shares)]
        results = run_together(plans, python=python, on_event=on_event)
        if plan.benchmark_json is not None:
            order = [job.kata.id for job in plan.jobs]
            records.join([part.benchmark_json for part in plans], plan.benchmark_json, order)
    place = {(job.kata.id, job.label): number for number, job in enumerate(plan.jobs)}
    return tuple(sorted(results, key=lambda result: place[result.id, result.label]))


def _part(plan: Plan, share: tuple[Job, ...], file: Path) -> Plan:
    """Return what one judge is to do; two of them cannot write the same file."""
    return replace(plan, jobs=share, benchmark_json=file if plan.benchmark_json else None)
