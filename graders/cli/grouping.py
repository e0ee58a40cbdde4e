"""One judge for each dependency group: build what the jobs need, and merge what the judges say."""

from __future__ import annotations

from dataclasses import replace

from graders import environments
from graders.cli.grading import Judge, OnEvent, Outcome, decide
from graders.cli.planning import result_without_checks
from graders.environments import CORE
from graders.model import GraderError, Job, Kata, KataResult, Plan, Preparing, Status
from graders.services.finding import Missing


def decide_groups(plan: Plan, judge: Judge, on_event: OnEvent) -> Outcome:
    """Have a judge for each group decide its jobs; the jobs of one that cannot be built are unavailable."""
    if all(job.kata.facts.group == CORE and not job.kata.facts.services for job in plan.jobs):
        return decide(plan, judge, on_event)
    outcome = Outcome(results=())
    for group in dict.fromkeys(job.kata.facts.group for job in plan.jobs):
        jobs = tuple(job for job in plan.jobs if job.kata.facts.group == group)
        found = _decide_group(group, replace(plan, jobs=jobs), judge, on_event)
        outcome = Outcome(
            results=(*outcome.results, *found.results),
            interrupted=found.interrupted,
            sandbox=outcome.sandbox or found.sandbox,
        )
        if found.interrupted:
            break
    return outcome


def _decide_group(group: str, plan: Plan, judge: Judge, on_event: OnEvent) -> Outcome:
    here = environments.at(plan.jobs[0].kata)
    try:
        if group != CORE and here.built(group) is None:
            on_event(Preparing(what=f"the environment `{group}`"))
        python = here.python(group)
    except GraderError as error:
        return Outcome(results=tuple(_unavailable(job, str(error)) for job in plan.jobs))
    lacking = {job.kata.id: reason for job in plan.jobs if (reason := _lacking(job.kata, on_event))}
    able = tuple(job for job in plan.jobs if job.kata.id not in lacking)
    outcome = decide(replace(plan, jobs=able), judge, on_event, python=python)
    unable = (_unavailable(job, lacking[job.kata.id]) for job in plan.jobs if job.kata.id in lacking)
    return replace(outcome, results=(*outcome.results, *unable))


def _lacking(kata: Kata, on_event: OnEvent) -> str:
    """Say which service of a kata cannot be had."""
    if not kata.facts.services:
        return ""
    from graders.services.obtaining import obtain  # noqa: PLC0415  (most runs need no service)

    try:
        obtain(kata, lambda what: on_event(Preparing(what=what)))
    except (GraderError, Missing) as missing:
        return str(missing)
    return ""


def _unavailable(job: Job, reason: str) -> KataResult:
    return result_without_checks(job.kata, Status.UNAVAILABLE, reason)
