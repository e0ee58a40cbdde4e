"""Each service by a real client from a sandboxed worker: in namespaces, under Landlock some, or all with KATA_SOAK."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graders.model import Sandbox, Status
from graders.services.known import service
from tests.services.katas import TINY
from tests.services.world import found, grade, told

SOAK = bool(os.environ.get("KATA_SOAK"))
UNDER_LANDLOCK = TINY if SOAK else ("kafka", "postgresql", "redis", "xvfb")
CASES = [(name, Sandbox.NAMESPACES) for name in TINY] + [(name, Sandbox.LANDLOCK) for name in UNDER_LANDLOCK]


@pytest.mark.parametrize(("name", "layer"), CASES)
def test_a_worker_uses_it_and_the_judge_sees_what_was_done(tmp_path: Path, name: str, layer: Sandbox) -> None:
    found(name)

    result = grade(tmp_path, name, layer)

    wanted = Status.UNAVAILABLE if layer is Sandbox.LANDLOCK and service(name).alone else Status.PASSED
    assert result.status is wanted, told(result)
