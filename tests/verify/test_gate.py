"""Sabotage: each way in which a kata can be unsound is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.model import Kata
from graders.verify.findings import Level, Rule
from graders.verify.gate import Outcome, Run

Gate = Callable[..., Outcome]
Said = Callable[..., str]
Spoil = Callable[..., None]


def test_a_sound_kata_gets_its_proof_and_is_then_believed(gate: Gate, proven: Kata) -> None:
    outcome = gate(Run.NEEDED, ci=True)

    proof = json.loads((proven.solution / "proof.json").read_text(encoding="utf-8"))
    assert (outcome.sound, outcome.figures.proof) == (True, "fits")
    assert (proof["checks"], proof["seeds"], proof["statuses"]["rejects/first.py"]) == (2, 1, "failed")
    assert proof["mutants"]["killed"] == proof["mutants"]["total"] == outcome.figures.mutants


def test_a_check_that_asserts_nothing_is_named(said: Said, spoil: Spoil) -> None:
    spoil("kata/hidden/test_behaviour.py", "", "\n\ndef test_nothing(submission):\n    assert True\n")

    assert "idle hidden/test_behaviour.py:12: `test_nothing` kills no reject and no mutant" in said(Run.NEEDED)


def test_a_reject_that_passes_is_named(said: Said, spoil: Spoil) -> None:
    spoil("solution/rejects/first.py", "return a", "return a + b")

    faults = said()

    assert "reject rejects/first.py: passes; cases.toml says `failed` by `test_adds`" in faults
    assert "the second number is forgotten" in faults


def test_a_reject_that_another_check_catches_is_named(said: Said, spoil: Spoil) -> None:
    spoil("solution/cases.toml", 'caught_by = "test_refund"', 'caught_by = "test_adds"')

    assert "rejects/absolute.py: is caught by `test_refund`, not by `test_adds`" in said()


def test_a_reject_of_another_status_is_named(said: Said, spoil: Spoil) -> None:
    spoil("solution/rejects/first.py", "return a", "import os; os._exit(0)")

    assert "rejects/first.py: is crashed; cases.toml says `failed`" in said()


def test_an_accepted_that_fails_is_named(said: Said, spoil: Spoil) -> None:
    spoil("solution/accepted/summed.py", "sum((a, b))", "sum((a, abs(b)))")

    assert "accepted accepted/summed.py: is failed: `test_refund`" in said()


def test_a_reference_that_fails_is_named_and_the_dear_part_waits(gate: Gate, spoil: Spoil) -> None:
    spoil("solution/adder.py", "a + b", "a + b + 1")

    outcome = gate(Run.ALWAYS)

    assert "is failed: `test_adds`" in next(f.what for f in outcome.findings if f.rule is Rule.REFERENCE)
    assert outcome.figures.mutants is None


def test_a_stub_that_passes_is_named(said: Said, spoil: Spoil) -> None:
    spoil("kata/adder.py", "raise NotImplementedError", "return a + b")

    faults = said()

    assert "stub adder.py: the stub passes every check" in faults
    assert "stub adder.py: is not the stub that kata.toml knows" in faults


def test_a_stub_that_is_merely_wrong_is_a_warning(said: Said, spoil: Spoil) -> None:
    spoil("kata/adder.py", "raise NotImplementedError", "return None")

    assert "no check says of the stub that it is not written yet" in said(level=Level.WARNING)


def test_a_broken_example_is_named_with_its_line(said: Said, spoil: Spoil) -> None:
    spoil("kata/README.md", ">>> add(2, 3)\n5", ">>> add(2, 3)\n6")

    assert "examples README.md:14: `add(2, 3)` gives '5', and the README says '6'" in said()


def test_a_missing_hint_is_named(said: Said, spoil: Spoil) -> None:
    spoil("kata/README.md", "<details><summary>2</summary>The sign is a cross.</details>\n", "")

    assert "has 2 hints, and 3 are wanted" in said()


def test_a_property_as_the_one_that_catches_is_named(said: Said, spoil: Spoil) -> None:
    given = "from hypothesis import given, strategies as st\n\n\n@given(b=st.just(-3))\ndef test_any(submission, b):\n"
    spoil("kata/hidden/test_properties.py", "", f"{given}    assert submission.add(7, b) == 7 + b\n")
    spoil("solution/cases.toml", 'caught_by = "test_refund"', 'caught_by = "test_any"')

    assert (
        'caught by a property, `test_any`, which may miss it now and then -> write `caught_by = "test_refund"`'
        in said()
    )


def test_a_case_without_its_file_and_a_file_without_its_case_are_named(said: Said, kata: Kata) -> None:
    (kata.solution / "rejects/first.py").rename(kata.solution / "rejects/fist.py")

    faults = said()

    assert "names rejects/first.py, and there is no such file -> write `fist.py`" in faults
    assert "rejects/fist.py has no entry" in faults


def test_what_is_missing_is_named(said: Said, spoil: Spoil) -> None:
    for place in ["solution/notes.md", "solution/accepted", "solution/rejects/first.py", "kata/README.md"]:
        spoil(place)

    faults = said()

    assert "there is no notes.md" in faults
    assert "there is no README.md" in faults
    assert "0 in accepted/, at least 1 wanted" in faults
    assert "2 in rejects/, at least 3 wanted" in faults


def test_a_kata_without_a_reference_is_not_judged(gate: Gate, said: Said, spoil: Spoil) -> None:
    spoil("solution/adder.py")

    assert "the reference has no readable `adder.py`" in said()
    assert gate().figures.checks == 0


def test_a_check_that_skips_is_a_fault_of_the_kata_not_of_the_judge(gate: Gate, said: Said, spoil: Spoil) -> None:
    spoil(
        "kata/hidden/test_behaviour.py", "", "\n\ndef test_later(submission):\n    import pytest\n    pytest.skip()\n"
    )

    assert "`test_later` is a grader error beside adder.py" in said()
    assert gate().broken == ""


def test_a_surviving_mutant_is_shown_with_its_line(said: Said, spoil: Spoil) -> None:
    spoil("solution/adder.py", "", "\n\ndef unseen(x):\n    return x > 5 or x == 3\n")

    faults = said(Run.ALWAYS)

    assert "mutants of the reference die, at least 90% must" in faults
    assert "mutants adder.py:6: survives: `return x > 5 or x == 3` becomes" in faults


@pytest.mark.dear
def test_a_flaky_check_is_named_with_how_often(said: Said, spoil: Spoil) -> None:
    # Among the seeds 0 to 10 only 2 hashes "s" to a multiple of ten.
    spoil("solution/adder.py", "return a + b", 'return a + b if hash("s") % 10 else 0')

    assert "seeds reference: flaky: `test_adds` does not pass in 1 of 3 repeats" in said(Run.ALWAYS, seeds=3)


def test_a_reject_in_a_folder_is_judged(said: Said, spoil: Spoil) -> None:
    spoil("solution/rejects/first.py")
    spoil("solution/rejects/first/adder.py", "", "def add(a, b):\n    return a\n")
    spoil("solution/cases.toml", '"first.py"', '"first"')

    assert said() == ""


@pytest.mark.dear
def test_a_stale_proof_is_redone_and_in_ci_a_fault(gate: Gate, said: Said, spoil: Spoil, proven: Kata) -> None:
    spoil("solution/notes.md", "cross", "plus")

    assert "proof.json is stale" in said(ci=True)
    assert gate(Run.NEEDED).figures.proof == "written"
    assert said(ci=True) == ""


@pytest.mark.dear
def test_a_forged_figure_is_named_when_it_is_measured_again(said: Said, spoil: Spoil, proven: Kata) -> None:
    spoil("solution/proof.json", '"standins": ', '"standins": 1')

    assert said(Run.NEEDED) == ""
    assert "stale or forged proof: `standins`" in said(Run.ALWAYS)


def test_a_forged_status_is_named_without_the_dear_part(said: Said, spoil: Spoil, proven: Kata) -> None:
    spoil("solution/proof.json", '"rejects/first.py": "failed"', '"rejects/first.py": "timeout"')

    assert "stale or forged proof: `statuses`" in said()


def test_no_proof_is_written_of_an_unsound_kata(gate: Gate, spoil: Spoil, kata: Kata) -> None:
    spoil("kata/README.md", "Write `a + b`.", "")

    gate(Run.ALWAYS)

    assert not Path(kata.solution, "proof.json").exists()


def test_a_placeholder_is_named_with_what_belongs_there(said: Said, spoil: Spoil) -> None:
    spoil("solution/notes.md", "for adding", "<write: the reason>")

    assert "unwritten solutions/.../notes.md:3: still to write: the reason" in said()


def test_a_kata_for_another_python_is_a_warning_and_not_judged(gate: Gate, said: Said, spoil: Spoil) -> None:
    spoil("kata/kata.toml", '">=3.11"', '">=3.99"')

    assert "it needs >=3.99" in said(level=Level.WARNING)
    assert gate().figures.checks == 0
