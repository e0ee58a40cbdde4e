"""Programs that are unusual and legitimate pass: a sandbox that refuses everything would stop all attacks too."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.attacks.suite import HOLDS, graded, programs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

# What a layer cannot grant without granting more is not graded there.
UNAVAILABLE = {("landlock", "loopback")}


@pytest.mark.parametrize("hold", HOLDS, ids="-".join)
@pytest.mark.parametrize("name", programs())
def test_an_honest_program_passes(name: str, hold: tuple[str, str]) -> None:
    told: dict[str, Any] = graded(*hold, "programs")

    wanted = "unavailable" if (hold[0], name) in UNAVAILABLE else "passed"
    assert told["statuses"][name] == wanted, told["messages"][name]
    assert told["damage"] == {}
