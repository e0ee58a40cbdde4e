"""What actionlint and zizmor (`nox -s workflows`) do not know of our workflows: their promises in docs/ci.md."""

from __future__ import annotations

import os
import re
import subprocess
import textwrap
from pathlib import Path

import pytest

from graders.ci.protected import is_protected
from graders.ci.trees import MADE, scan
from graders.cli.parser import build
from tests.test_docs import ROOT, defined_sessions, named_sessions

GRADE = (ROOT / ".github/workflows/grade.yml").read_text(encoding="utf-8")
ENGINE = (ROOT / ".github/workflows/engine.yml").read_text(encoding="utf-8")
GITLAB = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
WORKFLOWS = {"grade": GRADE, "engine": ENGINE}
PROTECTED = (
    *(".github", ".ci", ".gitlab-ci.yml", "graders", "tests", "conftest.py", "noxfile.py", "tox.ini"),
    *("pyproject.toml", ".gitattributes", "locks", "solutions", "katas/01_core_python/exact_money/hidden"),
    *("katas/01_core_python/exact_money/examples", "katas/01_core_python/exact_money/kata.toml"),
)


def code(text: str) -> str:
    """Return a workflow without its comments, but with those on a line of code."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("text", WORKFLOWS.values(), ids=WORKFLOWS)
def test_actions_are_pinned_by_commit_and_one_version_each(text: str) -> None:
    uses = re.findall(r"uses: (\S+)(.*)", code(text))

    assert uses
    for action, comment in uses:
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)
    pins = {(action.split("@")[0].split("/")[1], action.split("@")[1]) for action, _ in uses}
    assert len(pins) == len({name for name, _ in pins})


def test_both_workflows_pin_the_same_commits() -> None:
    pins = set(re.findall(r"uses: actions/([\w-]+)\S*@(\w{40})", GRADE + ENGINE))

    assert len(pins) == len({name for name, _ in pins})


@pytest.mark.parametrize("text", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_can_write_nothing_and_has_no_secret(text: str) -> None:
    text = code(text)

    assert "\npermissions: {}\n" in text
    assert set(re.findall(r"^ +([\w-]+): (?:read|write|none)(?:-all)?$", text, flags=re.MULTILINE)) == {"contents"}
    assert "contents: write" not in text
    assert "secrets" not in text
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert text.count("runs-on:") == text.count("timeout-minutes:")
    assert re.search(r"^concurrency:\n  group: .+\n  cancel-in-progress: true$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("text", [GRADE, ENGINE, GITLAB], ids=["grade", "engine", "gitlab"])
def test_no_host_is_named(text: str) -> None:
    assert "://" not in text
    assert not re.search(r"index-url|extra-index|registry", text)


def test_the_grading_jobs_save_no_cache() -> None:
    assert "actions/cache/restore@" in GRADE
    assert not re.search(r"actions/cache(/save)?@|enable-cache|cache: ", GRADE)


def test_no_job_of_the_engine_runs_in_a_fork() -> None:
    jobs = re.split(r"\n  (?=\w+:\n)", ENGINE.split("\njobs:")[1])[1:]

    assert len(jobs) > 1
    assert all("!github.event.repository.fork }}" in job for job in jobs)


@pytest.mark.parametrize("text", [GRADE, ENGINE, GITLAB], ids=["grade", "engine", "gitlab"])
def test_what_is_run_can_be_typed(text: str) -> None:
    text = re.sub(r"\\?\n +(?=--json)", " ", text)

    assert named_sessions(text) <= defined_sessions()
    for words in re.findall(r"nox -s ci -- ([^\n]+)", text):
        build().parse_args(["ci", *words.split()])


@pytest.mark.parametrize("text", [GRADE, GITLAB], ids=["grade", "gitlab"])
def test_python_never_imports_from_the_folder_of_a_change(text: str) -> None:
    """`python -m pip` in a checkout runs that checkout's `pip/`."""
    assert re.findall(r"python3? -\S+", text)
    assert set(re.findall(r"python3? -\S+", text)) == {"python -I"}
    assert "variables" not in GRADE
    assert set(re.findall(r"^    (\w+): ", GITLAB.partition("\ngrade:")[2], flags=re.MULTILINE)) == {"GIT_DEPTH"}


def script(name: str) -> str:
    """Return the script of the step of this name."""
    step = GRADE.split(f"- name: {name}\n")[1].split("\n      - ")[0]
    return textwrap.dedent(step.split("run: |\n")[1].split("\n      #")[0])


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """Return a folder with a checkout of a commit that merges a branch into a main which has gone on."""
    head = tmp_path / "head"
    head.mkdir()
    git(head, "init", "-q", "-b", "main")
    git(head, "commit", "-q", "--allow-empty", "-m", "first")
    git(head, "checkout", "-q", "-b", "work")
    git(head, "commit", "-q", "--allow-empty", "-m", "mine")
    git(head, "checkout", "-q", "main")
    git(head, "commit", "-q", "--allow-empty", "-m", "went on")
    git(head, "tag", "went-on")
    git(head, "merge", "-q", "--no-ff", "-m", "merge", "work")
    return tmp_path


@pytest.mark.parametrize(
    ("event", "before", "base"),
    [("pull_request", "", "went-on"), ("push", "went-on", "went-on"), ("push", "0" * 40, "HEAD")],
    ids=["pull request", "push", "first push"],
)
def test_the_base_is_what_was_merged_into(event: str, before: str, base: str, merged: Path) -> None:
    commits = {name: git(merged / "head", "rev-parse", name) for name in ("went-on", "HEAD")}
    environ = {
        **os.environ,
        "GITHUB_EVENT_NAME": event,
        "GITHUB_SHA": commits["HEAD"],
        "GITHUB_OUTPUT": str(merged / "output"),
        "BEFORE": commits.get(before, before),
    }

    subprocess.run(["bash", "-e", "-c", script("Find the base")], cwd=merged, env=environ, check=True)

    assert (merged / "output").read_text() == f"sha={commits[base]}\n"


@pytest.mark.parametrize("path", PROTECTED)
def test_what_decides_is_protected(path: str) -> None:
    assert (ROOT / path).exists()
    assert is_protected(f"{path}/x.py" if (ROOT / path).is_dir() else path)


def test_a_checkout_of_ours_has_nothing_that_is_taken_for_made_by_use(tmp_path: Path) -> None:
    """Whatever is skipped in a base could be changed unseen."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    parts = {part for path in tracked.split("\0") for part in path.split("/")}

    assert not parts & set(MADE)
    (tmp_path / "x.pyc").touch()
    assert scan(tmp_path, used=True) == {}
    assert set(scan(tmp_path, used=False)) == {"x.pyc"}
