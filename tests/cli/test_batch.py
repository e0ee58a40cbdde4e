"""`kata batch` says what is missing, what came of it, and what to type next."""

from __future__ import annotations

import importlib.util
import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

from graders.batch import cluster, window
from graders.batch.work import Answer, Graded, Work
from graders.cli import batch
from graders.judge.verdict import result_without_checks
from graders.model import Job, Sandbox, Status
from graders.report.exit_code import INTERRUPTED, NOT_PASSED, OK, WRONG_USE
from tests.cli.conftest import World


class FakeClient:
    """A cluster's client that takes a plugin."""

    def register_plugin(self, plugin: object) -> None:
        self.plugin = plugin


class FakeWindow:
    """Answers each work at once; what a submission says is its status."""

    jobs: ClassVar[list[Job]] = []
    stop_after = 1000

    def __init__(self, at_work: object) -> None:
        pass

    def run(self, works: Iterator[Work]) -> Iterator[tuple[Work, Answer]]:
        for number, work in enumerate(works):
            if number == self.stop_after:
                raise KeyboardInterrupt
            self.jobs.extend(work.plan.jobs)
            results = [result_without_checks(job.kata, _status(job)) for job in work.plan.jobs]
            graded = tuple(Graded(result=result, took_s=1.0) for result in results)
            yield work, Answer(graded=graded, layer=Sandbox.LANDLOCK)


def _status(job: Job) -> Status:
    return next((status for status in Status if f"# {status}" in "".join(job.files.values())), Status.PASSED)


@pytest.fixture
def handed_in(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two submissions, graded by nobody."""
    folder = tmp_path / "handed in"
    for name, status in (("anna", "passed"), ("bert", "failed")):
        file = folder / name / "alpha_kata" / "alpha_kata.py"
        file.parent.mkdir(parents=True)
        file.write_text(f"# {status}\n{world.attempt}", encoding="utf-8")

    @contextmanager
    def local(workers: int, logs: Path) -> Iterator[cluster.Cluster]:
        yield cluster.Cluster(FakeClient(), lambda: None)  # type: ignore[arg-type]

    monkeypatch.setattr(cluster, "local", local)
    monkeypatch.setattr(window, "Window", FakeWindow)
    monkeypatch.setattr(FakeWindow, "jobs", [])
    return folder


def run(world: World, *words: str) -> int:
    return world.run(batch.run, "batch", *words)


def folder_of(world: World) -> Path:
    (folder,) = (world.root / ".grades" / "batch").iterdir()
    return folder


def test_a_batch_is_graded_and_summed_up(world: World, handed_in: Path) -> None:
    assert run(world, str(handed_in)) == OK

    summary = json.loads((folder_of(world) / "summary.json").read_text(encoding="utf-8"))
    assert [(one["name"], one["katas"][0]["status"]) for one in summary["submissions"]] == [
        ("anna", "passed"),
        ("bert", "failed"),
    ]
    said = world.out.getvalue()
    assert "2 submissions; katas: 2 graded now" in said
    assert "2 of 2 submissions" in said
    assert said.splitlines()[-1].startswith("next: kata report .grades/batch/handed in-")


def test_the_same_again_grades_nothing(world: World, handed_in: Path) -> None:
    run(world, str(handed_in))
    jobs = len(FakeWindow.jobs)

    assert run(world, str(handed_in)) == OK

    assert len(FakeWindow.jobs) == jobs
    assert "2 known from an earlier run" in world.out.getvalue()


def test_the_katas_that_are_named_are_those_that_everybody_is_to_have(world: World, handed_in: Path) -> None:
    run(world, str(handed_in), "alpha_kata", "beta_kata")

    summary = json.loads((folder_of(world) / "summary.json").read_text(encoding="utf-8"))
    assert [{line["id"]: line["status"] for line in one["katas"]} for one in summary["submissions"]] == [
        {"alpha_kata": "passed", "beta_kata": "untouched"},
        {"alpha_kata": "failed", "beta_kata": "untouched"},
    ]


def test_ctrl_c_keeps_what_is_done(world: World, handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeWindow, "stop_after", 1)

    assert run(world, str(handed_in)) == INTERRUPTED

    summary = json.loads((folder_of(world) / "summary.json").read_text(encoding="utf-8"))
    assert [one["missing"] for one in summary["submissions"]] == [[], ["alpha_kata"]]
    assert summary["run"]["interrupted"]
    assert "interrupted; 2 submissions" in world.out.getvalue()
    assert world.out.getvalue().splitlines()[-1] == "next: the same command, which goes on from here"


def test_what_is_refused_is_told_and_the_rest_is_graded(world: World, handed_in: Path) -> None:
    (handed_in / "cora.zip").write_bytes(b"none")

    assert run(world, str(handed_in), "--to", "out") == NOT_PASSED

    assert "refused: cora is damaged" in world.out.getvalue()
    assert len(FakeWindow.jobs) == 2


def test_grader_errors_are_graded_again_when_asked(world: World, handed_in: Path) -> None:
    file = handed_in / "anna" / "alpha_kata" / "alpha_kata.py"
    file.write_text(f"# grader_error\n{world.attempt}", encoding="utf-8")

    for words, jobs in (([], 2), ([], 2), (["--retry"], 3)):
        run(world, str(handed_in), *words)
        assert len(FakeWindow.jobs) == jobs
        assert "with --retry" in world.out.getvalue().splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "wanted", "admits"),
    [([], Sandbox.LANDLOCK, False), (["--sandbox", "audit"], Sandbox.NONE, True)],
)
def test_strangers_code_is_held_unless_somebody_says_otherwise(
    words: Sequence[str], wanted: Sandbox, world: World, *, admits: bool
) -> None:
    from graders.cli.parser import build  # noqa: PLC0415

    args: Namespace = build().parse_args(["batch", "x", *words])
    plan = batch._plan(args)

    assert plan.require is wanted
    assert plan.admits(Sandbox.AUDIT) is admits


def test_without_dask_the_line_to_type_is_said(world: World, handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(batch, "find_spec", lambda name: None if name == "distributed" else find(name))

    assert run(world, str(handed_in)) == WRONG_USE

    assert world.err.getvalue().splitlines()[-1] == f"nox -s batch -- '{handed_in}'"


@pytest.mark.parametrize(("name", "words"), [("nowhere", "no folder `nowhere`"), ("empty", "holds no submission")])
def test_a_folder_that_is_none_or_empty_is_wrong_use(name: str, words: str, world: World) -> None:
    (world.root / "empty").mkdir()

    assert run(world, name) == WRONG_USE
    assert words in world.err.getvalue()


def test_two_batches_do_not_write_to_one_folder(world: World, handed_in: Path) -> None:
    from graders.batch.run import own  # noqa: PLC0415

    with own(world.root / "out"):
        assert run(world, str(handed_in), "--to", "out") == WRONG_USE

    assert "another `kata batch` writes to" in world.err.getvalue()
