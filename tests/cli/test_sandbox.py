"""Which sandbox held is told, and one that is too weak is refused before anything is graded."""

from __future__ import annotations

import json

import pytest

from graders.model import Held, Sandbox
from tests.cli.conftest import FakeJudge, World

WEAK = Held(layer=Sandbox.AUDIT, refusals=("no `landlock` here: Function not implemented",))


@pytest.mark.parametrize(("words", "environ"), [(("--require-sandbox",), {}), ((), {"CI": "true"})])
def test_a_weak_sandbox_is_refused(
    words: tuple[str, ...], environ: dict[str, str], world: World, judge: FakeJudge
) -> None:
    world.edit("alpha_kata")
    judge.held = WEAK

    assert world.run(judge.grade, "grade", *words, **environ) == 2

    assert "the sandbox here is only `audit`; `landlock` is required" in world.complained
    assert "Function not implemented" in world.complained
    assert world.complained.splitlines()[-1].strip().startswith("kata grade --sandbox audit")


def test_a_weak_sandbox_is_warned_of_where_it_may_be(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    judge.held = WEAK

    assert world.run(judge.grade, "grade") == 0

    assert "note: sandbox: audit, which does not hold hostile code" in world.printed


def test_a_forced_layer_that_is_not_here_is_refused(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    judge.held = Held(layer=Sandbox.NONE, refusals=("no `namespaces` here: Operation not permitted",))

    assert world.run(judge.grade, "grade", "--sandbox", "namespaces") == 2

    assert "this machine has no sandbox `namespaces`" in world.complained
    assert judge.plans[0].sandbox is Sandbox.NAMESPACES


def test_the_report_names_the_layer(world: World, judge: FakeJudge) -> None:
    world.edit("alpha_kata")
    judge.held = Held(layer=Sandbox.LANDLOCK)

    assert world.run(judge.grade, "grade", "--json", "out.json", CI="true") == 0

    assert json.loads((world.root / "out.json").read_text())["sandbox"] == "landlock"
    assert "note: sandbox" not in world.printed
