"""The cheap part of the gate: one judge session over all that a kata ships, its examples, its transcripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graders.model import Job, KataResult, Status
from graders.verify import rules
from graders.verify.beside import Beside, beside_kata
from graders.verify.budgets import budget_findings
from graders.verify.checks import matches
from graders.verify.desk import Desk
from graders.verify.examples import example_findings
from graders.verify.findings import Finding, Rule
from graders.verify.sessions import OnEvent, Results, Sessions
from graders.verify.submissions import REFERENCE, STUB, job, label
from graders.verify.transcripts import transcript_findings

# As many failed checks of a reject get a transcript as a learner sees.
TRANSCRIPTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheap:
    """What the cheap part has seen; in brief, each reject has met only the check that must catch it."""

    results: Results
    findings: tuple[Finding, ...]
    brief: bool = False

    @property
    def reference(self) -> KataResult:
        """The verdict on the reference."""
        return self.results[REFERENCE]

    @property
    def killed(self) -> frozenset[str]:
        """The checks that a reject fails."""
        return rules.killers(result for name, result in self.results.items() if name.startswith("rejects/"))


def case_jobs(desk: Desk, seed: int, *, brief: bool = False) -> list[Job]:
    """Return the jobs of the reference and of every reject and accepted; in brief, a reject meets only its check."""
    shipped = desk.shipped
    jobs = [job(desk.kata, shipped.reference or {}, seed, REFERENCE)]
    jobs += [job(desk.kata, files, seed, label("accepted", name)) for name, files in shipped.accepted.items()]
    caught_by = {case.file: (case.caught_by,) for case in desk.cases.rejects}
    for name, files in shipped.rejects.items():
        meets = caught_by.get(name, ())
        reject = job(desk.kata, files, seed, label("rejects", name))
        only = meets if brief and meets != (rules.IMPORT,) else ()  # which is no test: one of them must be planned
        jobs.append(replace(reject, only=only, shown=meets))
    return jobs


def run_cheap(desk: Desk, sessions: Sessions, on_event: OnEvent, *, brief: bool = False) -> Cheap:
    """Judge what the kata ships; in brief where a proof says which checks the rejects fail besides."""
    jobs = case_jobs(desk, desk.seed, brief=brief)
    if desk.shipped.stub is not None:
        jobs.append(job(desk.kata, desk.shipped.stub, desk.seed, STUB))
    results = sessions.judge_shared(jobs, on_event, transcripts=TRANSCRIPTS)
    beside = beside_kata(desk.kata, sessions.python(desk.kata))
    findings = [*_judged(desk, results)]
    findings += example_findings(desk.readme, desk.shipped.reference or {}, beside) if desk.readme else []
    findings += _transcripts(desk, results, beside)
    return Cheap(results=results, findings=tuple(findings), brief=brief)


def _judged(desk: Desk, results: Results) -> Iterator[Finding]:
    reference = results[REFERENCE]
    known = {check.name for check in reference.checks} | {check.name for check in desk.checks}
    yield from rules.unknown_names(desk.cases.rejects, known | {b.workload for b in desk.kata.facts.budgets})
    yield from rules.must_pass(Rule.REFERENCE, reference, desk.kata.module)
    if reference.status is Status.GRADER_ERROR:
        return  # the same broken check would be named for each of the others
    if STUB in results:
        yield from rules.stub_findings(results[STUB], desk.kata.module)
    yield from rules.accepted_findings(desk.cases.accepted, results)
    yield from budget_findings(desk.kata, desk.cases.rejects, results)
    for case in desk.cases.rejects:
        if label("rejects", case.file) in results:
            yield from rules.reject_findings(case, results[label("rejects", case.file)], desk.checks)


def _transcripts(desk: Desk, results: Results, beside: Callable[[Mapping[str, str]], Beside]) -> Iterator[Finding]:
    """Run one transcript of each reject: that of the check which catches it, if the judge has written one."""
    if desk.kata.facts.services:
        return  # a script names a server that was there while it was judged
    static = [check.name for check in desk.checks if check.static]
    for case in desk.cases.rejects:
        if any(matches(name, case.caught_by) for name in static):
            continue  # what a tool finds needs no script
        if case.caught_by == rules.IMPORT:
            continue  # what cannot be loaded has no calls to show
        name = label("rejects", case.file)
        if name not in results or not rules.can_be_shown(results[name]):
            continue
        checks = sorted(results[name].checks, key=lambda check: not matches(case.caught_by, check.name))
        transcript = next((check.transcript for check in checks if check.transcript), "")
        files, reference = desk.shipped.rejects[case.file], desk.shipped.reference or {}
        yield from transcript_findings(transcript, files, reference, where=name, beside=beside)
