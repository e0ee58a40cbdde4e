from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graders.catalog.facts import BLANK
from graders.model import CheckResult, CheckStatus, Kata, KataResult, Limits, Status
from graders.verify.findings import Level
from graders.verify.wrong_copies import (
    Copy,
    Mutation,
    error_findings,
    explanations,
    mutation_findings,
    needless_explanations,
    standin_copies,
    standin_findings,
    tally,
    tight,
)

COPIES = [Copy(label=f"mutant {n}", files={}, where=f"a.py:{n}", describe=f"`x{n}` becomes `y{n}`") for n in range(10)]


def result(label: str, status: Status, cpu_s: float = 0.0) -> KataResult:
    check = CheckResult(name="test_a", title="A", status=CheckStatus.GRADER_ERROR, message="broke", cpu_s=cpu_s)
    return KataResult(id="k", section="01", title="K", status=status, score=0, label=label, checks=(check,))


def results(*alive: int) -> dict[str, KataResult]:
    return {c.label: result(c.label, Status.PASSED if n in alive else Status.FAILED) for n, c in enumerate(COPIES)}


def test_one_survivor_in_ten_is_noted() -> None:
    mutation = tally(COPIES, results(3), [])

    assert (mutation.killed, mutation.survivors) == (9, ("a.py:3: `x3` becomes `y3`",))
    assert [finding.level for finding in mutation_findings(mutation)] == [Level.NOTE]


def test_two_survivors_in_ten_are_a_fault_with_their_lines() -> None:
    findings = list(mutation_findings(tally(COPIES, results(3, 4), [])))

    assert findings[0].what == "8 of 10 mutants of the reference die, at least 90% must"
    assert [finding.where for finding in findings[1:]] == ["a.py:3", "a.py:4"]


def test_an_explained_mutant_does_not_count() -> None:
    notes = "# Notes\n\n## Equivalent mutants\n- `x3` becomes `y3`: the sum is the same\n\n## More\n`x4` becomes `y4`\n"
    mutation = tally(COPIES, results(3, 4), explanations(notes))

    assert (mutation.counted, mutation.explained) == (9, ("a.py:3: `x3` becomes `y3`",))
    assert mutation.survivors == ("a.py:4: `x4` becomes `y4`",)


def test_the_explanation_of_a_dead_mutant_is_a_warning() -> None:
    lines = ["`x5` becomes `y5`: never seen"]

    (finding,) = needless_explanations(COPIES, tally(COPIES, results(), lines), lines)

    assert finding.what == "explains a mutant that dies: `x5` becomes `y5`"


def test_no_mutants_are_no_fault() -> None:
    assert list(mutation_findings(Mutation())) == []


@pytest.mark.parametrize(
    ("submit", "changed"),
    [
        (("add.py", "other.py"), {"add.py"}),
        (("add/__init__.py", "add/parts/sums.py", "other.py"), {"add/__init__.py", "add/parts/sums.py"}),
    ],
    ids=["module", "package"],
)
def test_stand_ins_are_made_of_the_module_or_of_its_whole_package(submit: tuple[str, ...], changed: set[str]) -> None:
    kata = Kata(
        id="add", section="01", folder=Path(), solution=Path(), facts=replace(BLANK, title="Add", submit=submit)
    )
    reference = dict.fromkeys(submit, "def add(a, b):\n    return a + b\n")

    copies = list(standin_copies(kata, reference, {"add": "5"}))

    assert {copy.where for copy in copies} == changed
    assert {copy.where for copy in copies if "frequent" in copy.describe} == {submit[0]}
    assert all(copy.files != reference and set(copy.files) == set(submit) for copy in copies)


def test_a_stand_in_that_passes_is_named() -> None:
    assert [finding.where for finding in standin_findings(COPIES, results(7))] == ["a.py:7"]


def test_a_copy_that_breaks_a_check_is_named() -> None:
    broken = results() | {"mutant 1": result("mutant 1", Status.GRADER_ERROR)}

    assert [finding.what for finding in error_findings(COPIES, broken)] == [
        "`x1` becomes `y1`: `test_a` grader_error: broke"
    ]


def test_a_mutant_gets_more_time_than_the_reference_ever_needs() -> None:
    limits = Limits(cpu_s=2, memory_mib=256)

    assert [tight(limits, result("r", Status.PASSED, cpu_s)).cpu_s for cpu_s in (0.001, 0.05, 0.5)] == [0.5, 1.0, 2]
