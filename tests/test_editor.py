"""The files for editors parse, and what they name exists: commands, sessions, folders, extensions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from graders.cli.parser import build
from tests.test_docs import ROOT, defined_sessions, named_sessions

FILES = [".vscode/tasks.json", ".vscode/settings.json", ".vscode/extensions.json", ".devcontainer/devcontainer.json"]
HIDDEN = {"hidden", "__pycache__"}
OPEN = "katas/02_advanced_python/ttl_memo/ttl_memo.py"
VARIABLES = {"${relativeFile}": OPEN}


def content(name: str) -> Any:
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


def tasks() -> list[dict[str, Any]]:
    return list(content(".vscode/tasks.json")["tasks"])


@pytest.mark.parametrize("name", FILES)
def test_git_keeps_it(name: str) -> None:
    assert content(name)
    ignored = subprocess.run(["git", "check-ignore", "-q", "--no-index", name], cwd=ROOT, check=False)
    assert ignored.returncode != 0


def words(task: dict[str, Any]) -> list[str]:
    found = [VARIABLES.get(word, word) for word in task["args"]]
    assert not [word for word in found if "${" in word], "a variable that the test does not know"
    return found


@pytest.mark.parametrize("task", tasks(), ids=lambda task: task["label"])
def test_a_task_is_a_command_that_exists(task: dict[str, Any]) -> None:
    if task["command"] == "nox":
        assert named_sessions(" ".join(["nox", *words(task)])) <= defined_sessions()
    else:
        assert task["command"] == ".venv/bin/kata"
        build().parse_args(words(task))


def test_the_test_task_grades_the_open_kata() -> None:
    (task,) = [task for task in tasks() if task.get("group", {}).get("isDefault")]

    graded = subprocess.run(
        [sys.executable, "-m", "graders.cli", "list", *words(task)[1:]],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert words(task)[0] == "grade"
    assert re.findall(r"^  (\w+)  +\d", graded.stdout, flags=re.MULTILINE) == ["ttl_memo"]


@pytest.mark.parametrize("setting", ["files.exclude", "search.exclude"])
def test_what_would_spoil_is_out_of_sight(setting: str) -> None:
    patterns = content(".vscode/settings.json")[setting]
    unseen = {path for pattern, on in patterns.items() if on for path in ROOT.glob(pattern)}

    assert ROOT / "solutions" in unseen
    assert set(ROOT.glob("katas/*/*/hidden")) <= unseen
    assert not [path for path in unseen if path.is_relative_to(ROOT / "katas") and path.name not in HIDDEN]


def test_the_test_explorer_shows_the_examples_and_nothing_hidden() -> None:
    arguments = content(".vscode/settings.json")["python.testing.pytestArgs"]

    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    # A stub that raises where its class is used has examples that cannot be collected yet; the explorer shows the file.
    files = set(re.findall(r"^(?:ERROR )?(katas/\S+/test_\w+\.py)", collected.stdout, flags=re.MULTILINE))
    # Tests beside a stub are the learner's own.
    shown = [*ROOT.glob("katas/*/*/examples/test_*.py"), *ROOT.glob("katas/*/*/test_*.py")]
    assert files == {path.relative_to(ROOT).as_posix() for path in shown}


def test_the_container_makes_what_the_tasks_call() -> None:
    container = content(".devcontainer/devcontainer.json")

    assert named_sessions(container["postCreateCommand"]) == {"dev"}
    assert re.fullmatch(r"python:3\.1[1-4]-\w+", container["image"])
    extensions = container["customizations"]["vscode"]["extensions"]
    assert extensions == content(".vscode/extensions.json")["recommendations"]
