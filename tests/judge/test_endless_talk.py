"""A submission that answers at once, but never comes to an end."""

from __future__ import annotations

import pytest

from graders.model import KataResult, Limits, Status
from tests.judge.conftest import Case, Grade

BRIEF = Limits(cpu_s=0.1, memory_mib=256)
ENDLESS = {
    "calls back for ever": Case(
        limits=BRIEF,
        source="def f(back):\n    while True:\n        back()\n",
        hidden="def test_f(submission):\n    assert submission.f(lambda: 1) == 1\n",
    ),
    "yields for ever": Case(
        limits=BRIEF,
        source="def f():\n    while True:\n        yield 1\n",
        hidden="def test_f(submission):\n    assert sum(submission.f()) == 1\n",
    ),
    "pulls for ever": Case(
        limits=BRIEF,
        source="def f(items):\n    return list(items)\n",
        hidden="from itertools import count\n\ndef test_f(submission):\n    assert submission.f(count()) == [1]\n",
    ),
}


@pytest.fixture(scope="module")
def results(grade: Grade) -> dict[str, KataResult]:
    return grade(ENDLESS)


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_talk_ends_at_the_cpu_limit(results: dict[str, KataResult], name: str) -> None:
    assert results[name].status is Status.TIMEOUT
    assert "of CPU" in results[name].checks[-1].message


def test_delegating_to_an_iterator_of_the_judge_comes_to_its_end(grade: Grade) -> None:
    hidden = "def test_f(submission):\n    assert list(submission.f(iter([1, 2]))) == [1, 2]\n"
    case = Case(source="def f(items):\n    yield from items\n", hidden=hidden)

    assert grade({"delegates": case})["delegates"].status is Status.PASSED
