"""The gate for one kata: static rules, the cheap part always, the dear part where no proof stands in for it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from graders.catalog import python_range
from graders.catalog.sealed import SEALED, sealed_file
from graders.model import Kata, Status
from graders.verify import proof, rules
from graders.verify.cheap import Cheap, run_cheap
from graders.verify.dear import Dear, run_dear
from graders.verify.desk import Desk, read_desk
from graders.verify.findings import Finding, Level, Rule, has_fault
from graders.verify.progress import Progress
from graders.verify.proof import MutantFigures, Proof, Standing
from graders.verify.repeats import REPEATS
from graders.verify.sessions import JudgeEnded, Sessions

Known = tuple[Standing, Proof | None]
"""What a kata's proof is worth, and the proof itself."""


class Run(StrEnum):
    """When the dear part runs."""

    NEEDED = "needed"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How thorough to be: `ci` believes no missing or stale proof, and tries one kata in twenty anew."""

    run: Run = Run.NEEDED
    seeds: int = REPEATS
    ci: bool = False
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted; the dear ones are None when they were neither run nor proven."""

    checks: int = 0
    rejects: int = 0
    accepted: int = 0
    mutants_killed: int | None = None
    mutants: int | None = None
    standins: int | None = None
    steady: int | None = None
    repeats: int | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the gate says of one kata; `broken` is why the grader itself failed."""

    id: str
    section: str
    findings: tuple[Finding, ...] = ()
    figures: Figures = Figures()
    broken: str = ""

    @property
    def sound(self) -> bool:
        """Whether the kata may be released."""
        return not self.broken and not has_fault(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the gate works with: its settings, the judges, and whom it tells of its progress."""

    settings: Settings
    sessions: Sessions
    progress: Progress


def verify(kata: Kata, bench: Bench) -> Outcome:
    """Prove a kata, and write its proof when all holds."""
    outcome = Outcome(id=kata.id, section=kata.section)
    if sealed_file(kata) is not None:
        return replace(outcome, findings=(_sealed(),))
    try:
        desk = read_desk(kata)
        outcome = replace(outcome, findings=desk.findings)
        if problem := _other_python(kata):
            return replace(outcome, findings=(*desk.findings, problem))
        if desk.shipped.reference is None or not desk.checks:
            return outcome
        jobs = 2 + len(desk.shipped.rejects) + len(desk.shipped.accepted)
        known = proof.read_proof(desk.kata.solution, desk.content, bench.settings.seeds)
        brief = _is_proven(desk.kata, known[0], bench.settings)
        cheap = run_cheap(desk, bench.sessions, bench.progress.stage(kata.id, "submissions", jobs), brief=brief)
        return _with_dear(outcome, desk, cheap, known, bench)
    except JudgeEnded as error:
        return replace(outcome, broken=str(error))
    finally:
        bench.progress.end(kata.id)


def _sealed() -> Finding:
    """Say that a kata is not judged, since neither its tests nor its solutions can be read here."""
    what, write = "is sealed, and proven where its tests are plain", "run the gate there before you seal it"
    return Finding(rule=Rule.HIDDEN, what=what, where=SEALED, write=write, level=Level.WARNING)


def _other_python(kata: Kata) -> Finding | None:
    """Say that a kata is not judged, where this Python is none of its own."""
    lowest, below = python_range(kata.facts.python)
    minor = sys.version_info.minor
    if minor >= lowest and (below is None or minor < below):
        return None
    what = f"is not judged on Python 3.{minor}: it needs {kata.facts.python}"
    write = "run the gate with such a Python"
    return Finding(rule=Rule.METADATA, what=what, where="kata.toml", write=write, level=Level.WARNING)


