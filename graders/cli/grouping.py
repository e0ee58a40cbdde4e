"""One judge for each dependency group: build what the jobs need, and merge what the judges say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from graders import environments
from graders.cli.grading import Means, Outcome, decide
from graders.cli.planning import obstacle
from graders.environments import CORE
from graders.judge.verdict import result_without_checks
from graders.model import GraderError, Job, Kata, KataResult, Plan, Preparing, Status
from graders.services.finding import Missing


def decide_groups(plan: Plan, means: Means) -> Outcome:
    """Have judges for each group decide its jobs; the jobs of one that cannot be built are unavailable."""
    if all(job.kata.facts.group == CORE and not job.kata.facts.services for job in plan.jobs):
        return decide(plan, means)
    outcome = Outcome(results=())
    for group in dict.fromkeys(job.kata.facts.group for job in plan.jobs):
        jobs = tuple(job for job in plan.jobs if job.kata.facts.group == group)
        found = _decide_group(replace(plan, jobs=jobs), means)
        outcome = Outcome(
            results=(*outcome.results, *found.results),
            interrupted=found.interrupted,
            sandbox=outcome.sandbox or found.sandbox,
        )
        if found.interrupted:
            break
    return outcome


def interpreter(kata: Kata, prepare: Callable[[str], None]) -> str:
    """Return the interpreter for a kata, its environment built and the wheels of its services' servers there.

    `prepare` is told what takes a moment.

    Raises:
        GraderError: something cannot be had here; the message says how to get it.
    """
    here, group = environments.at(kata), kata.facts.group
    if group != CORE and here.built(group) is None:
        prepare(f"the environment `{group}`")
    python = here.python(group)
    if kata.facts.services:
        from graders.services.obtaining import obtain  # noqa: PLC0415  (most runs need no service)

        try:
            obtain(kata, prepare)
        except Missing as missing:
            raise GraderError(str(missing)) from missing
    return python


def ready(kata: Kata, prepare: Callable[[str], None]) -> str:
    """Return the interpreter for a kata that this machine can grade, as `interpreter` does.

    Raises:
        GraderError: it cannot be graded here, and why.
    """
    if reason := obstacle(kata):
        raise GraderError(reason)
    return interpreter(kata, prepare)


def _decide_group(plan: Plan, means: Means) -> Outcome:
    python, lacking = sys.executable, {}
    for job in plan.jobs:
        try:
            python = interpreter(job.kata, lambda what: means.on_event(Preparing(what=what)))
        except GraderError as error:
            lacking[job.kata.id] = str(error)
    able = tuple(job for job in plan.jobs if job.kata.id not in lacking)
    outcome = decide(replace(plan, jobs=able), means, python)
    unable = (_unavailable(job, lacking[job.kata.id]) for job in plan.jobs if job.kata.id in lacking)
    return replace(outcome, results=(*outcome.results, *unable))


def _unavailable(job: Job, reason: str) -> KataResult:
    return result_without_checks(job.kata, Status.UNAVAILABLE, reason)
