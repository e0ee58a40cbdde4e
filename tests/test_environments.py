"""Environments of groups: built once from their locks, again when a lock changes, and said so when they cannot be."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from graders.environments import CORE, Environments, NotBuilt, packages

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
NO_LOCK = {"core", "batch", "seal", "clients", "static", "tests", "lint", "workflows", "dev"}


@pytest.fixture
def here(tmp_path: Path) -> Environments:
    """Return the environments of a catalogue that has one group, which needs nothing."""
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "tiny.txt").write_text("# nothing\n", encoding="utf-8")
    return Environments(tmp_path)


def test_core_needs_no_environment(here: Environments) -> None:
    assert here.python(CORE) == sys.executable
    assert packages(CORE) == ()
    assert not (here.root / ".venvs").exists()


def test_a_group_is_built_once_and_has_the_engine_and_nothing_from_beside_it(here: Environments) -> None:
    python = here.python("tiny")
    stamp = here.folder("tiny") / "built.sha256"
    before = stamp.stat().st_mtime_ns

    assert here.python("tiny") == python
    assert stamp.stat().st_mtime_ns == before
    code = "import importlib.util as u, graders; print(graders, u.find_spec('pytest'), u.find_spec('tests'))"
    said = subprocess.run([python, "-P", "-s", "-c", code], cwd="/", capture_output=True, text=True, check=True).stdout
    assert said.split()[-2:] == ["None", "None"]


def test_an_environment_is_known_to_the_interpreter_of_another_group_too(here: Environments) -> None:
    python = here.python("tiny")

    code = "import pathlib, sys; from graders.environments import Environments as Here; "
    code += "print(Here(pathlib.Path(sys.argv[1])).built('tiny'))"
    command = [python, "-P", "-s", "-c", code, str(here.root)]
    said = subprocess.run(command, cwd="/", capture_output=True, text=True, check=True).stdout

    assert said.strip() == str(here.folder("tiny"))


@pytest.mark.dear
def test_a_changed_lock_and_a_moved_clone_are_built_anew(here: Environments, tmp_path: Path) -> None:
    folder = here.build("tiny")
    assert here.built("tiny") == folder

    (tmp_path / "locks" / "tiny.txt").write_text("# another\n", encoding="utf-8")

    assert here.built("tiny") is None


@pytest.mark.dear
def test_what_cannot_be_installed_is_said_with_the_installers_words(here: Environments, tmp_path: Path) -> None:
    (tmp_path / "locks" / "tiny.txt").write_text(
        "./no_such_wheel.whl --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8"
    )

    with pytest.raises(NotBuilt, match=r"group `tiny`, which cannot be installed\n.*no_such_wheel(.|\n)*"):
        here.build("tiny")

    assert here.built("tiny") is None


def test_a_group_without_a_lock_is_named(here: Environments) -> None:
    with pytest.raises(NotBuilt, match="it needs the dependency group `none_such`"):
        here.build("none_such")


def test_every_group_of_katas_and_servers_has_a_lock() -> None:
    assert {file.stem for file in LOCKS} == set(GROUPS) - NO_LOCK


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.stem)
def test_a_lock_has_a_hash_for_every_pin_and_names_no_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text).strip())

    assert not re.search(r"https?:|//|--(extra-)?index-url|--find-links", text)
    assert all(re.match(r"[a-zA-Z0-9._-]+==\S+( ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}", pin) for pin in pins)
    assert not re.search(r"^(nvidia|triton|cuda)", text, re.MULTILINE)


@pytest.mark.parametrize("group", [name for name in GROUPS if name not in NO_LOCK and not name.startswith("server-")])
def test_the_lock_of_a_kata_group_holds_the_judge_too(group: str) -> None:
    text = (ROOT / "locks" / f"{group}.txt").read_text(encoding="utf-8")

    for name in ("pytest", "hypothesis", "pytest-benchmark", "pytest-timeout", "msgspec"):
        assert re.search(rf"^{name}==", text, re.MULTILINE), name