def _with_dear(outcome: Outcome, desk: Desk, cheap: Cheap, known: Known, bench: Bench) -> Outcome:
    """Add what the proof is worth, the dear part if it is to run, and the checks that are idle."""
    settings, (standing, old) = bench.settings, known
    findings = [*outcome.findings, *cheap.findings, *proof.standing_findings(standing, desk.kata.id, ci=settings.ci)]
    dear = None
    if _wanted(desk.kata, standing, settings):
        if _must_wait(cheap, findings, settings):
            findings.append(_waits())
        else:
            dear = run_dear(desk, cheap, bench.sessions, bench.progress, settings.seeds)
            findings += dear.findings
    trusted = old if standing is Standing.FITS else None
    findings += _idle(desk, cheap, dear, trusted)
    fresh = _measured(cheap, dear)
    if trusted is not None:
        findings += proof.differences(trusted, fresh)
    figures = _figures(fresh, dear, trusted, standing)
    if dear is not None and not has_fault(findings) and (old is None or old.seeds <= settings.seeds):
        proof.write_proof(desk.kata.solution, Proof(content_sha256=desk.content, seeds=settings.seeds, **fresh))
        figures = replace(figures, proof="written")
    return replace(outcome, findings=tuple(findings), figures=figures)


def _is_proven(kata: Kata, standing: Standing, settings: Settings) -> bool:
    """Tell whether a proof stands in for what only all checks on all rejects show: which check is idle."""
    return standing is Standing.FITS and not _wanted(kata, standing, settings)


def _wanted(kata: Kata, standing: Standing, settings: Settings) -> bool:
    if settings.run is not Run.NEEDED:
        return settings.run is Run.ALWAYS
    return standing is not Standing.FITS or (settings.ci and proof.due(kata.id, settings.today))


def _must_wait(cheap: Cheap, findings: Sequence[Finding], settings: Settings) -> bool:
    """Tell whether the dear part would be wasted: an author mends first what the cheap part has found."""
    if cheap.reference.status is not Status.PASSED:
        return True
    return has_fault(findings) and settings.run is Run.NEEDED and not settings.ci


def _waits() -> Finding:
    what = "mutants, stand-ins and repeats wait until the rest holds"
    write = "mend the faults; `--all-dear` runs them now, once the reference passes"
    return Finding(rule=Rule.PROOF, what=what, write=write, level=Level.NOTE)


def _idle(desk: Desk, cheap: Cheap, dear: Dear | None, trusted: Proof | None) -> Iterator[Finding]:
    """Name the checks that kill nothing; a note, as long as mutants may still show that one earns its place."""
    if cheap.brief or cheap.reference.status is not Status.PASSED:
        return
    known = dear.killed if dear else trusted.only_mutants if trusted else None
    for finding in rules.idle_findings(cheap.reference.checks, {*cheap.killed, *(known or ())}, desk.places):
        unsure = replace(finding, level=Level.NOTE, what=f"{finding.what} that has run; the mutants have not")
        yield finding if known is not None else unsure


def _measured(cheap: Cheap, dear: Dear | None) -> dict[str, Any]:
    """Return the figures of a proof that were measured in this run."""
    names = {check.name for check in cheap.reference.checks}
    fresh: dict[str, Any] = {
        "checks": len(names),
        "statuses": {name: result.status for name, result in cheap.results.items()},
    }
    if dear is not None:
        fresh["only_mutants"] = tuple(sorted((dear.killed & names) - cheap.killed))
        fresh["mutants"] = MutantFigures(
            total=dear.mutation.total,
            killed=dear.mutation.killed,
            explained=dear.mutation.explained,
            survivors=dear.mutation.survivors,
        )
        fresh["standins"] = dear.standins
    return fresh


def _figures(fresh: Mapping[str, Any], dear: Dear | None, trusted: Proof | None, standing: Standing) -> Figures:
    statuses = fresh["statuses"]
    mutants = fresh.get("mutants") or (trusted.mutants if trusted else None)
    return Figures(
        checks=fresh["checks"],
        rejects=sum(name.startswith("rejects/") for name in statuses),
        accepted=sum(name.startswith("accepted/") for name in statuses),
        mutants_killed=mutants.killed if mutants else None,
        mutants=mutants.total - len(mutants.explained) if mutants else None,
        standins=dear.standins if dear else trusted.standins if trusted else None,
        steady=dear.steady if dear else trusted.seeds if trusted else None,
        repeats=dear.repeats if dear else trusted.seeds if trusted else None,
        proof=str(standing),
    )
