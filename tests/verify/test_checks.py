from __future__ import annotations

import pytest

from graders.verify.checks import Kind, find_checks, matches, name_findings, parse_hidden

SOURCE = """
from hypothesis import given, strategies as st
import hypothesis

def test_example(submission): ...

@given(st.integers())
def test_property(submission, n): ...

@hypothesis.given(n=st.integers())
def test_other_property(submission, n): ...

def test_machine(machine): ...

def helper(): ...

class TestGroup:
    def test_inside(self, submission): ...
"""


def test_each_check_has_its_kind() -> None:
    trees, _ = parse_hidden({"test_a.py": SOURCE, "probes.py": "def test_no(): ..."})

    assert {check.name: check.kind for check in find_checks(trees)} == {
        "test_example": Kind.EXAMPLE,
        "test_property": Kind.PROPERTY,
        "test_other_property": Kind.PROPERTY,
        "test_machine": Kind.MACHINE,
        "TestGroup.test_inside": Kind.EXAMPLE,
    }


def test_a_name_in_two_files_is_found() -> None:
    trees, _ = parse_hidden({"test_a.py": "def test_x(): ...", "test_b.py": "\ndef test_x(): ..."})

    (finding,) = name_findings(find_checks(trees))
    assert (finding.where, finding.what) == (
        "hidden/test_b.py:2",
        "`test_x` is also the name of the check in hidden/test_a.py:1",
    )


def test_no_check_at_all_is_found() -> None:
    assert [finding.what for finding in name_findings([])] == ["there is no hidden check"]


def test_a_file_that_does_not_parse_is_found_and_the_others_are_read() -> None:
    trees, findings = parse_hidden({"test_a.py": "def", "test_b.py": ""})

    assert (list(trees), [finding.where for finding in findings]) == (["test_b.py"], ["hidden/test_a.py:1"])


@pytest.mark.parametrize(
    ("wanted", "check", "same"),
    [
        ("test_x", "test_x", True),
        ("test_x", "test_x[1]", True),
        ("test_x[1]", "test_x[1]", True),
        ("test_x[1]", "test_x[2]", False),
        ("test_x", "test_xy", False),
    ],
)
def test_a_name_means_all_its_parameters(wanted: str, check: str, same: bool) -> None:
    assert matches(wanted, check) is same
