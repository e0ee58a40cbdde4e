"""What has been graded is not graded again: not for a twin, not after a kill; what comes of it is summed up once."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from graders.batch.course import Course, Order
from graders.batch.kept import Results
from graders.batch.page import render
from graders.batch.reading import Reader
from graders.batch.schema import FILE, schema_text
from graders.batch.sources import sources
from graders.batch.summary import Summary, Summing
from graders.batch.work import Answer, Graded, Work
from graders.batch.writing import About, write
from graders.judge.process import grader_error
from graders.judge.verdict import result_without_checks
from graders.model import (
    CheckResult,
    CheckStatus,
    Job,
    Kata,
    KataResult,
    Plan,
    Sandbox,
    Status,
    Submission,
)
from graders.report.document import Run
from graders.report.exit_code import GRADER_FAULT, INTERRUPTED, NOT_DECIDED, NOT_PASSED, OK
from graders.report.feedback import Feedback
from graders.report.neutral import encodable
from tests.batch.conftest import NAME, RIGHT, write_files
from tests.report.formats.conftest import ATTACK

OTHER = "made_0001"
RUN = Run(started="2026-03-01T12:00:00+00:00", duration_s=1.0, command=("batch",), engine="0", exit=0)
ABOUT = About(run=RUN, scheduler=None, feedback=Feedback.FULL, strict=False, broken=False)


def sort(katas: Sequence[Kata], read: Callable[[Kata], Submission]) -> SimpleNamespace:
    """Sort as `kata batch` does: what is there is to be judged, a problem is decided."""
    found = {kata.id: (kata, read(kata)) for kata in katas}
    jobs = [Job(kata=kata, files=one.files, seed=1) for kata, one in found.values() if one.files and not one.untouched]
    decided = [result_without_checks(kata, Status.FAILED, one.problem) for kata, one in found.values() if one.problem]
    return SimpleNamespace(jobs=jobs, decided=decided)


class World:
    """A batch whose cluster answers at once, or not at all."""

    def __init__(self, katas: tuple[Kata, ...], root: Path) -> None:
        self.katas, self.handed_in, self.out, self._space = katas, root / "handed_in", root / "out", root / "space"
        self.handed_in.mkdir()
        self._space.mkdir()
        self.results = Results(self.out / "results")
        self.works: list[Work] = []

    def course(self, *, retry: bool = False) -> Course:
        plan = Plan(jobs=())
        order = Order(
            katas=self.katas, plan=plan, sort=sort, confine=lambda plan: plan, tell=lambda result: result, retry=retry
        )
        return Course(order, sources(self.handed_in), self.results)

    def go(self, decide: Callable[[Job], KataResult] | None = None, *, most: int = 1000, retry: bool = False) -> Course:
        """Go through a batch, up to so many works."""
        course = self.course(retry=retry)
        self.works = []
        with Reader(self.katas, self.out, self._space, only=False) as reader:
            for work in course.works(reader):
                self.works.append(work)
                if len(self.works) > most:
                    break
                course.take(work, answered(work, decide or right))
        return course

    def summary(self, course: Course, about: About = ABOUT) -> Summary:
        return write(Summing(self.katas, self.results), course.handed, self.out, about)


def right(job: Job) -> KataResult:
    """Pass what has no `bad` in it."""
    good = "bad" not in "".join(job.files.values())
    found = {"test_a": True, "test_b[0]": good, "test_b[1]": True}
    checks = tuple(
        CheckResult(name=name, title=name, status=CheckStatus.PASSED if holds else CheckStatus.FAILED)
        for name, holds in found.items()
    )
    status = Status.PASSED if good else Status.FAILED
    return replace(result_without_checks(job.kata, status), checks=checks, score=sum(found.values()) / len(found))


def answered(work: Work, decide: Callable[[Job], KataResult]) -> Answer:
    graded = tuple(Graded(result=decide(job), took_s=0.5) for job in work.plan.jobs)
    return Answer(graded=graded, layer=Sandbox.LANDLOCK)


@pytest.fixture
def world(katas: tuple[Kata, ...], tmp_path: Path) -> World:
    world = World(katas, tmp_path)
    write_files(world.handed_in / "anna", f"{NAME}/{NAME}.py", f"{OTHER}/{OTHER}.py")
    write_files(world.handed_in / "bert", f"katas/03_algorithms/{NAME}/{NAME}.py", text=f"# bad\n{RIGHT}")
    write_files(world.handed_in / "cora", f"{NAME}/{NAME}.py", f"{OTHER}/{OTHER}.py")
    write_files(world.handed_in, "dora.zip", text="no archive")
    return world


def test_twins_are_graded_once_and_all_have_the_result(world: World) -> None:
    course = world.go()

    assert [sorted(work.keys) for work in world.works] == [[NAME, OTHER], [NAME]]
    summary = world.summary(course)
    assert {one.name: [line.status for line in one.katas] for one in summary.submissions} == {
        "anna": [Status.PASSED, Status.PASSED],
        "bert": [Status.FAILED],
        "cora": [Status.PASSED, Status.PASSED],
        "dora": [],
    }
    assert [one.same_as for one in summary.submissions] == ["", "", "anna", ""]
    assert "damaged" in summary.submissions[3].refused


def test_a_run_that_was_stopped_goes_on_where_it_was(world: World) -> None:
    stopped = world.go(most=1)
    assert [one.missing for one in world.summary(stopped).submissions] == [(), (NAME,), (), ()]

    again = world.go()

    assert [sorted(work.keys) for work in world.works] == [[NAME]]
    assert (again.counts.graded, again.counts.known, again.counts.twins) == (1, 2, 2)
    assert world.go().counts.graded == 0


def test_a_submission_that_was_changed_is_graded_again(world: World) -> None:
    world.go()
    write_files(world.handed_in / "anna", f"{NAME}/{NAME}.py", text=f"{RIGHT}# more\n")

    world.go()

    assert [sorted(work.keys) for work in world.works] == [[NAME]]


def test_a_kata_that_was_changed_is_graded_again(world: World) -> None:
    world.go()
    hidden = world.katas[0].folder / "hidden" / "test_behaviour.py"
    hidden.write_text(hidden.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")

    world.go()

    assert [sorted(work.keys) for work in world.works] == [[NAME], [NAME]]


def test_a_result_that_cannot_be_read_is_graded_again(world: World) -> None:
    world.go()
    for file in (world.out / "results").rglob("*.json"):
        file.write_bytes(file.read_bytes()[:20])

    assert world.go().counts.graded == 3


def test_what_came_to_no_verdict_is_graded_again_when_asked(world: World) -> None:
    world.go(lambda job: grader_error(job, "died"))

    assert world.go().counts.graded == 0
    assert world.go(retry=True).counts.graded == 3
    assert world.go(retry=True).counts.graded == 0


def test_one_dependency_group_goes_after_the_other(world: World) -> None:
    first, second = world.katas
    world.katas = (replace(first, facts=replace(first.facts, group="web")), second)

    course = world.go()

    assert [sorted(work.keys) for work in world.works] == [[NAME], [NAME], [OTHER]]
    assert len({work.id for work in world.works}) == 3
    assert course.counts.parts == course.counts.done == 8


def test_figures_of_a_kata(world: World) -> None:
    summary = world.summary(world.go())

    kata = summary.katas[0]
    assert (kata.id, kata.statuses) == (NAME, {Status.FAILED: 1, Status.PASSED: 2})
    assert kata.tenths == (0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2)
    assert kata.quartiles == (0.8333, 1.0, 1.0)
    assert [(hard.name, hard.failed, hard.of) for hard in kata.hardest] == [("test_b", 1, 3)]


def test_the_files_of_a_batch(world: World) -> None:
    summary = world.summary(world.go())

    written = json.loads((world.out / "summary.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, json.loads(schema_text()))
    assert [one["name"] for one in written["submissions"]] == [one.name for one in summary.submissions]
    with (world.out / "summary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["student"], row["kata"], row["status"]) for row in rows] == [
        ("anna", NAME, "passed"),
        ("anna", OTHER, "passed"),
        ("bert", NAME, "failed"),
        ("cora", NAME, "passed"),
        ("cora", OTHER, "passed"),
        ("dora", "", "refused"),
    ]
    each = sorted(path.relative_to(world.out / "submissions").as_posix() for path in world.out.glob("submissions/*/*"))
    assert each == [f"{name}/{file}" for name in ("anna", "bert", "cora") for file in ("report.json", "results.json")]


def test_gradescopes_points_are_those_of_the_submission_alone(world: World) -> None:
    world.summary(world.go())

    found = json.loads((world.out / "submissions" / "bert" / "results.json").read_text(encoding="utf-8"))

    assert found["score"] == pytest.approx(20 / 3, abs=1e-3)
    assert found["execution_time"] == 0.5


def test_in_an_exam_only_titles_are_told(world: World) -> None:
    def tells(job: Job) -> KataResult:
        result = right(job)
        return replace(result, checks=tuple(replace(check, message="the case") for check in result.checks))

    course = world.go(tells)
    for feedback, told in ((Feedback.FULL, True), (Feedback.TITLE, False)):
        world.summary(course, replace(ABOUT, feedback=feedback))
        text = (world.out / "submissions" / "bert" / "report.json").read_text(encoding="utf-8")
        assert ("the case" in text) is told


def test_files_of_submissions_that_are_gone_go_too(world: World) -> None:
    world.summary(world.go())
    (world.handed_in / "bert").rename(world.handed_in / "berta")

    world.summary(world.go())

    assert sorted(path.name for path in (world.out / "submissions").iterdir()) == ["anna", "berta", "cora"]


@pytest.mark.parametrize(
    ("status", "refused", "about", "code"),
    [
        (Status.FAILED, False, ABOUT, OK),
        (Status.PASSED, True, ABOUT, NOT_PASSED),
        (Status.GRADER_ERROR, True, ABOUT, GRADER_FAULT),
        (Status.UNDECIDED, False, ABOUT, OK),
        (Status.UNDECIDED, False, replace(ABOUT, strict=True), NOT_DECIDED),
        (Status.PASSED, False, replace(ABOUT, run=replace(RUN, exit=INTERRUPTED)), INTERRUPTED),
    ],
)
def test_exit_codes(world: World, status: Status, about: About, code: int, *, refused: bool) -> None:
    if not refused:
        (world.handed_in / "dora.zip").unlink()
    course = world.go(lambda job: replace(right(job), status=status))

    assert world.summary(course, about).run.exit == code


def test_nothing_on_the_page_is_a_learners_markup(world: World) -> None:
    (world.handed_in / "anna").rename(world.handed_in / "<script>alert(1) {{ 7*7 }} &")

    def attacks(job: Job) -> KataResult:
        words = encodable(ATTACK)  # as a judge's events are
        bad = CheckResult(name=words, title=words, status=CheckStatus.FAILED, message=words)
        return replace(right(job), checks=(bad,), status=Status.FAILED)

    page = render(world.summary(world.go(attacks)))

    assert page.count("<script") == 0
    assert "{{ 7*7 }}" in page
    assert "\x1b" not in page
    assert "default-src 'none'" in page


def test_the_committed_schema_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "python -m graders.batch.schema"
