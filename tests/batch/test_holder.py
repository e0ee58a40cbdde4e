"""A worker holds one judge, starts it anew when it dies, and never blames a learner for what is ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graders.batch.holder import Holder
from graders.batch.work import Work, content, grader
from graders.judge.events import from_json, to_json
from graders.judge.verdict import result_without_checks
from graders.model import (
    Event,
    Finished,
    GraderError,
    Held,
    Idle,
    Job,
    Kata,
    Plan,
    Sandbox,
    Started,
    Status,
)

Script = Callable[[Plan], list[list[Event] | None]]


class FakeJudge:
    """Tells for each plan what a script says; None is its death."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._left: list[list[Event] | None] = []
        self.plans: list[Plan] = []
        self.closed = False

    def judge(self, plan: Plan) -> None:
        self.plans.append(plan)
        self._left = self._script(plan)

    def read(self) -> list[Event] | None:
        return self._left.pop(0) if self._left else None

    def close(self) -> str:
        self.closed = True
        return "last words"


def passed(kata: Kata) -> Finished:
    return Finished(result=result_without_checks(kata, Status.PASSED))


def all_pass(plan: Plan) -> list[list[Event] | None]:
    ends: list[Event] = [passed(job.kata) for job in plan.jobs]
    return [[Held(layer=Sandbox.LANDLOCK), Started(id="x", label="", checks=1)], ends, [Idle()]]


def dies(_: Plan) -> list[list[Event] | None]:
    return [[Held(layer=Sandbox.LANDLOCK)], None]


def dies_after_the_first(plan: Plan) -> list[list[Event] | None]:
    return [[passed(plan.jobs[0].kata)], None]


class Bench:
    """A holder whose judges follow scripts, one after the other; the last script is everybody's."""

    def __init__(self, *scripts: Script, ready: Callable[[Kata], str] = lambda _: "python") -> None:
        self.judges: list[FakeJudge] = []
        self.pythons: list[str] = []
        self._scripts = list(scripts)
        self.holder = Holder(lambda kata, _: ready(kata), self._start)

    def _start(self, python: str) -> FakeJudge:
        self.pythons.append(python)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        self.judges.append(FakeJudge(script))
        return self.judges[-1]


@pytest.fixture
def work(katas: tuple[Kata, ...]) -> Work:
    jobs = tuple(Job(kata=kata, files={}, seed=1) for kata in katas)
    return Work(
        id="w",
        plan=Plan(jobs=jobs, require=Sandbox.LANDLOCK),
        keys={kata.id: kata.id for kata in katas},
        grader=grader(),
        contents={kata.id: content(kata) for kata in katas},
    )


def test_one_judge_serves_work_after_work(work: Work) -> None:
    bench = Bench(all_pass)

    answers = [bench.holder.judge(work) for _ in range(3)]

    assert [[one.result.status for one in answer.graded] for answer in answers] == [[Status.PASSED] * 2] * 3
    assert {answer.layer for answer in answers} == {Sandbox.LANDLOCK}
    assert len(bench.judges) == 1


def test_another_groups_interpreter_gets_another_judge(work: Work) -> None:
    names = iter(["one"] * 2 + ["two"] * 2)
    bench = Bench(all_pass, ready=lambda _: next(names))

    for _ in range(2):
        bench.holder.judge(work)

    assert bench.pythons == ["one", "two"]
    assert [judge.closed for judge in bench.judges] == [True, False]


def test_a_judge_that_dies_once_is_started_again_for_what_is_left(work: Work) -> None:
    bench = Bench(dies_after_the_first, all_pass)

    answer = bench.holder.judge(work)

    assert [one.result.status for one in answer.graded] == [Status.PASSED, Status.PASSED]
    assert [[job.kata.id for job in judge.plans[0].jobs] for judge in bench.judges] == [
        ["made_0000", "made_0001"],
        ["made_0001"],
    ]


def test_a_submission_whose_judge_dies_twice_is_a_grader_error_with_its_log(work: Work) -> None:
    bench = Bench(dies_after_the_first, dies, all_pass)

    answer = bench.holder.judge(work)

    assert [one.result.status for one in answer.graded] == [Status.PASSED, Status.GRADER_ERROR]
    assert "last words" in answer.graded[1].result.message
    assert bench.holder.judge(work).graded[1].result.status is Status.PASSED


def test_a_session_that_ends_without_a_verdict_is_a_grader_error(work: Work) -> None:
    answer = Bench(lambda _: [[Idle()]]).holder.judge(work)

    assert [one.result.status for one in answer.graded] == [Status.GRADER_ERROR] * 2


def test_what_a_machine_lacks_makes_a_kata_unavailable(work: Work) -> None:
    def ready(kata: Kata) -> str:
        if kata.id == "made_0000":
            raise GraderError("no gcc here")
        return "python"

    answer = Bench(all_pass, ready=ready).holder.judge(work)

    assert [(one.result.status, one.result.message) for one in answer.graded] == [
        (Status.UNAVAILABLE, "no gcc here"),
        (Status.PASSED, ""),
    ]


def test_a_machine_whose_sandbox_is_too_weak_grades_nothing(work: Work) -> None:
    bench = Bench(lambda _: [[Held(layer=Sandbox.AUDIT, refusals=("landlock: no",))], [Idle()]])

    answer = bench.holder.judge(work)

    assert answer.graded == ()
    assert "its sandbox is only `audit`" in answer.refused
    assert bench.judges[0].closed


def test_a_machine_with_another_grader_or_another_kata_grades_nothing(work: Work) -> None:
    bench = Bench(all_pass)

    assert "grader" in bench.holder.judge(replace(work, grader="other")).refused
    assert "made_0000" in bench.holder.judge(replace(work, contents={**work.contents, "made_0000": "other"})).refused
    assert bench.judges == []


def test_a_kata_that_was_changed_on_both_machines_is_read_again(work: Work, katas: tuple[Kata, ...]) -> None:
    bench = Bench(all_pass)
    bench.holder.judge(work)
    (katas[0].folder / "hidden" / "test_behaviour.py").write_text("def test_new(): pass\n", encoding="utf-8")
    newer = replace(work, contents={kata.id: content(kata) for kata in katas})

    assert newer.contents != work.contents
    assert bench.holder.judge(newer).refused == ""


def test_a_work_is_the_same_after_its_way_through_the_cluster(work: Work) -> None:
    assert to_json(from_json(to_json(work), Work)) == to_json(work)


def test_the_hash_of_a_kata_says_nothing_of_where_it_lies(katas: tuple[Kata, ...], tmp_path: Path) -> None:
    kata = katas[0]
    there = tmp_path / "catalog"
    moved = there.rename(tmp_path / "elsewhere")
    before = content(
        replace(
            kata,
            folder=moved / kata.folder.relative_to(there),
            solution=moved / kata.solution.relative_to(there),
        )
    )
    moved.rename(there)

    assert content(kata) == before
