"""Sort selected katas: what the judge must grade, and what is decided before it starts."""

from __future__ import annotations

import operator
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.judge.verdict import result_without_checks
from graders.model import CheckResult, CheckStatus, Job, Kata, KataResult, Status, Submission
from graders.sealing.trouble import Shut

Version = tuple[int, int]
INSTALL: Final = "apt-get install --no-install-recommends"
PACKAGES: Final = {"gcc": "gcc libc6-dev python3-dev"}
"""What Debian calls the packages of programs that katas name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """`jobs` need the judge, `decided` have their result, `untouched` are neither named nor edited."""

    jobs: tuple[Job, ...]
    decided: tuple[KataResult, ...]
    untouched: tuple[Kata, ...]


def sort_katas(
    katas: Iterable[Kata],
    *,
    read: Callable[[Kata], Submission],
    job: Callable[[Kata, Submission], Job],
    wanted: Callable[[Kata], bool],
    obstacle: Callable[[Kata], str],
) -> Sorted:
    """Sort katas; `wanted` says of an untouched one that it gets a result nevertheless, `job` may raise `Shut`."""
    jobs, decided, untouched = [], [], []
    for kata in katas:
        submission = read(kata)
        if submission.untouched and not wanted(kata):
            untouched.append(kata)
        elif result := _before_judging(kata, submission, obstacle(kata)):
            decided.append(result)
        else:
            try:
                jobs.append(job(kata, submission))
            except Shut as shut:
                decided.append(result_without_checks(kata, shut.status, str(shut)))
    return Sorted(jobs=tuple(jobs), decided=tuple(decided), untouched=tuple(untouched))


def obstacle(kata: Kata, version: Version = sys.version_info[:2]) -> str:
    """Say why this machine cannot grade `kata`; nothing when it can."""
    facts = kata.facts
    if not _fits(facts.python, version):
        return f"it needs Python {facts.python}, this is {version[0]}.{version[1]}"
    missing = [name for name in facts.binaries if shutil.which(name) is None]
    if missing:
        return f"it needs {', '.join(missing)} on PATH{_advice(missing)}"
    headers = Path(sysconfig.get_path("include"))
    lacks = facts.builds and not (headers / "Python.h").exists()
    return f"it needs Python's headers in {headers}\n{INSTALL} python3-dev" if lacks else ""


def _advice(missing: Iterable[str]) -> str:
    """Return the line that installs programs, where we know of their packages."""
    known = [PACKAGES[name] for name in missing if name in PACKAGES]
    return f"\n{INSTALL} {' '.join(known)}" if known else ""


def _before_judging(kata: Kata, submission: Submission, reason: str) -> KataResult | None:
    if reason:
        return result_without_checks(kata, Status.UNAVAILABLE, reason)
    if submission.untouched:
        return result_without_checks(kata, Status.UNTOUCHED)
    return _unreadable(kata, submission.problem) if submission.problem else None


def _unreadable(kata: Kata, problem: str) -> KataResult:
    check = CheckResult(
        name="import", title="the submission can be imported", status=CheckStatus.FAILED, message=problem
    )
    return KataResult(
        id=kata.id,
        section=kata.section,
        title=kata.facts.title,
        status=Status.FAILED,
        score=0.0,
        checks=(check,),
    )


def _fits(wanted: str, version: Version) -> bool:
    """Compare with a range such as `>=3.11,<3.14`, the one form that the catalogue lets through."""
    compare = {">=": operator.ge, "<": operator.lt}
    bounds = re.findall(r"(>=|<)\s*(\d+)\.(\d+)", wanted)
    return all(compare[sign](version, (int(major), int(minor))) for sign, major, minor in bounds)
