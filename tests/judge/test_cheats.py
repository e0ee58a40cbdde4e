"""Every submission here is wrong, and tries to be taken for right; none is passed, and nobody else is hurt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graders.judge.verdict import result
from graders.model import CheckResult, CheckStatus, Job, KataResult, Status
from tests.judge.conftest import ANSWER, Case, Grade, make_kata

MORE = """
def test_answer(submission):
    assert submission.answer() == 42

def test_not_less(submission):
    assert not submission.answer() != 42

def test_order(submission):
    assert 41 < submission.answer() < 43

def test_in(submission):
    assert submission.answer() in [42]

def test_nested(submission):
    assert [submission.answer()] == [42]
"""
LIAR = """
class Liar{base}:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __hash__(self): return hash(42)
    def __bool__(self): return True
    def __instancecheck__(self, x): return True
    def __repr__(self): return "42"

def answer():
    return Liar({value})
"""
PATCHES = """
import builtins, sys, unittest

for name in ("pytest", "_pytest.outcomes", "_pytest.runner", "hypothesis", "graders.judge.plugin"):
    try:
        module = __import__(name, fromlist=["x"])
    except ImportError:
        continue
    for attribute in list(vars(module)):
        if callable(getattr(module, attribute)):
            setattr(module, attribute, lambda *args, **kwargs: True)
builtins.AssertionError = builtins.Exception = Warning
builtins.all = builtins.any = builtins.isinstance = lambda *args: True
unittest.TestCase.failureException = KeyError
sys.settrace(lambda *args: None)
for frame in [sys._getframe(i) for i in range(3)]:
    frame.f_globals["OPERATIONS"] = {}

def answer():
    return 41
"""
CONFTEST = """
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "passed"
    return report

def pytest_collection_modifyitems(items):
    items.clear()
"""
REWRITES = """
import atexit, glob, json, os

PASSED = ["finished", {"result": {"id": "tiny_0", "section": "01_core_python", "title": "tiny_0", "status": "passed",
                                  "score": 1.0, "label": "rewrites the results"}}]

def rewrite():
    for path in glob.glob("/proc/[0-9]*/fd/*"):
        try:
            if os.readlink(path).startswith("pipe:") and int(path.split("/")[2]) in ancestors():
                fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
                os.write(fd, b"garbage\\n" + json.dumps(PASSED).encode() + b"\\n")
        except OSError:
            continue

def ancestors():
    pid, found = os.getpid(), []
    for _ in range(2):
        pid = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
        found.append(pid)
    return found

atexit.register(rewrite)
rewrite()

def answer():
    rewrite()
    return 41
"""
FRAME = """
import json, os

def answer():
    body = {0}
    os.write(4, len(body).to_bytes(4, "big") + body)
    return 41
