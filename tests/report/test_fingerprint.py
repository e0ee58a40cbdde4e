"""A verdict's key changes with everything that the verdict follows from, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graders.model import Facts, Job, Kata, Limits, Plan, Sandbox
from graders.report.fingerprint import Surroundings

Change = Callable[[Path, Path], object]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    folder, solution = tmp_path / "katas" / "x" / "tiny", tmp_path / "solutions" / "x" / "tiny"
    for path in (folder / "hidden" / "test_it.py", folder / "kata.toml", folder / "tiny.py", solution / "tiny.py"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {path.name}\n")
    facts = Facts(
        schema=1,
        title="Tiny",
        topics=("01.1",),
        level=2,
        minutes=30,
        submit=("tiny.py",),
        stub_sha256={},
        python=">=3.11",
        group="core",
        limits=Limits(cpu_s=1, memory_mib=100),
    )
    kata = Kata(id="tiny", section="x", folder=folder, solution=solution, facts=facts)
    return Job(kata=kata, files={"tiny.py": "x = 1\n"}, seed=7)


def key(job: Job, **plan: object) -> str:
    return Surroundings(plan=replace(Plan(jobs=(job,)), **plan)).key(job)  # type: ignore[arg-type]


def test_the_same_has_the_same_key(job: Job) -> None:
    assert key(job) == key(job)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder, _: (folder / "hidden" / "test_it.py").write_text("# other\n"),
        lambda folder, _: (folder / "hidden" / "new.txt").write_text(""),
        lambda folder, _: (folder / "hidden" / "test_it.py").rename(folder / "hidden" / "test_that.py"),
        lambda folder, _: (folder / "kata.toml").unlink(),
        lambda _, solution: (solution / "tiny.py").write_text("# faster\n"),
        lambda _, solution: (solution / "tiny.py").unlink(),
    ],
    ids=["changed", "added", "renamed", "removed", "reference changed", "reference removed"],
)
def test_a_change_of_the_kata_or_its_reference_changes_the_key(
    change: Callable[[Path, Path], object], job: Job
) -> None:
    before = key(job)

    change(job.kata.folder, job.kata.solution)

    assert key(job) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda folder, _: (folder / "tiny.py").write_text("# the learner's file is in the job\n"),
        lambda folder, _: (folder / "hidden" / "__pycache__").mkdir(),
        lambda _, solution: (solution / "notes.md").write_text("why\n"),
    ],
    ids=["submission", "cache", "notes"],
)
def test_what_the_judge_does_not_read_changes_nothing(change: Change, job: Job) -> None:
    before = key(job)

    change(job.kata.folder, job.kata.solution)

    assert key(job) == before


def test_caches_of_tools_change_nothing(job: Job) -> None:
    before = key(job)
    (job.kata.folder / "hidden" / "__pycache__").mkdir()
    (job.kata.folder / "hidden" / "__pycache__" / "test_it.pyc").write_bytes(b"1")

    assert key(job) == before


def test_a_change_of_the_submission_the_seed_or_the_choice_of_checks_changes_the_key(job: Job) -> None:
    changed = [
        replace(job, files={"tiny.py": "x = 2\n"}),
        replace(job, files={"tiny.py": "x = 1\n", "more.py": ""}),
        replace(job, seed=8),
        replace(job, only=("test_one",)),
        replace(job, label="someone"),
    ]

    assert len({key(each) for each in [job, *changed]}) == 1 + len(changed)


def test_no_text_can_move_from_one_file_to_the_next(job: Job) -> None:
    one = replace(job, files={"a": "1 b 1 2", "b": "3"})
    other = replace(job, files={"a": "1", "b": " 1 23"})

    assert key(one) != key(other)


def test_a_change_of_the_groups_lock_changes_the_key(job: Job, tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "core.txt"
    lock.parent.mkdir()
    keys = []
    for text in ("a==1\n", "a==2\n"):
        lock.write_text(text)
        keys.append(key(job))

    assert keys[0] != keys[1]


def test_a_change_of_sandbox_or_hash_seed_changes_the_key(job: Job) -> None:
    keys = [
        key(job),
        key(job, sandbox=Sandbox.AUDIT),
        key(job, require=Sandbox.LANDLOCK),
        key(job, hash_seed=1),
        key(job, show_tests=True),
    ]

    assert len(set(keys)) == len(keys)


def test_an_upgrade_of_a_program_that_the_kata_needs_changes_the_key(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "compiler"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    needing = replace(job, kata=replace(job.kata, facts=replace(job.kata.facts, binaries=("compiler",))))
    before = key(needing)

    program.write_text("#!/bin/sh\necho new\n")

    assert key(needing) != before
