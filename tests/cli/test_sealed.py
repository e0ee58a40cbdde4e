"""A sealed kata is graded with the key, apart and without a trace; without it, or damaged, it hides no other."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from graders.catalog import load_catalog, read_submission
from graders.catalog.sealed import SEALED
from graders.cli import debug, reference
from graders.cli import list as list_verb
from graders.cli.watch import watch
from graders.judge.process import _environment
from graders.judge.seeds import verdict_seed
from graders.judge.warm import WarmJudge
from graders.model import CheckResult, CheckStatus, Held, Kata, KataResult, Sandbox, Status
from graders.report.feedback import Feedback, told_sealed
from graders.sealing import age, bundle
from graders.sealing.bundle import Content
from graders.verify.__main__ import main as verify
from tests.cli.conftest import FakeJudge, World

FOLDER = "katas/02_advanced_python"
FILES = {"hidden/test_it.py": Content(b"def test_it(submission): pass\n"), "solution/alpha_kata.py": Content(b"\n")}


@dataclass(kw_only=True)
class Reading(FakeJudge):
    """A judge that reads what it is given, as the real one would."""

    read: str = ""

    def _result(self, kata: Kata) -> KataResult:
        if kata.opened:
            self.read = (kata.hidden / "test_it.py").read_text(encoding="utf-8")
        return super()._result(kata)


@pytest.fixture
def reading() -> Reading:
    return Reading(statuses={"alpha_kata": Status.FAILED})


@pytest.fixture
def sealed(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a catalogue of an edited sealed kata and an edited plain one; the key is in `course.key`."""
    secret, public = age.generate()
    runtime = world.root / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    kata = load_catalog([world.root]).katas[0]
    shutil.rmtree(kata.hidden)
    (kata.folder / SEALED).write_bytes(age.encrypt(bundle.pack(kata, FILES), [public]))
    (world.root / "course.key").write_text(f"# a comment\n{secret}\n", encoding="ascii")
    world.edit("alpha_kata")
    world.edit("beta_kata")
    return world


def statuses(world: World) -> dict[str, str]:
    report = json.loads((world.root / ".grades" / "latest.json").read_text(encoding="utf-8"))
    return {kata["id"]: kata["status"] for kata in report["katas"]}


def test_without_the_key_it_is_unavailable_and_the_line_is_told(sealed: World, judge: FakeJudge) -> None:
    assert sealed.run(judge.grade, "grade") == 0

    assert statuses(sealed) == {"alpha_kata": "unavailable", "beta_kata": "passed"}
    assert "kata grade alpha_kata --key FILE" in sealed.printed
    assert sealed.run(judge.grade, "grade", "--strict") == 4


@pytest.mark.parametrize("way", ["file", "variable", "descriptor"])
def test_with_the_key_it_is_graded_and_the_folder_goes(sealed: World, reading: Reading, way: str) -> None:
    key = sealed.root / "course.key"
    descriptor = os.open(key, os.O_RDONLY)
    words = {"file": ("--key", "course.key"), "descriptor": ("--key-fd", str(descriptor))}.get(way, ())

    assert sealed.run(reading.grade, "grade", *words, **({"KATA_KEY_FILE": str(key)} if way == "variable" else {})) == 1

    assert reading.read == "def test_it(submission): pass\n"
    assert statuses(sealed) == {"alpha_kata": "failed", "beta_kata": "passed"}
    assert not list((sealed.root / "runtime").iterdir())
    if way != "descriptor":
        os.close(descriptor)
    with pytest.raises(OSError, match="descriptor"):
        os.close(descriptor)


def test_the_judge_of_sealed_katas_keeps_nothing(sealed: World, reading: Reading) -> None:
    sealed.run(reading.grade, "grade", "--key", "course.key", "--benchmark-json", "rounds.json")

    plain, apart = reading.plans
    assert [job.kata.id for plan in (plain, apart) for job in plan.jobs] == ["beta_kata", "alpha_kata"]
    assert (plain.private, plain.require, plain.transcripts) == (None, Sandbox.NONE, 3)
    assert (apart.examples, apart.benchmarks, apart.benchmark_json, apart.transcripts) == (None, None, None, 0)
    assert apart.require is Sandbox.LANDLOCK
    assert apart.private is not None
    assert apart.jobs[0].kata.hidden.is_relative_to(apart.private)
    assert apart.jobs[0].kata.solution.is_relative_to(apart.private)
    assert apart.jobs[0].kata.folder == sealed.root / FOLDER / "alpha_kata"


