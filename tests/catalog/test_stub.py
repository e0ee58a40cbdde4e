"""What counts as untouched, and where a stub's text is found."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from graders.catalog import keep_stub, read_submission, stub_text, text_sha256
from graders.model import Kata

COMMENTED = "# my notes\ndef add (a, b):\n    '''Return the sum.'''\n\n    raise NotImplementedError"


def untouched(workspace: Path, kata: Kata, text: str, stubs: Path | None = None) -> bool:
    (workspace / "adder.py").write_bytes(text.encode())
    return read_submission(workspace, kata, stubs).untouched


@pytest.fixture
def stub(workspace: Path) -> str:
    return (workspace / "adder.py").read_text(encoding="utf-8")


def edit_catalogue(kata: Kata) -> None:
    (kata.folder / "adder.py").write_text("def add(a, b):\n    return a + b\n", encoding="utf-8")


def test_the_stub_is_untouched_whatever_its_line_ends(workspace: Path, kata: Kata, stub: str) -> None:
    assert untouched(workspace, kata, stub)
    assert untouched(workspace, kata, "\ufeff" + stub.replace("\n", "\r\n"))


def test_layout_and_comments_touch_nothing(workspace: Path, kata: Kata) -> None:
    assert untouched(workspace, kata, COMMENTED)


@pytest.mark.parametrize(
    ("old", "new"), [("a, b", "a, c"), ("Return the", "Give the"), ("raise ", "return "), ("def", "de")]
)
def test_any_other_change_is_an_attempt(workspace: Path, kata: Kata, stub: str, old: str, new: str) -> None:
    assert not untouched(workspace, kata, stub.replace(old, new))


def test_only_python_is_compared_by_its_syntax(workspace: Path, two_files: Kata) -> None:
    (workspace / "sql").mkdir()
    (workspace / "sql" / "load.sql").write_text("-- a comment\n", encoding="utf-8")

    assert not read_submission(workspace, two_files, None).untouched


def test_a_copy_of_the_stub_is_used_when_its_file_was_edited(
    tmp_path: Path, workspace: Path, kata: Kata, stub: str
) -> None:
    edit_catalogue(kata)
    assert not untouched(workspace, kata, COMMENTED, tmp_path / "stubs")

    keep_stub(stub.replace("\n", "\r\n"), kata, "adder.py", tmp_path / "stubs")

    assert untouched(workspace, kata, COMMENTED, tmp_path / "stubs")
    assert stub_text(kata, "adder.py", tmp_path / "stubs") == stub


def test_nothing_but_the_stub_is_kept(tmp_path: Path, kata: Kata, stub: str) -> None:
    keep_stub("x = 1\n", kata, "adder.py", tmp_path / "stubs")

    assert not (tmp_path / "stubs").exists()


def test_a_copy_that_is_not_the_stub_is_not_believed(tmp_path: Path, workspace: Path, kata: Kata, stub: str) -> None:
    edit_catalogue(kata)
    keep_stub(stub, kata, "adder.py", tmp_path / "stubs")
    (copy,) = (tmp_path / "stubs").rglob("adder.py")
    copy.write_text(stub.replace("a, b", "a"), encoding="utf-8")

    assert stub_text(kata, "adder.py", tmp_path / "stubs") is None
    keep_stub(stub, kata, "adder.py", tmp_path / "stubs")
    assert stub_text(kata, "adder.py", tmp_path / "stubs") == stub


@pytest.mark.parametrize(
    "text",
    [
        "(" * 60_000,
        "-" * 60_000 + "1",
        "a" + ".b" * 30_000,
        "1" + "+1" * 30_000,
        "lambda: " * 8_000 + "1",
        "x = " + "9" * 9_000,
        "if 1: pass\n" + "elif 1: pass\n" * 4_000,
        "x = '\\d'\n",
        "#" * 200_000,
    ],
)
def test_hostile_source_is_an_attempt_at_once(workspace: Path, kata: Kata, text: str) -> None:
    assert not untouched(workspace, kata, text)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=clean, check=True, capture_output=True)


def test_the_stub_is_found_in_git_when_it_is_nowhere_else(kata: Kata, stub: str) -> None:
    root = kata.folder.parents[2]
    git(root, "init")
    for text in ["x = 1\n", stub.replace("\n", "\r\n"), "y = 1\n"]:
        (kata.folder / "adder.py").write_bytes(text.encode())
        git(root, "add", ".")
        git(root, "commit", "-m", "one more")

    assert stub_text(kata, "adder.py", None) == stub


def test_a_stub_that_is_nowhere_is_none(kata: Kata) -> None:
    edit_catalogue(kata)
    assert stub_text(kata, "adder.py", None) is None

    git(kata.folder.parents[2], "init")
    assert stub_text(kata, "adder.py", None) is None


def test_the_model_katas_hash_is_that_of_its_text(kata: Kata, stub: str) -> None:
    assert text_sha256(stub) == kata.facts.stub_sha256["adder.py"]
