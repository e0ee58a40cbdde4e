"""The dear part of the gate: mutants and stand-ins of the reference, and the repeats with other seeds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from graders.judge.variants.facts import has_stages, has_variants, read_variants
from graders.verify import repeats, wrong_copies
from graders.verify.beside import beside_kata
from graders.verify.budgets import is_noisy
from graders.verify.cheap import Cheap, case_jobs
from graders.verify.desk import Desk
from graders.verify.findings import Finding
from graders.verify.frequent import LIMIT_S, most_frequent
from graders.verify.load import busy, crowded
from graders.verify.progress import Progress
from graders.verify.repeats import Repeat
from graders.verify.rules import killers
from graders.verify.sessions import Results, Sessions
from graders.verify.submissions import job
from graders.verify.wrong_copies import Copy, Mutation


@dataclass(frozen=True, slots=True, kw_only=True)
class Dear:
    """What the dear part has seen; `killed` are the checks that a mutant fails."""

    mutation: Mutation
    killed: frozenset[str]
    standins: int
    steady: int
    repeats: int
    findings: tuple[Finding, ...]


def run_dear(desk: Desk, cheap: Cheap, sessions: Sessions, progress: Progress, count: int) -> Dear:
    """Run all of it; the reference has passed."""
    mutants, standins = _wrong_copies(desk, sessions.python(desk.kata))
    results = _judge_copies(desk, cheap, [*mutants, *standins], sessions, progress)
    explained = wrong_copies.explanations(desk.notes)
    mutation = wrong_copies.tally(mutants, results, explained)
    rounds = _repeat(desk, sessions, progress, count)
    return Dear(
        mutation=mutation,
        killed=killers(results[copy.label] for copy in mutants),
        standins=len(standins),
        steady=repeats.steady(rounds, desk.cases),
        repeats=count,
        findings=(
            *wrong_copies.error_findings([*mutants, *standins], results),
            *wrong_copies.mutation_findings(mutation),
            *wrong_copies.needless_explanations(mutants, mutation, explained),
            *wrong_copies.standin_findings(standins, results),
            *repeats.repeat_findings(rounds, desk.cases),
        ),
    )


def _wrong_copies(desk: Desk, python: str) -> tuple[list[Copy], list[Copy]]:
    """Return mutants and stand-ins of the reference: none of tests, which the kata's own variants measure."""
    kata, reference = desk.kata, desk.shipped.reference or {}
    if has_stages(kata):
        wrong = [read_variants(kata).target]
    elif has_variants(kata):
        return [], []
    else:
        wrong = list(reference)
    frequent = most_frequent(kata, reference, beside_kata(kata, python, LIMIT_S))
    return (
        list(wrong_copies.mutant_copies(reference, wrong)),
        list(wrong_copies.standin_copies(kata, reference, frequent)),
    )


def _judge_copies(desk: Desk, cheap: Cheap, copies: Sequence[Copy], sessions: Sessions, progress: Progress) -> Results:
    """Judge all copies under tight limits, in one session for each core."""
    if not copies:
        return {}
    limits = wrong_copies.tight(desk.kata.facts.limits, cheap.reference)
    jobs = [job(desk.kata, copy.files, desk.seed, copy.label, limits) for copy in copies]
    return sessions.judge_shared(jobs, progress.stage(desk.kata.id, "mutants and stand-ins", len(jobs)))


def _repeat(desk: Desk, sessions: Sessions, progress: Progress, count: int) -> list[tuple[Repeat, Results]]:
    """Judge what the kata ships again, each time with other seeds; one judge each, as hashing differs.

    Where clocks decide, the second half is judged while every core is busy.
    """
    planned = repeats.repeats(desk.kata.id, desk.content, count)
    shares = [(case_jobs(desk, repeat.seed, brief=True), repeat.hash_seed) for repeat in planned]
    on_event = progress.stage(desk.kata.id, "repeats", sum(len(jobs) for jobs, _ in shares))
    idle = len(shares) // 2 if is_noisy(desk.kata) else len(shares)
    results = sessions.judge_all(shares[:idle], on_event)
    if idle < len(shares):
        cores = sorted(os.sched_getaffinity(0))
        with nullcontext() if crowded(cores) else busy(cores, times=1):
            results += sessions.judge_all(shares[idle:], on_event)
    return list(zip(planned, results, strict=True))
