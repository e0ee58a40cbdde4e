"""The soak in small: verdicts on kernels whose true cost is known; KATA_SOAK_VERDICTS says how many."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.timeout(500), pytest.mark.dear]
VERDICTS = int(os.environ.get("KATA_SOAK_VERDICTS", "3000"))
FITS, PEAKS = 60, 20

UNDECIDED = 2
"""Of 480 verdicts, where one in a thousand may be: more would come about by chance in one run of seventy."""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Soak beside the other tests, which keep the cores busy."""
    path: Path = tmp_path_factory.mktemp("soak") / "figures.json"
    amounts = ["--verdicts", str(VERDICTS), "--growth", str(FITS), "--memory", str(PEAKS)]
    command = [sys.executable, "-m", "graders.verify.soaking", *amounts, "--load", "0", "--json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_no_verdict_is_wrong(figures: dict[str, Any]) -> None:
    assert figures["verdicts"] >= VERDICTS
    assert figures["wrong"] == 0
    assert figures["undecided"] <= max(UNDECIDED, VERDICTS // 500)


def test_no_exponent_is_wrong(figures: dict[str, Any]) -> None:
    assert figures["growth"]["fits"] >= FITS
    assert figures["growth"]["wrong"] == 0


def test_all_peaks_are_the_same(figures: dict[str, Any]) -> None:
    assert len(figures["peaks_kib"]) == 1
