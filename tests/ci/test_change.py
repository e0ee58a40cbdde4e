"""`kata ci` on a head that is honest, wrong, or has its hands where they do not belong."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from graders.catalog.plain_file import LIMIT
from graders.model import Held, Sandbox, Status
from tests.ci.conftest import ALPHA, BETA, SECTION, SOLUTION, TREE, WRONG, put, result_of
from tests.cli.conftest import ATTEMPT

if TYPE_CHECKING:
    from tests.ci.conftest import Forked

HIDDEN_FILE = f"{SECTION}/alpha_kata/hidden/test_behaviour.py"
FACTS = f"{SECTION}/alpha_kata/kata.toml"
ALWAYS = 'def test_double(submission):\n    """Two is doubled."""\n'


def test_an_honest_solution_passes_by_the_base_s_checks(forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT)

    assert forked.ci(real=True) == 0

    assert forked.statuses == {"alpha_kata": "passed"}
    assert forked.touched == set()
    assert "the head: no protected path is touched" in forked.printed
    assert forked.report["sandbox"] in {"namespaces", "landlock"}


def test_a_wrong_solution_fails_on_the_learner_s_own_file(forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT.replace("return 2 * x", "raise ValueError(x)"))

    assert forked.ci("--github", real=True) == 1

    assert forked.statuses == {"alpha_kata": "failed"}
    line = ATTEMPT[: ATTEMPT.index("return 2")].count("\n") + 1
    assert f"::error file={ALPHA},line={line},title=alpha_kata%3A failed::Two is doubled." in forked.printed
    assert "kata-ci-" not in forked.printed, "the name of the private workspace means nothing to a reader"


def test_every_cheat_at_once_changes_no_verdict_of_the_real_judge(forked: Forked) -> None:
    forked.write(ALPHA, WRONG)
    forked.write(BETA, ATTEMPT)
    forked.write(HIDDEN_FILE, ALWAYS)
    for path in TREE:
        forked.write(path, "raise SystemExit(0)\n")
    forked.write("sitecustomize.py", "raise SystemExit(0)\n")

    assert forked.ci("--feedback", "title", real=True) == 5

    assert forked.statuses == {"alpha_kata": "failed", "beta_kata": "passed"}
    changed = {("changed", path) for path in [*TREE, HIDDEN_FILE] if path not in {"README.md", "docs/ci.md"}}
    assert forked.touched == {*changed, ("added", "sitecustomize.py")}


def edits(path: str, text: str = "# nothing is checked\n") -> Callable[[Forked], None]:
    return lambda forked: (forked.write(path, text), None)[1]


def moves(old: str, new: str) -> Callable[[Forked], None]:
    def move(forked: Forked) -> None:
        content = (forked.head / old).read_bytes()
        forked.remove(old)
        forked.write(new, content)

    return move


def links(path: str, target: str) -> Callable[[Forked], None]:
    def link(forked: Forked) -> None:
        place = forked.head / path
        if place.exists():
            forked.remove(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    return link


def new_hash(forked: Forked) -> None:
    text = (forked.head / FACTS).read_text()
    digest = text.split('.py" = "')[1][:64]
    forked.write(FACTS, text.replace(digest, "0" * 64))


def other_submit(forked: Forked) -> None:
    text = (forked.head / FACTS).read_text()
    forked.write(FACTS, text.replace('submit = ["alpha_kata.py"]', 'submit = ["../../../graders/verdict.py"]'))


def executable(forked: Forked) -> None:
    (forked.head / ".ci/run").chmod(0o755)


def named_pipe(forked: Forked) -> None:
    forked.remove(ALPHA)
    os.mkfifo(forked.head / ALPHA)


WORKFLOW = ".github/workflows/grade.yml"
TAMPERING: dict[str, tuple[Callable[[Forked], None], set[tuple[str, ...]]]] = {
    "hidden tests": (edits(HIDDEN_FILE, ALWAYS), {("changed", HIDDEN_FILE)}),
    "hidden tests of another kata": (
        edits(HIDDEN_FILE.replace("alpha", "beta"), ALWAYS),
        {("changed", HIDDEN_FILE.replace("alpha", "beta"))},
    ),
    "one more hidden test": (
        edits(f"{SECTION}/alpha_kata/hidden/conftest.py"),
        {("added", f"{SECTION}/alpha_kata/hidden/conftest.py")},
    ),
    "the grader": (edits("graders/verdict.py"), {("changed", "graders/verdict.py")}),
    "a compiled grader": (
        edits("graders/__pycache__/verdict.cpython-313.pyc"),
        {("added", "graders/__pycache__/verdict.cpython-313.pyc")},
    ),
    "noxfile": (edits("noxfile.py"), {("changed", "noxfile.py")}),
    "workflow": (edits(WORKFLOW, "on: push\n"), {("changed", WORKFLOW)}),
    "another workflow": (edits(".github/workflows/own.yml"), {("added", ".github/workflows/own.yml")}),
    "kata.toml": (other_submit, {("changed", FACTS)}),
    "stub hashes": (new_hash, {("changed", FACTS)}),
    "conftest": (edits("katas/conftest.py"), {("added", "katas/conftest.py")}),
    "conftest beside the solution": (
        edits(f"{SECTION}/alpha_kata/conftest.py"),
        {("added", f"{SECTION}/alpha_kata/conftest.py")},
    ),
    "a module beside the grader": (edits("rich/__init__.py"), {("added", "rich/__init__.py")}),
    "a tool's settings": (edits("uv.toml"), {("added", "uv.toml")}),
    "other letters": (edits("NoxFile.py"), {("added", "NoxFile.py")}),
    "a submodule": (edits(".gitmodules"), {("added", ".gitmodules")}),
    "a lock": (edits("locks/web.txt", "flask==0.1\n"), {("changed", "locks/web.txt")}),
    "reference": (edits(SOLUTION, WRONG), {("changed", SOLUTION)}),
    "mode": (executable, {("mode", ".ci/run")}),
    "deleted": (lambda forked: forked.remove("tests/test_verdict.py"), {("deleted", "tests/test_verdict.py")}),
    "renamed": (
        moves(HIDDEN_FILE, f"{SECTION}/alpha_kata/hidden/old.py"),
        {("renamed", f"{SECTION}/alpha_kata/hidden/old.py", HIDDEN_FILE)},
    ),
    "renamed away": (moves("conftest.py", "docs/old.py"), {("renamed", "docs/old.py", "conftest.py")}),
    "symlink": (links("graders/verdict.py", "/etc/passwd"), {("symlink", "graders/verdict.py", "/etc/passwd")}),
    "symlink in a free place": (links("docs/all", "/"), {("symlink", "docs/all", "/")}),
    "folder replaced by a link": (
        links(f"{SECTION}/beta_kata", "../../solutions"),
        {
            ("symlink", f"{SECTION}/beta_kata", "../../solutions"),
            *(
                ("deleted", f"{SECTION}/beta_kata/{name}")
                for name in ("kata.toml", "hidden/test_behaviour.py", "examples/test_examples.py")
            ),
        },
    ),
    "a deleted kata": (
        lambda forked: forked.remove(f"{SECTION}/beta_kata"),
        {
            ("deleted", f"{SECTION}/beta_kata/{name}")
            for name in ("kata.toml", "hidden/test_behaviour.py", "examples/test_examples.py")
        },
    ),
}


@pytest.mark.parametrize("text", [ATTEMPT, WRONG], ids=["right", "wrong"])
@pytest.mark.parametrize("tampering", TAMPERING)
def test_tampering_is_named_and_changes_no_verdict(tampering: str, text: str, forked: Forked) -> None:
    tamper, touched = TAMPERING[tampering]
    forked.write(ALPHA, text)
    tamper(forked)

    assert forked.ci() == 5

    assert forked.statuses["alpha_kata"] == ("passed" if text == ATTEMPT else "failed")
    assert forked.touched == touched
    assert "needs review: " in forked.printed
    for change in touched:
        assert change[1] in forked.printed


def test_an_empty_change_is_graded_as_nothing(forked: Forked) -> None:
    assert forked.ci() == 0

    assert forked.report["katas"] == []
    assert forked.judge.plans == []
    assert forked.printed.endswith("\n0 of 0 passed\n")


def test_what_a_learner_may_change_is_no_tampering(forked: Forked) -> None:
    for path in ("README.md", "docs/notes.md", f"{SECTION}/alpha_kata/notes.md", f"{SECTION}/README.md", ".gitignore"):
        forked.write(path, "mine\n")
    forked.write(f"{SECTION}/alpha_kata/scratch.py", "print('never run')\n")

    assert forked.ci() == 0

    assert forked.touched == set()
    assert forked.report["katas"] == []


SUBMITTED: dict[str, tuple[Callable[[Forked], object], str]] = {
    "huge": (lambda forked: forked.write(ALPHA, "#" * (LIMIT + 1)), "is larger than 256 KiB"),
    "binary": (lambda forked: forked.write(ALPHA, b"\x7fELF\xff\x00"), "is not UTF-8"),
    "null bytes": (lambda forked: forked.write(ALPHA, b"x = 1\0"), "has a null byte in line 1"),
    "empty": (lambda forked: forked.write(ALPHA, ""), "is empty"),
    "symlink to the reference": (links(ALPHA, f"../../../{SOLUTION}"), "is a symbolic link"),
    "symlink out of the clone": (links(ALPHA, "/etc/passwd"), "is a symbolic link"),
    "symlink for its folder": (links(f"{SECTION}/alpha_kata", "../../elsewhere"), "`alpha_kata` is a symbolic link"),
    "symlink for its section": (links(SECTION, "../elsewhere"), "`02_advanced_python` is a symbolic link"),
    "folder": (moves(ALPHA, f"{ALPHA}/x.py"), "is a folder"),
    "named pipe": (named_pipe, "is a named pipe"),
}


@pytest.mark.parametrize("what", SUBMITTED)
def test_a_file_that_is_not_plain_fails_and_is_not_followed(what: str, forked: Forked) -> None:
    change, problem = SUBMITTED[what]
    put(forked.head, "elsewhere/alpha_kata.py", ATTEMPT)
    put(forked.base, "elsewhere/alpha_kata.py", ATTEMPT)
    change(forked)

    assert forked.ci("--github") == (5 if "symlink" in what else 1)

    assert forked.statuses["alpha_kata"] == "failed"
    (check,) = result_of(forked, "alpha_kata")["checks"]
    assert check["name"] == "import"
    assert problem in check["message"]
    assert f"::error file={ALPHA}," in forked.printed


def test_a_renamed_submission_is_untouched(forked: Forked) -> None:
    moves(ALPHA, f"{SECTION}/alpha_kata/solution.py")(forked)

    assert forked.ci() == 0

    assert forked.statuses == {"alpha_kata": "untouched"}


def test_a_stub_put_back_is_untouched(forked: Forked) -> None:
    put(forked.base, ALPHA, ATTEMPT)

    assert forked.ci() == 0

    assert forked.statuses == {"alpha_kata": "untouched"}


def test_a_solution_that_the_base_has_already_is_not_graded_again(forked: Forked) -> None:
    put(forked.base, ALPHA, ATTEMPT)
    forked.write(ALPHA, ATTEMPT)
    forked.write(BETA, ATTEMPT)

    assert forked.ci() == 0

    assert forked.statuses == {"beta_kata": "passed"}


@pytest.fixture
def old(forked: Forked) -> Forked:
    """Return a head that left the base before `beta_kata` was written and the grader was mended."""
    forked.remove(f"{SECTION}/beta_kata")
    forked.write("graders/verdict.py", "# an old one\n")
    make = forked.folder / "fork"
    make.mkdir()
    for path in forked.head.rglob("*"):
        if path.is_file():
            put(make, path.relative_to(forked.head).as_posix(), path.read_bytes())
    forked.write(ALPHA, ATTEMPT)
    return forked


def test_an_old_fork_is_compared_with_where_it_left_and_graded_by_the_base(old: Forked) -> None:
    assert old.ci("--fork-point", "fork") == 0

    assert old.statuses == {"alpha_kata": "passed"}
    assert old.touched == set()


def test_an_old_fork_alone_cannot_be_told_from_tampering(old: Forked) -> None:
    assert old.ci() == 5

    assert old.statuses == {"alpha_kata": "passed"}, "a kata that the head does not have is untouched, and not listed"
    assert ("changed", "graders/verdict.py") in old.touched
    assert "note: 1 kata of the base has no file in the head: untouched" in old.printed


def test_tampering_of_an_old_fork_is_told_from_its_age(old: Forked) -> None:
    old.write(HIDDEN_FILE, ALWAYS)

    assert old.ci("--fork-point", "fork") == 5

    assert old.touched == {("changed", HIDDEN_FILE)}


def test_what_use_has_left_in_the_base_is_no_change(forked: Forked) -> None:
    for path in ("graders/__pycache__/verdict.pyc", ".nox/x/y.py", ".venvs/z.py", ".grades/latest.json", ".git/HEAD"):
        put(forked.base, path, "made\n")
    forked.write(".git", "gitdir: elsewhere\n")

    assert forked.ci() == 0

    assert forked.touched == set()


def test_nothing_is_left_in_either_tree(forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT)
    before = sorted(forked.folder.rglob("*"))

    forked.ci()

    assert sorted(forked.folder.rglob("*")) == sorted([*before, forked.folder / "report.json"])


def test_it_is_strict_sandboxed_and_not_cached(forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT)

    forked.ci()
    forked.ci()

    assert [plan.require for plan in forked.judge.plans] == [Sandbox.LANDLOCK] * 2
    assert [len(plan.jobs) for plan in forked.judge.plans] == [1, 1]


def test_a_weak_sandbox_is_refused(forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT)
    forked.judge.held = Held(layer=Sandbox.AUDIT)

    assert forked.ci() == 2

    assert "the sandbox here is only `audit`" in forked.complained


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.PASSED, 5),
        (Status.FAILED, 5),
        (Status.UNDECIDED, 5),
        (Status.UNAVAILABLE, 5),
        (Status.GRADER_ERROR, 3),
    ],
)
def test_the_grader_s_own_fault_comes_before_the_review(status: Status, code: int, forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT)
    forked.write("noxfile.py", "# mine\n")
    forked.judge.right = status

    assert forked.ci() == code


@pytest.mark.parametrize(
    ("status", "code"), [(Status.FAILED, 1), (Status.UNDECIDED, 4), (Status.UNAVAILABLE, 4), (Status.GRADER_ERROR, 3)]
)
def test_without_tampering_the_code_is_that_of_strict_grading(status: Status, code: int, forked: Forked) -> None:
    forked.write(ALPHA, ATTEMPT)
    forked.judge.right = status

    assert forked.ci() == code


def test_a_broken_kata_of_the_base_comes_before_the_review(forked: Forked) -> None:
    put(forked.base, f"{SECTION}/beta_kata/kata.toml", "schema = 1\n")
    forked.write(ALPHA, ATTEMPT)

    assert forked.ci() == 2

    assert forked.statuses == {"alpha_kata": "passed"}
    assert ("changed", f"{SECTION}/beta_kata/kata.toml") in forked.touched


@pytest.mark.parametrize("words", [("--head", "nowhere"), ("--head", "base/katas"), ("--fork-point", "head")])
def test_trees_that_are_not_beside_each_other_are_refused(words: tuple[str, str], forked: Forked) -> None:
    assert forked.ci(*words) == 2

    assert forked.complained.count("\n") == 2
    assert "kata ci --base" in forked.complained
