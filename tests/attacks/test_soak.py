"""The same attack again and again leaves no process and no file; KATA_SOAK=100 is what a release is measured with."""

from __future__ import annotations

import os
import sys

import pytest

from tests.attacks.suite import ATTACKS, GRANTED, HOLDS, Submissions, grade

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's"),
    pytest.mark.timeout(1800),
]
RUNS = int(os.environ.get("KATA_SOAK", "1"))
AGAIN = {
    "damage/fork_bomb": GRANTED,
    "damage/memory_bomb": {},
    "performance_cheats/computes_for_ever": {},
    "damage/starts_a_daemon": GRANTED,
}


@pytest.mark.parametrize("hold", HOLDS, ids="-".join)
def test_many_runs_leave_nothing(hold: tuple[str, str]) -> None:
    texts = {name: (ATTACKS / f"{name}.py").read_text(encoding="utf-8") for name in AGAIN}
    many: Submissions = {f"{name} {i}": (texts[name], AGAIN[name]) for i in range(RUNS) for name in AGAIN}

    told = grade(*hold, many, honest=False)

    assert set(told["statuses"].values()) <= {"failed", "crashed", "timeout"}
    assert (told["damage"], told["processes"], told["left"]) == ({}, [], [])
