"""Gradescope's results.json: ten points a kata, shared out among its checks and budgets."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from graders.model import KataResult
from graders.report.document import Report
from graders.report.outcomes import Kind, Outcome, kind_of, outcomes
from graders.report.store import harmless

POINTS: Final = 10.0
FAULT: Final = "a fault of the grader: grade again before these points are used"


def render(report: Report) -> str:
    """Return the report as Gradescope reads it."""
    faults = [result.id for result in report.katas if kind_of(result) is Kind.FAULT]
    document = {
        "score": round(sum(POINTS * result.score for result in report.katas), 4),
        "execution_time": round(report.run.duration_s, 3),
        "output": "\n".join(f"{kata}: {FAULT}" for kata in faults),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [test for result in report.katas for test in _tests(result)],
    }
    return harmless(msgspec.json.format(msgspec.json.encode(document), indent=1)).decode() + "\n"


def _tests(result: KataResult) -> list[dict[str, Any]]:
    counted = len(result.checks) + len(result.budgets)
    return [_test(outcome, result, POINTS / max(counted, 1)) for outcome in outcomes(result)]


def _test(outcome: Outcome, result: KataResult, points: float) -> dict[str, Any]:
    verdict = outcome.name == "verdict" and bool(result.checks)
    worth = 0.0 if verdict else round(points, 4)
    return {
        "name": f"{result.id}: {outcome.title}",
        "score": worth if outcome.kind is Kind.GOOD else 0.0,
        "max_score": worth,
        "status": "passed" if outcome.kind is Kind.GOOD else "failed",
        "output": "" if outcome.kind is Kind.GOOD else f"{outcome.word}\n{outcome.details}".strip(),
        "output_format": "text",
        "name_format": "text",
        "tags": [result.section, result.id],
        "visibility": "visible",
    }
