"""One judge for each dependency group: build what the jobs need, and merge what the judges say."""

from __future__ import annotations

import os
from dataclasses import replace

from graders import environments
from graders.cli.grading import Judge, OnEvent, Outcome, decide
from graders.cli.planning import result_without_checks
from graders.environments import CORE
from graders.model import GraderError, Job, Kata, KataResult, Plan, Preparing, Status
from graders.services.finding import Missing, find
from graders.services.known import service


def decide_groups(plan: Plan, judge: Judge, on_event: OnEvent) -> Outcome:
    """Have a judge for each group decide its jobs; the jobs of one that cannot be built are unavailable."""
    if all(_is_plain(job) for job in plan.jobs):
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


def _is_plain(job: Job) -> bool:
    return job.kata.facts.group == CORE and not job.kata.facts.services


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
    """Build the environments of the servers that a kata needs; say which server cannot be had."""
    here = environments.at(kata)
    for name in kata.facts.services:
        source = service(name).source
        try:
            find(name, source, os.environ, here.built)
        except Missing as missing:
            if not source.group or here.lock(source.group) is None:
                return str(missing)
            on_event(Preparing(what=f"the environment `{source.group}`"))
            try:
                here.build(source.group)
                find(name, source, os.environ, here.built)
            except (GraderError, Missing) as error:
                return f"{missing}\n{error}"
    return ""


def _unavailable(job: Job, reason: str) -> KataResult:
    return result_without_checks(job.kata, Status.UNAVAILABLE, reason)
