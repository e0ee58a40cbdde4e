"""The exit code follows from the statuses alone."""

from __future__ import annotations

import itertools

import pytest

from graders.model import KataResult, Status
from graders.report.exit_code import exit_code

# status -> exit code when the kata is not named, named, and named with --strict
TABLE = {
    Status.GRADER_ERROR: (3, 3, 3),
    Status.UNAVAILABLE: (0, 0, 4),
    Status.UNTOUCHED: (0, 1, 1),
    Status.BANNED: (1, 1, 1),
    Status.CRASHED: (1, 1, 1),
    Status.TIMEOUT: (1, 1, 1),
    Status.FAILED: (1, 1, 1),
    Status.OVER_BUDGET: (1, 1, 1),
    Status.UNDECIDED: (0, 0, 4),
    Status.PASSED: (0, 0, 0),
}


def result(status: Status, name: str = "ttl_memo") -> KataResult:
    return KataResult(id=name, section="02_advanced_python", title="A memo", status=status, score=0.0)


@pytest.mark.parametrize("status", list(Status))
def test_each_status_has_its_exit_code(status: Status) -> None:
    alone = exit_code([result(status)], set(), strict=False, broken=False)
    named = exit_code([result(status)], {"ttl_memo"}, strict=False, broken=False)
    strict = exit_code([result(status)], {"ttl_memo"}, strict=True, broken=False)

    assert (alone, named, strict) == TABLE[status]


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Status, 2)))
def test_of_two_katas_the_graders_fault_comes_first_then_the_learners_then_the_open_ones(
    one: Status, other: Status
) -> None:
    both = exit_code([result(one, "a"), result(other, "b")], {"a", "b"}, strict=True, broken=False)

    codes = {TABLE[one][2], TABLE[other][2]}
    assert both == next(code for code in (3, 1, 4, 0) if code in codes)


@pytest.mark.parametrize("status", list(Status))
def test_a_broken_kata_gives_2_unless_the_grader_failed(status: Status) -> None:
    code = exit_code([result(status)], {"ttl_memo"}, strict=True, broken=True)

    assert code == (3 if status is Status.GRADER_ERROR else 2)


def test_nothing_to_grade_is_no_failure() -> None:
    assert exit_code([], set(), strict=True, broken=False) == 0


def test_only_the_untouched_kata_that_is_named_counts() -> None:
    results = [result(Status.UNTOUCHED, "a"), result(Status.PASSED, "b")]

    assert exit_code(results, {"b"}, strict=False, broken=False) == 0
    assert exit_code(results, {"a"}, strict=False, broken=False) == 1