def test_its_verdict_is_not_cached(sealed: World, reading: Reading) -> None:
    reading.held = Held(layer=Sandbox.LANDLOCK)
    sealed.run(reading.grade, "grade", "--key", "course.key")
    sealed.run(reading.grade, "grade", "--key", "course.key")

    assert [job.kata.id for plan in reading.plans[2:] for job in plan.jobs] == ["alpha_kata"]


@pytest.mark.parametrize(
    ("words", "told"), [((), False), (("--feedback", "full"), True), (("--feedback", "title"), False)]
)
def test_only_the_title_is_told_unless_more_is_asked_for(
    sealed: World, reading: Reading, words: tuple[str, ...], told: bool
) -> None:
    sealed.run(reading.grade, "grade", "--key", "course.key", *words)

    assert "two is doubled" in sealed.printed
    assert ("assert 3 == 4" in sealed.printed) is told
    assert ("of sealed katas only the titles" in sealed.printed) is (not words)


def test_what_quotes_a_test_is_never_told() -> None:
    checks = (
        CheckResult(name="a", title="A", status=CheckStatus.GRADER_ERROR, message="SECRET", transcript="SECRET"),
        CheckResult(name="b", title="B", status=CheckStatus.FAILED, message="1 == 2", transcript="SECRET"),
    )
    result = KataResult(
        id="x",
        section="s",
        title="T",
        status=Status.GRADER_ERROR,
        score=0,
        checks=checks,
        message="the judge was killed",
    )

    for feedback in (None, *Feedback):
        (told,) = told_sealed([result], feedback)
        assert "SECRET" not in repr(told)
        assert told.message == "the judge was killed"
    (full,) = told_sealed([result], Feedback.FULL)
    assert full.checks[1].message == "1 == 2"


@pytest.mark.parametrize("option", ["--show-tests", "--direct"])
def test_what_would_show_its_tests_is_refused(sealed: World, judge: FakeJudge, option: str) -> None:
    assert sealed.run(judge.grade, "grade", "--key", "course.key", option) == 2

    assert f"`alpha_kata` is sealed, and `{option}` would show its tests" in sealed.complained
    assert not judge.plans


def spoil(sealed: World, change: Callable[[bytes], bytes]) -> None:
    path = sealed.root / FOLDER / "alpha_kata" / SEALED
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("change", "status", "what"),
    [
        (lambda content: content[:-1], "grader_error", "its sealed file is damaged"),
        (lambda _: b"", "grader_error", "it is no age file"),
        (lambda content: content.replace(b"/v1", b"/v9", 1), "unavailable", "newer age format"),
    ],
    ids=["cut off", "empty", "newer"],
)
def test_a_spoilt_file_hides_no_other(
    sealed: World, judge: FakeJudge, change: Callable[[bytes], bytes], status: str, what: str
) -> None:
    spoil(sealed, change)

    assert sealed.run(judge.grade, "grade", "--key", "course.key") == (3 if status == "grader_error" else 0)

    assert statuses(sealed) == {"alpha_kata": status, "beta_kata": "passed"}
    assert what in sealed.printed


def test_a_wrong_key_hides_no_other(sealed: World, judge: FakeJudge) -> None:
    (sealed.root / "course.key").write_text(age.generate()[0], encoding="ascii")

    assert sealed.run(judge.grade, "grade", "--key", "course.key") == 0

    assert statuses(sealed) == {"alpha_kata": "unavailable", "beta_kata": "passed"}
    assert "sealed for another key" in sealed.printed


@pytest.mark.parametrize("text", ["", "hello", "age1abc", "AGE-SECRET-KEY-1\n" + "x" * 70_000])
def test_a_file_without_a_key_is_wrong_use_and_not_shown(sealed: World, judge: FakeJudge, text: str) -> None:
    (sealed.root / "course.key").write_text(text, encoding="ascii")

    assert sealed.run(judge.grade, "grade", "--key", "course.key") == 2

    assert "holds no secret age key" in sealed.complained
    assert "hello" not in sealed.complained


