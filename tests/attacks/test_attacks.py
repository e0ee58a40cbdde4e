"""No attack is taken for right, and none hurts anybody: under each layer, as root and as an ordinary user.

The submissions are in folders by what they try.  `world.py` says what is planted for them.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.attacks.suite import HOLDS, attacks, graded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

LOOP = "performance_cheats/computes_for_ever"
LONGEST = 36
"""How many times as long as an endless loop, which ends at its CPU limit, any attack may hold the judge."""
PEAK_MIB = 400


@pytest.fixture(scope="module", params=HOLDS, ids="-".join)
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return what came of the whole suite under one layer as one user."""
    return {"user": request.param[1], **graded(*request.param, "attacks")}


@pytest.mark.parametrize("name", [name for name in attacks() if not name.startswith("is right")])
def test_an_attack_is_not_passed_and_hurts_nobody(told: dict[str, Any], name: str) -> None:
    if name not in attacks(told["user"]):
        pytest.skip("with grants it is run as one user, but for a soak")

    assert told["statuses"][name] in {"failed", "crashed", "timeout"}, told["messages"][name]
    assert told["damage"].get(name, []) == []
    assert told["took"][name] < LONGEST * told["took"][LOOP]


@pytest.mark.parametrize("name", ["is right", "is right, granted"])
def test_a_right_solution_is_passed(told: dict[str, Any], name: str) -> None:
    assert told["statuses"][name] == "passed", told["messages"][name]


def test_nothing_is_left(told: dict[str, Any]) -> None:
    assert told["damage"] == {}
    assert (told["processes"], told["left"]) == ([], [])


def test_nothing_grows(told: dict[str, Any]) -> None:
    assert max(told["outputs"].values()) <= 64 << 10
    assert max(map(len, told["messages"].values())) < 10_000
    assert told["peak_mib"] < PEAK_MIB


def test_no_secret_of_the_environment_is_told(told: dict[str, Any]) -> None:
    assert told["secrets"] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stealing_the_answer/opens_the_secrets", "your code tried to open /"),
        ("damage/fork_bomb", "your code tried to start a process"),
        ("damage/connects", "your code tried to use the network"),
        ("damage/a_huge_file", "your code tried to write to /"),
        ("damage/kills", "your code tried to send a signal to process"),
    ],
)
def test_an_attempt_is_told_in_plain_words(told: dict[str, Any], name: str, words: str) -> None:
    assert words in told["messages"][name]
