"""What a failed comparison shows."""

from __future__ import annotations

import time

import pytest

from graders.judge.differences import explain


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ([1, 2], [1, 3], "first difference at index 1: 2 came back, 3 is expected"),
        ([1], [1, 3], "first difference at index 1: nothing came back, 3 is expected"),
        ((1, 2), (1,), "first difference at index 1: 2 came back, nothing is expected"),
        ("abc", "abd", "first difference at index 2: 'c' came back, 'd' is expected"),
        ({"a": 1}, {"a": 2}, "first difference at key 'a': 1 came back, 2 is expected"),
        ({"a": 1}, {}, "first difference at key 'a': 1 came back, nothing is expected"),
        ({1, 2}, {2, 3}, "came back, not expected: {1}; expected, missing: {3}"),
    ],
)
def test_the_first_difference_is_named(left: object, right: object, line: str) -> None:
    assert explain("==", left, right) == [f"{left!r} == {right!r}", line]


def test_other_comparisons_show_both_sides() -> None:
    assert explain("<", 3, 2) == ["3 < 2"]


def test_long_answers_cost_little_and_are_cut() -> None:
    started = time.process_time()

    lines = explain("==", [0.1] * 100_000, [0.2] * 100_000)

    assert time.process_time() - started < 5  # difflib took minutes for a hundredth of it
    assert all(len(line) < 2_000 for line in lines)
