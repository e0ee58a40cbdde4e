from __future__ import annotations

import sys
from functools import partial

import pytest

from graders.verify.beside import Beside
from graders.verify.findings import Level
from graders.verify.transcripts import transcript_findings

RIGHT = {"adder.py": "def add(a, b):\n    return a + b\n"}
WRONG = {"adder.py": "def add(a, b):\n    return a\n"}
GOOD = "from adder import add\n\nassert add(2, 3) == 5\n"


def found(transcript: str, reject: dict[str, str] = WRONG) -> list[str]:
    beside = partial(Beside, python=sys.executable, limit_s=2)
    findings = transcript_findings(transcript, reject, RIGHT, where="rejects/x.py", beside=beside)
    return [f"{finding.level}: {finding.what}" for finding in findings]


def test_a_transcript_that_shows_the_fault_is_fine() -> None:
    assert found(GOOD) == []


def test_a_missing_transcript_is_a_fault() -> None:
    assert found(" \n") == [f"{Level.FAULT}: its failed check has no transcript"]


@pytest.mark.parametrize(
    ("transcript", "what"),
    [
        ("from adder import add\n", "does not fail beside the reject, run as a script or typed into"),
        (
            "from adder import add\nassert add(2, 3) == 6\n",
            "is not silent beside the reference, run as a script or typed",
        ),
        ("def f():\n    x = 1\n\n    return x\n\n\nassert f() == 2\n", "is not silent beside the reference"),
        ("from adder import add\nfor n in [3]:\n    assert add(2, n) == 5\nprint", "reference, run typed into"),
    ],
)
def test_a_transcript_that_shows_something_else_is_named(transcript: str, what: str) -> None:
    assert any(what in line for line in found(transcript))


@pytest.mark.parametrize("body", ["import os; os._exit(0)", "raise SystemExit(0)", "while True: pass"])
def test_a_reject_that_ends_or_hangs_fails(body: str) -> None:
    assert found(GOOD, {"adder.py": f"def add(a, b):\n    {body}\n"}) == []


def test_the_probekit_is_there() -> None:
    assert found("from probekit import start\n" + GOOD) == []