def test_an_empty_file_that_the_variable_names_is_no_key(sealed: World, judge: FakeJudge) -> None:
    (sealed.root / "empty.key").write_text("\n", encoding="ascii")

    assert sealed.run(judge.grade, "grade", KATA_KEY_FILE=str(sealed.root / "empty.key")) == 0

    assert statuses(sealed) == {"alpha_kata": "unavailable", "beta_kata": "passed"}


def test_a_key_that_is_not_there_is_wrong_use(sealed: World, judge: FakeJudge) -> None:
    assert sealed.run(judge.grade, "grade", "--key", "nowhere.key") == 2
    assert sealed.run(judge.grade, "grade", "--key-fd", "987") == 2

    assert sealed.complained.count("cannot be read") == 2


def test_a_weak_sandbox_makes_the_sealed_ones_unavailable_and_no_others(sealed: World, judge: FakeJudge) -> None:
    judge.held = Held(layer=Sandbox.AUDIT)

    assert sealed.run(judge.grade, "grade", "--key", "course.key") == 0

    assert statuses(sealed) == {"alpha_kata": "unavailable", "beta_kata": "passed"}
    assert "in a weaker one a submission could read the tests" in sealed.printed


def test_an_untouched_sealed_kata_is_not_opened(sealed: World, judge: FakeJudge) -> None:
    sealed.edit("alpha_kata", sealed.stub)
    spoil(sealed, lambda _: b"damaged")

    assert sealed.run(judge.grade, "grade", "--key", "course.key") == 0
    assert sealed.run(judge.grade, "grade", "alpha_kata", "--key", "course.key") == 1

    assert statuses(sealed) == {"alpha_kata": "untouched"}


def test_plain_tests_count_where_both_are(sealed: World, judge: FakeJudge) -> None:
    hidden = sealed.root / FOLDER / "alpha_kata" / "hidden"
    hidden.mkdir()
    (hidden / "test_it.py").write_text("", encoding="utf-8")

    sealed.run(judge.grade, "grade")

    assert statuses(sealed) == {"alpha_kata": "passed", "beta_kata": "passed"}


def test_what_git_leaves_of_a_folder_is_no_plain_test(sealed: World, judge: FakeJudge) -> None:
    (sealed.root / FOLDER / "alpha_kata" / "hidden" / "__pycache__").mkdir(parents=True)

    sealed.run(judge.grade, "grade")

    assert statuses(sealed)["alpha_kata"] == "unavailable"


def test_the_other_verbs_cope(sealed: World) -> None:
    assert sealed.run(list_verb.run, "list") == 0
    assert "alpha_kata" in sealed.printed

    assert sealed.run(lambda args, context: debug.debug(args, context, sealed.spawn), "debug", "alpha_kata") == 2
    assert sealed.run(reference.run, "reference", "alpha_kata", "--spoil") == 2
    assert sealed.run(lambda args, context: watch(args, context, WarmJudge, 0), "watch", "alpha_kata") == 2

    assert sealed.complained.count("sealed") == 3
    assert not sealed.spawned
    assert not (sealed.root / ".grades" / "history.jsonl").exists(), "what was not shown is no spoiler"


def test_the_gate_leaves_it_out_and_says_so(
    sealed: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sealed.root)

    assert verify(["alpha_kata"]) == 0

    assert "is sealed, and proven where its tests are plain" in capsys.readouterr().out


def test_the_judge_is_not_told_where_the_key_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KATA_KEY_FILE", "course.key")

    assert "KATA_KEY_FILE" not in _environment()


def test_a_verdict_has_the_same_seed_sealed_or_plain(sealed: World, tmp_path: Path) -> None:
    kata = load_catalog([sealed.root]).katas[0]
    submission = read_submission(kata.folder, kata, None)
    elsewhere = replace(kata, opened=tmp_path / "elsewhere")
    elsewhere.hidden.mkdir(parents=True)
    (elsewhere.hidden / "test_it.py").write_bytes(FILES["hidden/test_it.py"].data)
    kata.hidden.mkdir()
    (kata.hidden / "test_it.py").write_bytes(FILES["hidden/test_it.py"].data)

    assert verdict_seed(kata, submission) == verdict_seed(elsewhere, submission)
