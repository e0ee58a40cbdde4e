"""Whatever a submission does, it gets its status and a message, and nobody else's verdict changes."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from graders.model import CheckStatus, KataResult, Limits, Status
from tests.judge.conftest import Case, Grade

HIDDEN = '''
def test_answer(submission):
    """The answer is 42."""
    assert submission.answer() == 42


def test_other(submission):
    """The other is 1."""
    assert submission.other() == 1


def test_property(submission):
    """The value of a thing is 7."""
    assert submission.Thing().value == 7
'''
HONEST = """
import os, signal, sys, time

def answer():
    {answer}
    return 42

def other():
    return 1

class Thing:
    @property
    def value(self):
        {value}
        return 7

{module}
"""
PROBES = "from tiny import answer\n\ndef value():\n    return answer()\n"
PROBED = (
    "def test_probe(probes):\n    assert probes.value() == 42\n\n\ndef test_plain(submission):\n"
    "    assert submission.x == 1\n"
)


def source(answer: str = "pass", value: str = "pass", module: str = "") -> str:
    return HONEST.format(answer=answer, value=value, module=module)


class Bad(NamedTuple):
    source: str
    status: Status
    told: str


AT_IMPORT = {
    "a syntax error": Bad("def f(:\n", Status.FAILED, "tiny.py:1: invalid syntax\ndef f(:"),
    "a null byte": Bad("x = 1\0", Status.FAILED, "null byte"),
    "a package that is not there": Bad(
        "import no_such_thing\n",
        Status.FAILED,
        "importing it fails: your code raised ModuleNotFoundError: No module named 'no_such_thing'\n"
        "  tiny.py:1 in <module>",
    ),
    "nothing": Bad(
        "", Status.FAILED, "`tiny.py` has no `Thing`, `answer`, `other`: the contract in README.md names it"
    ),
    "a name missing": Bad("def answer(): ...\ndef other(): ...\n", Status.FAILED, "`tiny.py` has no `Thing`"),
    "sys.exit": Bad(source(module="sys.exit()"), Status.FAILED, "importing it fails: your code raised SystemExit"),
    "KeyboardInterrupt": Bad(
        source(module="raise KeyboardInterrupt"),
        Status.FAILED,
        "importing it fails: your code raised KeyboardInterrupt",
    ),
    "os._exit": Bad(
        source(module="os._exit(0)"),
        Status.CRASHED,
        "importing it fails: your code ended the process, with exit status 0",
    ),
    "an infinite loop": Bad(
        source(module="while True: pass"), Status.TIMEOUT, "importing it fails: one call used more than 0.2 s of CPU"
    ),
    "sleep without end": Bad(
        source(module="time.sleep(1e6)"),
        Status.TIMEOUT,
        "importing it fails: waited for more than 1 s without doing anything",
    ),
    "a module that is a list": Bad(
        "import sys\nsys.modules[__name__] = [1]\n", Status.FAILED, "`tiny.py` has no `Thing`"
    ),
    "a module that is a ban": Bad(
        "import sys\nsys.modules[__name__] = [['a', 1, 'b']]\n", Status.FAILED, "`tiny.py` has no `Thing`"
    ),
    "a module without a name": Bad(
        "import sys\nsys.modules[__name__] = None\n", Status.FAILED, "`tiny.py` has no `Thing`"
    ),
    "a directory that lies": Bad("def __dir__(): return [[1], {}]\n", Status.FAILED, "tiny.py"),
    "a directory without end": Bad(
        "def __dir__():\n    while True: pass\n", Status.FAILED, "`tiny.py` has no `Thing`, `answer`, `other`"
    ),
}
IN_A_CALL = {
    "sys.exit": Bad("sys.exit(3)", Status.FAILED, "your code raised SystemExit: 3\n  tiny.py:5 in answer"),
    "KeyboardInterrupt": Bad("raise KeyboardInterrupt", Status.FAILED, "your code raised KeyboardInterrupt"),
    "GeneratorExit": Bad("raise GeneratorExit", Status.FAILED, "your code raised GeneratorExit"),
    "StopIteration": Bad("raise StopIteration(1)", Status.FAILED, "your code raised StopIteration: 1"),
    "os._exit": Bad("os._exit(0)", Status.CRASHED, "your code ended the process, with exit status 0"),
    "os._exit with a status": Bad("os._exit(7)", Status.CRASHED, "your code ended the process, with exit status 7"),
    "a signal": Bad("os.kill(os.getpid(), signal.SIGKILL)", Status.CRASHED, "the process was killed by signal SIGKILL"),
    "a real-time signal": Bad("os.kill(os.getpid(), 40)", Status.CRASHED, "the process was killed by signal 40"),
    "an infinite loop": Bad("while True: pass", Status.TIMEOUT, "one call used more than 0.2 s of CPU"),
    "sleep without end": Bad("time.sleep(1e6)", Status.TIMEOUT, "waited for more than 1 s without doing anything"),
    "deep recursion": Bad("return answer()", Status.FAILED, "your code raised RecursionError: maximum recursion depth"),
    "endless print": Bad("while True: print('x' * 99)", Status.CRASHED, "printed more than 64 KiB"),
    "much print in little time": Bad("print('x' * 70_000)", Status.CRASHED, "printed more than 64 KiB"),
    "a 1 GB string": Bad("return 'x' * (1 << 30)", Status.CRASHED, "MiB of memory; the limit is 64 MiB"),
    "a large answer": Bad("return 'x' * 5_000_000", Status.FAILED, "at most 4194304 can cross"),
    "a deep answer": Bad(
        "x = []\n    for _ in range(5000): x = [x]\n    return x", Status.FAILED, "a list too deep to look at came back"
    ),
    "an error that no file can hold": Bad(r"raise ValueError('\ud800')", Status.FAILED, "ValueError: \\ud800"),
    "an error that speaks of our own limit": Bad(
        "raise ValueError('Timeout (>1.0s) from pytest-timeout.')", Status.FAILED, "your code raised ValueError"
    ),
    "not written": Bad("raise NotImplementedError", Status.FAILED, "not written yet: `answer` still raises"),
    "all descriptors closed": Bad("os.closerange(0, 64)", Status.CRASHED, "your code"),
    "a thread that ends the process": Bad(
        "import threading\n    threading.Thread(target=os._exit, args=(0,)).start()\n    time.sleep(9)",
        Status.CRASHED,
        "your code ended the process, with exit status 0",
    ),
    "a fork that answers too": Bad("os.fork()", Status.FAILED, "Operation not permitted"),
    "a wrong answer": Bad("return 41", Status.FAILED, "41 == 42"),
}
IN_A_PROPERTY = {
    "an infinite loop": Bad("while True: pass", Status.TIMEOUT, "one call used more than 0.2 s of CPU"),
    "os._exit": Bad("os._exit(0)", Status.CRASHED, "your code ended the process, with exit status 0"),
    "sys.exit": Bad("sys.exit()", Status.FAILED, "your code raised SystemExit"),
}
WHERE_PROBES_LOOK = {
    "KeyboardInterrupt": Bad("raise KeyboardInterrupt", Status.FAILED, "your code raised KeyboardInterrupt"),
    "SystemExit": Bad("raise SystemExit", Status.FAILED, "your code raised SystemExit"),
    "os._exit": Bad("os._exit(0)", Status.CRASHED, "your code ended the process, with exit status 0"),
    "an infinite loop": Bad("while True: pass", Status.TIMEOUT, "one call used more than 0.2 s of CPU"),
}
LATER = """
import os
x, seen = 1, []

