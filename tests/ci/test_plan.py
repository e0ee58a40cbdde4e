"""`kata ci --plan`: the matrix of jobs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.ci.conftest import ALPHA, BETA, HIDDEN, SECTION, put
from tests.cli.conftest import ATTEMPT, World

if TYPE_CHECKING:
    from tests.ci.conftest import Forked

SERVED = 'services = ["redis"]\ncapabilities = { network = "service" }\n'


@pytest.fixture
def grouped(forked: Forked) -> Forked:
    """Return a base with a kata of another group and a service, all katas solved in the head."""
    for root in (forked.base, forked.head):
        folder = World(root=root).kata("gamma_kata", group="web")
        with (folder / "kata.toml").open("a") as facts:
            facts.write(SERVED)
        put(folder, "hidden/test_behaviour.py", HIDDEN)
    for path in (ALPHA, BETA, f"{SECTION}/gamma_kata/gamma_kata.py"):
        forked.write(path, ATTEMPT)
    return forked


def test_a_job_a_group(grouped: Forked) -> None:
    output = grouped.folder / "output"
    output.write_text("earlier=1\n")

    assert grouped.ci("--plan", GITHUB_OUTPUT=str(output)) == 0

    plan = {
        "include": [
            {"group": "core", "katas": "alpha_kata beta_kata", "services": ""},
            {"group": "web", "katas": "gamma_kata", "services": "redis"},
        ]
    }
    assert json.loads(grouped.printed) == plan
    assert output.read_text() == f"earlier=1\nmatrix={json.dumps(plan)}\n"
    assert grouped.judge.plans == []


def test_without_a_kata_one_job_says_what_is_touched(forked: Forked) -> None:
    forked.write("noxfile.py", "# mine\n")

    assert forked.ci("--plan") == 0

    assert json.loads(forked.printed) == {"include": [{"group": "core", "katas": "", "services": ""}]}


def test_a_job_grades_its_group(grouped: Forked) -> None:
    assert grouped.ci("--group", "core") == 0

    assert set(grouped.statuses) == {"alpha_kata", "beta_kata"}


def test_a_group_that_is_missing_is_refused(forked: Forked) -> None:
    assert forked.ci("--group", "cores") == 2

    assert "no kata has the group `cores`" in forked.complained


def test_the_names_in_a_plan_are_the_base_s(forked: Forked) -> None:
    """A head cannot bring a name of its own into an expression of the workflow."""
    evil = forked.head / "katas" / "02_advanced_python" / "x$(reboot)"
    evil.mkdir()
    put(evil, "kata.toml", 'group = "$(reboot)"\n')
    put(evil, "x$(reboot).py", ATTEMPT)

    forked.ci("--plan")

    assert "reboot" not in forked.printed
