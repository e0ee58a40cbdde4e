"""Modules that a learner delivers with their tests, step by step: red before a step, green after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders.model import CheckStatus, KataResult, Status
from tests.judge.conftest import Case, Grade
from tests.judge.test_variants import TMP

MODULE = """
def sign(number):
    return (number > 0) - (number < 0)
"""
TESTS = """
from tiny import sign

class TestStep1:
    def test_above(self):
        assert sign(5) == 1

class TestStep2:
    def test_below(self):
        assert sign(-5) == -1

    def test_zero(self):
        assert sign(0) == 0
"""
STAGES = {
    "stages/0.py": "def sign(number):\n    return None\n",
    "stages/1.py": "def sign(number):\n    return 1\n",
    "stages/2.py": "def sign(number):\n    return 0 if not number else 1 if number > 0 else -1\n",
}
VARIANTS = """
target = "tiny.py"
[mutants.zero]
old = "return 0 if"
new = "return 1 if"
"""
HIDDEN = '''
def test_own(suite):
    """It passes."""
    assert suite.failures() == []

def test_rung_0(suite):
    """Step 1 is red."""
    assert suite.rung(0) == []

def test_rung_1(suite):
    """Step 1 is green and step 2 red."""
    assert suite.rung(1) == []

def test_rung_2(suite):
    """All is green."""
    assert suite.rung(2) == []

def test_zero(suite):
    """It notices that zero has no sign."""
    assert suite.missed("zero") == []
'''
NEVER_RED = TESTS.replace("sign(-5) == -1", "sign(-5) != 0").replace("sign(0) == 0", "sign(0) is not None")
BAD = {
    "red no more": (TESTS.replace("sign(5) == 1", "sign(5) == 2"), "test_own", "test_above"),
    "red by luck": (TESTS.replace("sign(5) == 1", "sign(5) in (1, None)"), "test_rung_0", "no test of TestStep1 fails"),
    "never red": (NEVER_RED, "test_rung_1", "no test of TestStep2 fails beside a module of 1 steps"),
    "says too much": (TESTS.replace("sign(5) == 1", "sign(5) == -sign(-5)"), "test_rung_1", "TestStep1::test_above"),
    "by its source": (TESTS + "\nassert '(number > 0)' in open('tiny.py').read()\n", "test_own", "tiny.py"),
    "on its own": (TESTS + "\ndef test_more():\n    assert sign(5) is not None\n", "test_rung_0", "test_more"),
    "does not notice": (TESTS.replace("sign(0) == 0", "sign(-1) == -1"), "test_zero", "3 tests pass"),
}
"""A suite, the check that fails, and what is said."""


def case(tests: str, module: str = MODULE) -> Case:
    return Case(
        source=module,
        hidden=HIDDEN,
        capabilities=TMP,
        group="testing",
        files={"variants.toml": VARIANTS, **STAGES},
        sources={"test_tiny.py": tests},
    )


@pytest.fixture(scope="module")
def results(grade: Grade) -> dict[str, KataResult]:
    texts = {"good": TESTS, **{name: tests for name, (tests, _, _) in BAD.items()}}
    return grade({name: case(text) for name, text in texts.items()})


def test_a_ladder_passes(results: dict[str, KataResult]) -> None:
    assert [c for c in results["good"].checks if c.status is not CheckStatus.PASSED] == []
    assert results["good"].status is Status.PASSED


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_ladder_is_said(results: dict[str, KataResult], name: str) -> None:
    _, check, words = BAD[name]
    failed = {c.name: c.message for c in results[name].checks if c.status is not CheckStatus.PASSED}
    assert words in failed[check]
    assert results[name].status is Status.FAILED


@pytest.mark.parametrize("asked", ["rung(3)", "failures('other')"])
def test_a_variant_that_is_not_there_is_a_grader_error(grade: Grade, asked: str) -> None:
    hidden = f"def test_none(suite):\n    assert suite.{asked} == []\n"

    result = grade({"none": replace(case(TESTS), hidden=hidden)})["none"]

    assert result.status is Status.GRADER_ERROR
    assert "no file of this name is below hidden/" in result.message + "".join(c.message for c in result.checks)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"stages/4.py": "x = 1\n"}, "hidden/stages/ must have 0.py, 1.py and so on"),
        ({"variants.toml": 'target = "other.py"'}, "must be one of `submit` in kata.toml"),
    ],
)
def test_broken_stages_are_a_grader_error(grade: Grade, files: dict[str, str], words: str) -> None:
    one = case(TESTS)

    result = grade({"broken": replace(one, files={**one.files, **files})})["broken"]

    assert result.status is Status.GRADER_ERROR
    assert words in result.message + "".join(c.message for c in result.checks)
