"""Run a suite of submissions under one layer as one user; each pair is run once, for all that is asked about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.extent import ALL

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ATTACKS = Path(__file__).with_name("submissions")
PROGRAMS = REPOSITORY / "tests" / "honest" / "programs"
USERS = ("root", "nobody") if not os.getuid() else ("me",)
SOAK = "KATA_SOAK" in os.environ
LAYERS = ("namespaces", "landlock")
EVERY_HOLD = [(layer, user) for layer in LAYERS for user in USERS]
HOLDS = EVERY_HOLD if ALL or SOAK else EVERY_HOLD[:1]
"""The strongest layer; the others and each user only in CI: a pair costs sixteen seconds of CPU."""
GRANTED = {"files": "tmp", "processes": 4}
WITH_GRANTS = ("damage", "state_between_checks")
Submissions = dict[str, tuple[str, Mapping[str, Any]]]


def attacks(user: str = USERS[0]) -> Submissions:
    """Return the attacks by name, those that a grant may help a second time for one user, and a right solution."""
    found: Submissions = {"is right": ("", {}), "is right, granted": ("", GRANTED)}
    for path in sorted(ATTACKS.rglob("*.py")):
        name, text = f"{path.parent.name}/{path.stem}", path.read_text(encoding="utf-8")
        found[name] = (text, {})
        if path.parent.name in WITH_GRANTS and (SOAK or user == USERS[0]):
            found[f"{name}, granted"] = (text, GRANTED)
    return found


def programs() -> Submissions:
    """Return the honest programs by name, with what each is granted."""
    found: Submissions = {}
    for path in sorted(PROGRAMS.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        asked = [line.removeprefix("# grants: ") for line in text.splitlines() if line.startswith("# grants: ")]
        found[path.stem] = (text, dict(word.split("=") for word in " ".join(asked).split()))
    return found


@cache
def graded(layer: str, user: str, kind: str) -> dict[str, Any]:
    """Return what the driver says of a suite; a layer that this machine lacks skips the test."""
    return grade(layer, user, attacks(user) if kind == "attacks" else programs(), honest=kind != "attacks")


def grade(layer: str, user: str, submissions: Submissions, *, honest: bool) -> dict[str, Any]:
    """Run the driver."""
    asked = {"layer": layer, "user": user, "honest": honest, "submissions": submissions}
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.driver"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    if told["held"] != [layer]:
        pytest.skip(f"no `{layer}` on this machine")
    return told
