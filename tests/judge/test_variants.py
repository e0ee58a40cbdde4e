"""Suites that a learner delivers: good ones pass under pytest and unittest, and no cheat takes one for another."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graders.judge.process import run_judge
from graders.model import Capabilities, CheckStatus, Files, KataResult, Limits, Status
from tests.extent import some
from tests.judge.conftest import Case, Grade, make_plan

MODULE = '''"""Clamp and share."""


class Empty(ValueError):
    """Nothing is there."""


def clamp(number, low, high):
    """Return the number within both ends."""
    if number < low:
        return low
    if number > high:
        return high
    return number


def mean(numbers):
    """Return the mean; Empty for none."""
    total = 0
    for number in numbers:
        total += number
    if not numbers:
        raise Empty
    return total / len(numbers)
'''
OTHER = """
class Empty(ValueError):
    pass

def clamp(number, low, high):
    return min(max(number, low), high)

def mean(numbers):
    if numbers:
        return sum(numbers) / len(numbers)
    raise Empty("no numbers")
"""
VARIANTS = """
target = "stats.py"
runner = "RUNNER"
[mutants.low]
old = "        return low"
new = "        return high"
[mutants.high]
old = "number > high"
new = "number > high + 1"
[mutants.empty]
old = "        raise Empty"
new = "        return None"
[mutants.broken]
old = "total = 0"
new = "total = None"
killed_by = ["TypeError"]
"""
HIDDEN = '''
def test_correct(suite):
    """It passes."""
    assert suite.failures() == []

def test_other(suite):
    """It passes beside another writing."""
    assert suite.failures("other") == []

def test_size(suite):
    """There are four tests."""
    assert len(suite.tests()) >= 4

def test_low(suite):
    """It notices the low end."""
    assert suite.missed("low") == []

def test_high(suite):
    """It notices the high end."""
    assert suite.missed("high") == []

def test_empty(suite):
    """It notices that nothing has a mean."""
    assert suite.missed("empty") == []

def test_broken(suite):
    """It notices that nothing can be added."""
    assert suite.missed("broken") == []
'''
PYTEST = """
import pytest
from stats import Empty, clamp, mean

@pytest.mark.parametrize(("number", "wanted"), [(0, 1), (2, 2), (4, 3)])
def test_clamp(number, wanted):
    assert clamp(number, 1, 3) == wanted

def test_mean():
    assert mean([1, 2]) == 1.5

def test_nothing():
    with pytest.raises(Empty):
        mean([])
"""
UNITTEST = """
import unittest
import stats

class Clamp(unittest.TestCase):
    def test_ends(self):
        for number, wanted in [(0, 1), (4, 3)]:
            with self.subTest(number):
                self.assertEqual(stats.clamp(number, 1, 3), wanted)

    def test_between(self):
        self.assertEqual(stats.clamp(2, 1, 3), 2)

class Mean(unittest.TestCase):
    def setUp(self):
        self.numbers = [1, 2]

    def test_mean(self):
        self.assertEqual(stats.mean(self.numbers), 1.5)

    def test_nothing(self):
        with self.assertRaises(stats.Empty):
            stats.mean([])
"""
NINE = "import pytest, stats\n@pytest.mark.parametrize('n', range(9))\ndef test_x(n):\n    "
"""Begins a suite of nine tests that are the same."""


def with_more(text: str) -> str:
    """Return the good suite with something before its test of the mean."""
    return PYTEST.replace("def test_mean():", f"{text}\n\ndef test_mean():")


LUCK = "import os, time\n@pytest.mark.parametrize('n', range(12))\ndef test_luck(n):\n    assert "
CRASH = """
def test_nothing():
    try:
        mean([])
    except Empty:
        return
    raise RuntimeError
"""
PLACE = "import sys, types\nsys.modules['stats'] = types.ModuleType('stats')\n"
NETWORK = """
import socket

def test_net():
    try:
        socket.create_connection(("127.0.0.1", 9))
    except OSError:
        pass
