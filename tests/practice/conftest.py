"""Katas and entries for the practice loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graders.model import Facts, Kata, Limits


def kata(name: str, section: int = 1, level: int = 2, minutes: int = 60) -> Kata:
    """Return a kata that lies nowhere."""
    facts = Facts(
        schema=1,
        title=f"The kata {name}",
        topics=(),
        level=level,
        minutes=minutes,
        submit=(f"{name}.py",),
        stub_sha256={},
        python=">=3.11",
        group="core",
        limits=Limits(cpu_s=1, memory_mib=64),
    )
    return Kata(id=name, section=f"{section:02}_section", folder=Path(name), solution=Path(name), facts=facts)


@pytest.fixture
def make() -> Callable[..., Kata]:
    """Return what makes a kata."""
    return kata
