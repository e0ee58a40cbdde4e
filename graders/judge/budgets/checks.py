"""Every budget with a workload, as an item of the judge's session; what runs is in session.py."""

from __future__ import annotations

from typing import Any


def test_budget(measured: Any, benchmark: Any) -> None:
    """A budget holds; measured before, played to pytest-benchmark here."""
    measured.play(benchmark)
