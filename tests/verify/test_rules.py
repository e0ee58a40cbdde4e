from __future__ import annotations

import pytest

from graders.model import CheckResult, CheckStatus, KataResult, Status
from graders.verify.cases import Reject
from graders.verify.checks import Check, Kind
from graders.verify.rules import broken_session, can_be_shown, idle_findings, reject_findings, unknown_names

CHECKS = [
    Check(name="test_a", kind=Kind.EXAMPLE, where="hidden/test_x.py:1"),
    Check(name="test_any", kind=Kind.PROPERTY, where="hidden/test_x.py:5"),
    Check(name="test_history", kind=Kind.MACHINE, where="hidden/test_x.py:9"),
]


def result(*failed: str, status: Status = Status.FAILED, how: CheckStatus = CheckStatus.FAILED) -> KataResult:
    checks = tuple(CheckResult(name=name, title="A title.", status=how, message="oh") for name in failed)
    return KataResult(id="k", section="01", title="K", status=status, score=0, checks=checks)


def case(caught_by: str, status: Status = Status.FAILED) -> Reject:
    return Reject(file="a.py", status=status, caught_by=caught_by, why="a reason")


def test_a_reject_that_its_check_catches_is_fine() -> None:
    assert list(reject_findings(case("test_a"), result("test_a[2]", "test_any"), CHECKS)) == []


@pytest.mark.parametrize("name", ["test_any", "test_history"])
def test_a_property_or_a_machine_alone_is_not_enough(name: str) -> None:
    (finding,) = reject_findings(case(name), result(name), CHECKS)

    assert "may miss it now and then" in finding.what
    assert finding.write == "write a small example that fails beside it: a reason"


def test_a_wrong_status_comes_with_what_the_check_said() -> None:
    (finding,) = reject_findings(case("test_a", Status.TIMEOUT), result("test_a"), CHECKS)

    assert finding.what == "is failed; cases.toml says `timeout`: `test_a` failed: oh"


@pytest.mark.parametrize("status", [Status.BANNED, Status.OVER_BUDGET])
def test_what_never_ran_and_what_answers_rightly_needs_no_transcript(status: Status) -> None:
    assert can_be_shown(result("test_a"))
    assert not can_be_shown(result("import", status=status))


def test_an_unknown_check_is_named_with_the_closest() -> None:
    known = {"test_least_recent[2]", "test_other"}

    (finding,) = unknown_names([case("test_last_recent"), case("import"), case("test_other")], known)

    assert finding.write == "write `test_least_recent`"


def test_an_idle_check_is_named_with_its_line() -> None:
    (finding,) = idle_findings(result("test_a", "test_any[1]").checks, {"test_a"}, {"test_any": "hidden/test_x.py:5"})

    assert (finding.where, finding.what) == ("hidden/test_x.py:5", "`test_any[1]` kills no reject and no mutant")


@pytest.mark.parametrize(("name", "ours"), [("judge", True), ("import", True), ("collect", False), ("test_a", False)])
def test_a_judge_that_fails_is_told_from_a_check_that_does(name: str, ours: bool) -> None:
    assert bool(broken_session([result(name, how=CheckStatus.GRADER_ERROR)])) is ours
