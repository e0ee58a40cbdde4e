"""A report with every status, and one whose every text is an attack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from graders.model import CheckResult, CheckStatus, KataResult, Sandbox, Status
from graders.report.document import SCHEMA, Machine, Report, Run, build

RUN = Run(started="2026-03-01T12:00:00+00:00", duration_s=1.5, command=("grade",), engine="0.1.0", exit=1)
MACHINE = Machine(python="3.11.7", platform="Linux", cores=2)
ATTACK = (
    "::error file=x::forged\n  ::stop-commands::t\n##[error]forged\n##vso[task.complete]\x1b[2J\x1b]0;t\x07\x9b31m"
    "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;&#0;]]>--></pre></details>{{ 7*7 }}{% raw %}"
    "\u202e\u2066\u200b\ufeff\u2028\x00\x0b\x0c\x85\ufffe\uffff\ud800\U000e0041"
    "```\n~~~~\n| a | b |\n=1+1\n%0A::error::x\r\n"
    "[x](javascript:alert(1)) @everyone #1 :smile:"
)


def reported(results: Iterable[KataResult]) -> Report:
    return build(results, run=RUN, machine=MACHINE, sandbox=Sandbox.NAMESPACES)


@pytest.fixture
def report(results: Mapping[Status, KataResult]) -> Report:
    """Return a report with a kata of each status."""
    assert SCHEMA == 1
    return reported(replace(result, id=f"kata_{n}") for n, result in enumerate(results.values()))


@pytest.fixture(scope="session")
def huge() -> str:
    """Return 10 MB of attacks."""
    return ATTACK * (10_000_000 // len(ATTACK.encode("utf-8", "surrogatepass")))


@pytest.fixture
def hostile(results: Mapping[Status, KataResult], huge: str) -> Report:
    """Return a report whose every text is hostile and huge; `=` begins some, for spreadsheets."""
    check = CheckResult(name=huge, title=huge, status=CheckStatus.FAILED, message=huge, transcript=huge)
    failed = replace(
        results[Status.FAILED], label=f"={huge}", message=huge, output=huge, checks=(check, check), title=huge
    )
    over = results[Status.OVER_BUDGET]
    budget = replace(over.budgets[0], workload=huge, message=huge, why=huge)
    unavailable = replace(results[Status.UNAVAILABLE], message=huge)
    return reported([failed, replace(over, budgets=(budget,)), unavailable])
