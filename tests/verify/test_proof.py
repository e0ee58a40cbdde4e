from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.model import Kata, Status
from graders.verify.proof import (
    MutantFigures,
    Proof,
    Standing,
    content_sha256,
    differences,
    due,
    read_proof,
    standing_findings,
    write_proof,
)


def proof(content: str = "c", **changed: object) -> Proof:
    figures = {
        "checks": 2,
        "statuses": {"reference": Status.PASSED},
        "only_mutants": ("test_a",),
        "standins": 7,
        "seeds": 20,
    }
    return Proof(content_sha256=content, mutants=MutantFigures(total=9, killed=9), **{**figures, **changed})  # type: ignore[arg-type]


def test_a_proof_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_proof(tmp_path, proof())

    assert read_proof(tmp_path, "c", 20) == (Standing.FITS, proof())
    assert [path.name for path in tmp_path.iterdir()] == ["proof.json"]


@pytest.mark.parametrize(
    ("written", "standing"),
    [(None, "missing"), ("{", "unreadable"), ('{"schema": 1}', "unreadable")],
)
def test_what_is_no_proof_is_worth_nothing(tmp_path: Path, written: str | None, standing: str) -> None:
    if written is not None:
        (tmp_path / "proof.json").write_text(written, encoding="utf-8")

    assert read_proof(tmp_path, "c", 20) == (Standing(standing), None)


def test_the_words_of_a_proof_for_another_content_are_not_read(tmp_path: Path) -> None:
    write_proof(tmp_path, proof("other"))

    assert read_proof(tmp_path, "c", 20) == (Standing.STALE, None)


def test_a_proof_with_fewer_seeds_does_not_fit(tmp_path: Path) -> None:
    write_proof(tmp_path, proof(seeds=3))

    assert read_proof(tmp_path, "c", 20)[0] is Standing.SHORT


def test_a_missing_proof_is_a_fault_in_ci_alone() -> None:
    levels = [next(iter(standing_findings(Standing.MISSING, "adder", ci=ci))).level for ci in (False, True)]

    assert levels == ["note", "fault"]


def test_a_figure_that_differs_is_named_with_both_values() -> None:
    (finding,) = differences(proof(), {"standins": 8, "checks": 2})

    assert finding.what == "stale or forged proof: `standins` is 7, and was measured as 8"


@pytest.mark.parametrize("place", ["kata/kata.toml", "kata/hidden/test_behaviour.py", "solution/rejects/first.py"])
def test_every_file_that_is_judged_counts_for_the_hash(kata: Kata, spoil: Callable[..., None], place: str) -> None:
    before = content_sha256(kata)
    spoil(place, "", "\n")

    assert content_sha256(kata) != before


def test_a_clearer_readme_leaves_a_proof_as_it_is(kata: Kata, spoil: Callable[..., None]) -> None:
    before = content_sha256(kata)
    spoil("kata/README.md", "", "\n")

    assert content_sha256(kata) == before


def test_the_lock_of_the_group_counts_for_the_hash(kata: Kata, root: Path) -> None:
    before = content_sha256(kata)
    (root / "locks").mkdir()
    (root / "locks/other.txt").write_text("numpy", encoding="utf-8")
    other = content_sha256(kata)
    (root / "locks/core.txt").write_text("pytest", encoding="utf-8")

    assert (other == before, content_sha256(kata) == before) == (True, False)


def test_what_tools_leave_behind_does_not_count(kata: Kata) -> None:
    before = content_sha256(kata)
    for name in ["__pycache__/adder.pyc", ".pytest_cache/x", "proof.json"]:
        (kata.solution / name).parent.mkdir(exist_ok=True)
        (kata.solution / name).write_text("x", encoding="utf-8")

    assert content_sha256(kata) == before


def test_each_kata_is_due_on_one_day_in_twenty() -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days) for days in range(40)]

    assert sum(due("adder", day) for day in days) == 2