"""
BAD = {
    "always fails": NINE + "assert False\n",
    "never looks": NINE + "stats.clamp(1, 2, 3)\n",
    "at random": with_more(LUCK + "os.urandom(1)[0] < 128"),
    "by the clock": with_more(LUCK + "time.perf_counter_ns() // 100 % 2"),
    "sleeps": with_more("import time\ndef test_slow():\n    time.sleep(0.01)"),
    "takes the place": PLACE + NINE.replace(", stats", "") + "assert True\n",
    "needs an order": with_more(
        "seen = []\ndef test_first():\n    seen.append(1)\n\ndef test_then():\n    assert seen"
    ),
    "over-specified": PYTEST.replace("pytest.raises(Empty)", "pytest.raises(Empty, match='^$')"),
    "crashes": PYTEST[: PYTEST.index("def test_nothing")] + CRASH,
    "collects nothing": PYTEST.replace("def test_", "def check_"),
    "breaks at import": PYTEST + "\nraise OSError('no')\n",
    "network": PYTEST + NETWORK,
    "is not written": PYTEST + "\ndef test_more():\n    raise NotImplementedError\n",
}
TELLS = {
    "the source": "'total = 0' in __import__('inspect').getsource(stats.mean)",
    "the names": "'total' in stats.mean.__code__.co_varnames",
    "the turn": "__import__('os').getpid() % 4 == 0",
    "the bytecode": "hash(stats.clamp.__code__.co_code) == 1",
    "identity": "id(stats) % 3 == 0",
    "attributes": "len(vars(stats)) % 2 == 0",
    "the docstring": "bool(stats.mean.__doc__)",
    "the file": "__import__('os').path.exists(stats.__file__)",
    "the constants": "stats.mean.__code__.co_consts == (None, 0)",
}
"""By what a suite might know the right module without asking it anything."""
KNOWING = {name: NINE + f"assert {text}\n" for name, text in some(TELLS).items()}
TMP = Capabilities(files=Files.TMP)


SLEEPY = MODULE.replace('"""Clamp and share."""', "from time import sleep") + "\n\ndef pause():\n    sleep(9)\n"
"""The module under test, with a `sleep` of its own."""


def case(source: str, runner: str = "pytest") -> Case:
    return Case(
        source=source,
        hidden=HIDDEN,
        limits=Limits(cpu_s=3, memory_mib=256),
        capabilities=TMP,
        group="testing",
        files={"variants.toml": VARIANTS.replace("RUNNER", runner), "refactors/other.py": OTHER},
        given={"stats.py": MODULE},
    )


@pytest.fixture(scope="module")
def results(grade: Grade) -> dict[str, KataResult]:
    suites = {"pytest": case(PYTEST), "unittest by pytest": case(UNITTEST), "unittest": case(UNITTEST, "unittest")}
    return grade({**suites, **{name: case(text) for name, text in {**BAD, **KNOWING}.items()}})


@pytest.mark.parametrize("name", ["pytest", "unittest by pytest", "unittest"])
def test_a_suite_that_notices_everything_passes(results: dict[str, KataResult], name: str) -> None:
    assert [c for c in results[name].checks if c.status is not CheckStatus.PASSED] == []
    assert results[name].status is Status.PASSED


@pytest.mark.parametrize("name", [*BAD, *KNOWING])
def test_a_suite_that_cheats_or_is_none_does_not_pass(results: dict[str, KataResult], name: str) -> None:
    assert results[name].status in {Status.FAILED, Status.CRASHED}


@pytest.mark.parametrize(
    ("name", "check", "words"),
    [
        ("always fails", "test_correct", "test_x[0]"),
        ("never looks", "test_low", "9 tests pass, and none of them notices"),
        ("sleeps", "test_correct", "time.sleep(0.01) was called"),
        ("takes the place", "test_correct", "another module in the place of `stats`"),
        ("needs an order", "test_correct", "test_then"),
        ("over-specified", "test_other", "test_nothing"),
        ("crashes", "test_empty", "RuntimeError"),
        ("collects nothing", "test_correct", "no test is collected"),
        ("breaks at import", "import", "no"),
        ("network", "test_correct", "your code tried to use the network"),
        ("is not written", "test_correct", "not written yet: `test_more` still raises NotImplementedError"),
    ],
)
def test_what_is_wrong_is_said(results: dict[str, KataResult], name: str, check: str, words: str) -> None:
    failed = {c.name: c.message for c in results[name].checks if c.status is not CheckStatus.PASSED}
    assert words in failed[check]


def test_a_module_that_has_taken_sleep_for_its_own_does_not_sleep_either(grade: Grade) -> None:
    suite = case(with_more("def test_pause():\n    from stats import pause\n    pause()"))

    result = grade({"sleepy": replace(suite, given={"stats.py": SLEEPY})})["sleepy"]

    failed = {c.name: c.message for c in result.checks if c.status is not CheckStatus.PASSED}
    assert "time.sleep(9) was called" in failed["test_correct"]


def test_a_given_file_that_was_edited_is_named(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"edited": case(PYTEST)})
    (plan.jobs[0].kata.folder / "stats.py").write_text(MODULE + "# mine\n", encoding="utf-8")

    (result,) = run_judge(plan, python=sys.executable, on_event=lambda _: None)

    assert result.status is Status.FAILED
    assert "`stats.py` is not as it was given; this kata is about `tiny.py`" in result.checks[0].message


def test_a_mutant_that_is_not_there_is_a_grader_error(grade: Grade) -> None:
    one = case(PYTEST)
    wrong = replace(one, files={**one.files, "variants.toml": one.files["variants.toml"].replace("total = 0", "totl")})

    result = grade({"wrong": wrong})["wrong"]

    assert result.status is Status.GRADER_ERROR
    assert "`old` stands 0 times in the module" in result.message + "".join(c.message for c in result.checks)