def __getattr__(name):
    seen.append(name)
    if seen.count("answer") > 1:
        {0}
    return lambda: 42
"""


def cases() -> dict[str, Case]:
    bad = {f"import {k}": Case(source=x.source, hidden=HIDDEN) for k, x in AT_IMPORT.items()}
    bad |= {f"call {k}": Case(source=source(answer=x.source), hidden=HIDDEN) for k, x in IN_A_CALL.items()}
    bad["call a 1 GB string"] = replace(bad["call a 1 GB string"], limits=Limits(cpu_s=5, memory_mib=64))
    bad |= {f"property {k}": Case(source=source(value=x.source), hidden=HIDDEN) for k, x in IN_A_PROPERTY.items()}
    later = {k: LATER.format(x.source) for k, x in WHERE_PROBES_LOOK.items()}
    bad |= {f"probe {k}": Case(source=text, hidden=PROBED, probes=PROBES) for k, text in later.items()}
    beside = {f"beside {name}": Case(source=source(), hidden=HIDDEN) for name in bad}
    return {name: case for pair in zip(bad.items(), beside.items(), strict=True) for name, case in pair}


@pytest.fixture(scope="module")
def results(grade: Grade) -> dict[str, KataResult]:
    return grade(cases())


@pytest.mark.parametrize("name", AT_IMPORT)
def test_at_import_one_check_says_why(results: dict[str, KataResult], name: str) -> None:
    result, bad = results[f"import {name}"], AT_IMPORT[name]

    assert (result.status, [check.name for check in result.checks]) == (bad.status, ["import"])
    assert bad.told in result.checks[0].message
    assert result.score == 0


@pytest.mark.parametrize("name", IN_A_CALL)
def test_in_a_call_one_check_is_hurt(results: dict[str, KataResult], name: str) -> None:
    result, bad = results[f"call {name}"], IN_A_CALL[name]

    assert (result.status, result.checks[0].message) == (bad.status, result.checks[0].message)
    assert bad.told in result.checks[0].message
    assert [check.status for check in result.checks[1:]] == [CheckStatus.PASSED] * 2


@pytest.mark.parametrize("name", IN_A_PROPERTY)
def test_in_a_property_one_check_is_hurt(results: dict[str, KataResult], name: str) -> None:
    result, bad = results[f"property {name}"], IN_A_PROPERTY[name]

    assert result.status is bad.status
    assert [check.status for check in result.checks[:2]] == [CheckStatus.PASSED] * 2
    assert bad.told in result.checks[2].message


@pytest.mark.parametrize("name", WHERE_PROBES_LOOK)
def test_where_probes_look_one_check_is_hurt(results: dict[str, KataResult], name: str) -> None:
    result, bad = results[f"probe {name}"], WHERE_PROBES_LOOK[name]

    assert result.status is bad.status
    assert bad.told in result.checks[0].message
    assert result.checks[1].status is CheckStatus.PASSED


def test_nobody_else_is_touched(results: dict[str, KataResult]) -> None:
    hurt = {name: result for name, result in results.items() if name.startswith("beside") and not _is_whole(result)}

    assert hurt == {}
    assert len(results) == len(cases())


def _is_whole(result: KataResult) -> bool:
    return result.status is Status.PASSED and result.score == 1 and len(result.checks) == 3


def test_what_was_printed_is_kept_within_its_bound(results: dict[str, KataResult]) -> None:
    assert results["call endless print"].output.startswith("x" * 99)
    assert len(results["call endless print"].output) <= Limits(cpu_s=1, memory_mib=1).output_kib << 10


def test_a_title_is_the_first_line_of_the_docstring(results: dict[str, KataResult]) -> None:
    assert [check.title for check in results["call a wrong answer"].checks] == [
        "The answer is 42.",
        "The other is 1.",
        "The value of a thing is 7.",
    ]