"""
SOURCES = {
    "is honest": "def answer(): return 41\n",
    "equals everything": LIAR.format(base="", value=""),
    "is an int that equals everything": LIAR.format(base="(int)", value="41"),
    "is a str that equals everything": LIAR.format(base="(str)", value="'41'"),
    "ends the process at import": "import os\ndef answer(): return 41\nos._exit(0)\n",
    "exits at import": "import sys\ndef answer(): return 41\nsys.exit(0)\n",
    "ends the process": "import os\ndef answer(): os._exit(0)\n",
    "patches the test machinery": PATCHES,
    "rewrites the results": REWRITES,
    "writes garbage to the wire": "import os\ndef answer():\n    os.write(4, b'\\xff' * 99)\n    return 41\n",
    "writes half a frame": "import os\ndef answer():\n    os.write(4, b'\\0\\0\\0\\x09[')\n    os._exit(0)\n",
    "announces a huge frame": "import os\ndef answer():\n    os.write(4, b'\\xff\\xff\\xff\\xff')\n    return 41\n",
    "forges a verdict": FRAME.format("""json.dumps(["passed"]).encode()"""),
    "forges an object": FRAME.format("""json.dumps({"status": "passed"}).encode()"""),
    "forges a callback": FRAME.format("""b'["c",1,"call",{"t":[]},{"d":[]}]'"""),
    "forges an object of the judge": FRAME.format("""b'["v",{"o":1}]'"""),
    "forges a handle": FRAME.format("""b'["v",{"h":[99,1,"int","int",[]]}]'"""),
    "forges an error that is none": FRAME.format("""b'["x",{"t":[]}]'"""),
    "forges a class that is none": FRAME.format("""b'["v",{"T":"print"}]'"""),
    "forges a library": FRAME.format("""b'["v",{"v":["os","system","true"]}]'"""),
    "forges a skip": FRAME.format(
        """b'["x",{"x":[1,{"X":[2,"builtins","Skipped",[{"T":"BaseException"}]]},{"t":[]},{"d":[]},[],null,null,false,"",[]]}]'"""
    ),
    "forges an exit": FRAME.format(
        """b'["x",{"x":[1,{"X":[2,"_pytest.outcomes","Exit",[{"T":"Exception"}]]},{"t":[]},{"d":[]},[],null,null,false,"",[]]}]'"""
    ),
    "closes everything": "import os\ndef answer():\n    os.closerange(0, 256)\n    return 41\n",
    "closes everything at import": "import os\nos.closerange(0, 256)\ndef answer(): return 41\n",
    "kills its parent": "import os\ndef answer():\n    os.kill(os.getppid(), 9)\n    return 41\n",
    "kills its parent at import": "import os\nos.kill(os.getppid(), 9)\ndef answer(): return 41\n",
    "kills its parent and stays": "import os, time\ndef answer():\n    os.kill(os.getppid(), 9)\n    time.sleep(9)\n",
    "skips": "import unittest\ndef answer(): raise unittest.SkipTest('x')\n",
    "has a flag of success": "passed = True\nstatus = 'passed'\ndef answer(): raise KeyboardInterrupt('passed')\n",
}
CRASHED = {"ends the process at import", "ends the process", "writes half a frame", "announces a huge frame"}
CRASHED |= {"closes everything"}

DISHONEST_TESTS = {
    "a skip": "import pytest\ndef test_it(submission):\n    pytest.skip()\n",
    "a mark of a skip": "import pytest\n@pytest.mark.skip\ndef test_it(submission): ...\n",
    "an xfail": "import pytest\n@pytest.mark.xfail\ndef test_it(submission):\n    assert submission.answer() == 42\n",
    "an xfail that passes": "import pytest\n@pytest.mark.xfail\ndef test_it(submission): ...\n",
    "a call of xfail": "import pytest\ndef test_it(submission):\n    pytest.xfail('x')\n",
    "a module that skips itself": "import pytest\npytest.skip('x', allow_module_level=True)\n",
    "no check": "x = 1\n",
    "a parameter without values": "import pytest\n@pytest.mark.parametrize('x', [])\ndef test_it(submission, x): ...\n",
    "a syntax error": "def test_it(:\n",
    "an import that is not there": "import no_such_thing\ndef test_it(submission): ...\n",
    "a fixture that is not there": "def test_it(submission, nothing): ...\n",
    "a fixture that fails": "import pytest\n@pytest.fixture\ndef x():\n    assert 0\ndef test_it(submission, x): ...\n",
    "an end that fails": "import pytest\n@pytest.fixture\ndef x():\n    yield\n    assert 0\n"
    "def test_it(submission, x): ...\n",
}


def cases() -> dict[str, Case]:
    wrong = {name: Case(source=text, hidden=MORE) for name, text in SOURCES.items()}
    wrong["puts a conftest beside it"] = Case(
        source="def answer(): return 41\n", files={"conftest.py": CONFTEST, "../conftest.py": CONFTEST}
    )
    wrong |= {name: Case(source="def answer(): return 42\n", hidden=text) for name, text in DISHONEST_TESTS.items()}
    wrong["a module that skips itself beside another"] = Case(
        source="def answer(): return 42\n", files={"test_more.py": DISHONEST_TESTS["a module that skips itself"]}
    )
    wrong["a syntax error beside another"] = Case(
        source="def answer(): return 42\n", files={"test_more.py": DISHONEST_TESTS["a syntax error"]}
    )
    right = {f"beside {name}": Case(source="def answer(): return 42\n", hidden=MORE) for name in wrong}
    return {name: case for pair in zip(wrong.items(), right.items(), strict=True) for name, case in pair}


@pytest.fixture(scope="module")
def results(grade: Grade) -> dict[str, KataResult]:
    return grade(cases())


@pytest.mark.parametrize("name", [*SOURCES, "puts a conftest beside it"])
def test_a_cheat_is_not_passed(results: dict[str, KataResult], name: str) -> None:
    got = results[name]

    assert got.status is (Status.CRASHED if name in CRASHED else got.status)
    assert got.status in {Status.CRASHED, Status.FAILED}
    assert CheckStatus.PASSED not in {check.status for check in got.checks}
    assert got.score == 0


@pytest.mark.parametrize(
    "name",
    [name for name in cases() if name in DISHONEST_TESTS or (name.startswith("a ") and name.endswith("another"))],
)
def test_hidden_tests_that_do_not_test_are_our_error(results: dict[str, KataResult], name: str) -> None:
    assert results[name].status is Status.GRADER_ERROR
    assert results[name].score < 1
    assert results[name].checks[-1].message


def test_nobody_else_is_touched(results: dict[str, KataResult]) -> None:
    hurt = {name for name, got in results.items() if name.startswith("beside") and got.status is not Status.PASSED}

    assert hurt == set()
    assert len(results) == len(cases())


def test_a_broken_test_file_is_told_where_it_is(results: dict[str, KataResult]) -> None:
    assert "test_behaviour.py" in results["a syntax error"].checks[0].message
    assert "its hidden folder has no check" in results["no check"].checks[0].message


PASSED = CheckResult(name="a", title="a", status=CheckStatus.PASSED)


@pytest.mark.parametrize(
    ("checks", "expected", "status"),
    [
        ([PASSED], 1, Status.PASSED),
        ([PASSED], 2, Status.GRADER_ERROR),
        ([PASSED, PASSED], 1, Status.GRADER_ERROR),
        ([], 0, Status.GRADER_ERROR),
        ([], 1, Status.GRADER_ERROR),
        ([PASSED, replace(PASSED, status=CheckStatus.FAILED)], 2, Status.FAILED),
        ([replace(PASSED, status=CheckStatus.TIMEOUT), replace(PASSED, status=CheckStatus.CRASHED)], 2, Status.CRASHED),
        ([replace(PASSED, status=CheckStatus.FAILED)], 2, Status.GRADER_ERROR),
    ],
    ids=["all", "vanished", "extra", "none", "all-vanished", "failed", "worst", "failed-and-vanished"],
)
def test_a_verdict_needs_every_check(tmp_path: Path, checks: list[CheckResult], expected: int, status: Status) -> None:
    job = Job(kata=make_kata(tmp_path, "tiny", Case(source="", hidden=ANSWER)), files={}, seed=1)

    assert result(job, checks, expected).status is status
