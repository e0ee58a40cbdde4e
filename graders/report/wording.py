"""What each status means to a reader and what to do about it; every renderer takes its words from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graders.model import BudgetStatus, Metric, Status


@dataclass(frozen=True, slots=True)
class Wording:
    """A status in words: `word` for tables, `meaning` as a sentence, `advice` as what to do next."""

    word: str
    meaning: str
    advice: str


STATUS: Final = {
    Status.GRADER_ERROR: Wording(
        "grader error",
        "the grader itself failed; this says nothing about your code",
        "grade again; if it stays, report it with the message above and `.grades/latest.json`",
    ),
    Status.UNAVAILABLE: Wording(
        "unavailable",
        "not graded: something that the kata needs is missing on this machine",
        "install what the reason names, then grade again",
    ),
    Status.UNTOUCHED: Wording(
        "untouched",
        "the stub is as it was shipped, so there is nothing to grade",
        "edit the file and grade again",
    ),
    Status.BANNED: Wording(
        "banned",
        "the code uses something that this kata forbids",
        "write it without that; the README's contract says what is left",
    ),
    Status.CRASHED: Wording(
        "crashed",
        "the process with your code ended: it left by itself, was killed, or took too much memory or output",
        "look for exits, deep recursion and unbounded growth in the call above",
    ),
    Status.TIMEOUT: Wording(
        "timeout",
        "a call used up its CPU time, or waited for something that never came",
        "look for a loop that does not end and a wait without a bound in the call above",
    ),
    Status.FAILED: Wording(
        "failed",
        "at least one check saw a wrong answer",
        "mend the first check above; the others often follow",
    ),
    Status.OVER_BUDGET: Wording(
        "over budget",
        "every answer is right, but it costs more than the kata allows",
        "the budget's reason says which cost to avoid",
    ),
    Status.UNDECIDED: Wording(
        "undecided",
        "every answer is right; a cost is so near its limit that it cannot be told from noise",
        "grade again on a quiet machine, or make it a little cheaper",
    ),
    Status.PASSED: Wording("passed", "every check and every budget holds", "compare with another way of doing it"),
}

BUDGET_WORD: Final = {
    BudgetStatus.GRADER_ERROR: "grader error",
    BudgetStatus.OVER: "over",
    BudgetStatus.UNDECIDED: "undecided",
    BudgetStatus.NOT_RUN: "not measured",
    BudgetStatus.WITHIN: "within",
}

METRIC_UNIT: Final = {
    Metric.TIME_RATIO: "x the reference's time",
    Metric.OVERHEAD: "x the time of the bare call",
    Metric.GROWTH: "as exponent of growth",
    Metric.PEAK_KIB: "KiB at the peak",
    Metric.PEAK_RATIO: "x the reference's peak memory",
    Metric.COUNT: "operations",
}
