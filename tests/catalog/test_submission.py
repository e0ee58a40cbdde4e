"""What is read of a learner's files, and what is refused."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from graders.catalog import read_submission
from graders.model import Kata

SOLVED = "def add(a, b):\n    return a + b\n"


def test_the_text_is_read(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").write_text(SOLVED, encoding="utf-8")

    submission = read_submission(workspace, kata, None)

    assert (submission.files, submission.untouched, submission.problem) == ({"adder.py": SOLVED}, False, "")


def test_line_ends_and_a_byte_order_mark_make_no_other_submission(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").write_text(SOLVED, encoding="utf-8")
    plain = read_submission(workspace, kata, None)
    (workspace / "adder.py").write_bytes(b"\xef\xbb\xbf" + SOLVED.replace("\n", "\r\n").encode())

    assert read_submission(workspace, kata, None) == plain


def test_other_text_has_another_hash(workspace: Path, kata: Kata) -> None:
    hashes = set()
    for text in [SOLVED, SOLVED + "\n", SOLVED.replace("a", "c")]:
        (workspace / "adder.py").write_text(text, encoding="utf-8")
        hashes.add(read_submission(workspace, kata, None).sha256)

    assert len(hashes) == 3


def test_a_hash_stays_the_same_between_releases(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").write_text("x = 1\n", encoding="utf-8")

    assert read_submission(workspace, kata, None).sha256 == sha256(b"8 adder.py 6 x = 1\n").hexdigest()


def test_a_missing_file_is_untouched(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").unlink()

    assert read_submission(workspace, kata, None).untouched
    assert read_submission(workspace / "nowhere", kata, None).untouched
    assert read_submission(None, kata, None).untouched


def test_the_problem_says_what_where_and_what_to_type(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").write_text("", encoding="utf-8")

    assert read_submission(workspace, kata, None).problem == (
        "`adder.py` is empty: write your solution, or begin again with `kata reset adder`\n"
        f"in {workspace}\n"
        "kata grade adder"
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b" \n\n", "is empty: write"),
        (b"\xef\xbb\xbf", "is empty: write"),
        (b"x = 1\ny = '\0'\n", "has a null byte in line 2: remove it"),
        (b"x = 1\n# caf\xe9\n", "is not UTF-8: line 2 has the byte 0xe9: save it as UTF-8"),
        ("x = 1".encode("utf-16"), "is not UTF-8: line 1 has the byte 0xff: save it as UTF-8"),
        (b"x" * 10_000_000, "is larger than 256 KiB: make it smaller"),
        (b"# -*- coding: latin-1 -*-\n", "says at its top that its encoding is not UTF-8: remove that line"),
        (b"#!python\n# vim: set fileencoding=klingon :\n", "says at its top that its encoding is not UTF-8: remove"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "says at its top that its encoding is not UTF-8: remove that line"),
    ],
)
def test_a_bad_file_is_a_problem(workspace: Path, kata: Kata, content: bytes, problem: str) -> None:
    (workspace / "adder.py").write_bytes(content)

    submission = read_submission(workspace, kata, None)

    assert submission.problem.startswith(f"`adder.py` {problem}")
    assert (submission.files, submission.untouched) == ({}, False)


@pytest.mark.parametrize(
    "content",
    [
        b"def add(:\n",
        b"# coding: UTF8\n",
        b"# -*- coding: utf-8-unix -*-\n",
        b"x = 1\n\n# coding: latin-1\n",
        b"x = '\x0c\x1b'",
    ],
)
def test_what_python_itself_can_judge_is_no_problem(workspace: Path, kata: Kata, content: bytes) -> None:
    (workspace / "adder.py").write_bytes(content)

    assert not read_submission(workspace, kata, None).problem


def test_a_link_is_not_followed(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").rename(workspace / "real.py")
    (workspace / "adder.py").symlink_to("real.py")

    problem = read_submission(workspace, kata, None).problem

    assert problem.startswith("`adder.py` is a symbolic link: put a plain file in its place\n")


def test_a_dangling_link_is_not_a_missing_file(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").unlink()
    (workspace / "adder.py").symlink_to("nowhere")

    assert read_submission(workspace, kata, None).problem


def test_a_folder_a_pipe_and_a_socket_are_refused_at_once(workspace: Path, kata: Kata) -> None:
    file = workspace / "adder.py"
    file.unlink()

    file.mkdir()
    assert "is a folder: put a plain file" in read_submission(workspace, kata, None).problem
    file.rmdir()
    os.mkfifo(file)
    assert "is a named pipe: put a plain file" in read_submission(workspace, kata, None).problem
    file.unlink()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(file))
        assert "is a socket: put a plain file" in read_submission(workspace, kata, None).problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_problem(workspace: Path, kata: Kata) -> None:
    (workspace / "adder.py").chmod(0)

    assert "cannot be read (Permission denied)" in read_submission(workspace, kata, None).problem


def test_several_files_are_one_submission(workspace: Path, two_files: Kata) -> None:
    (workspace / "sql").mkdir()
    (workspace / "sql" / "load.sql").write_text("select 1;\r\n", encoding="utf-8")

    submission = read_submission(workspace, two_files, None)

    assert (submission.untouched, submission.problem) == (False, "")
    assert submission.files["sql/load.sql"] == "select 1;\n"


def test_a_file_that_is_empty_as_shipped_may_stay_empty(workspace: Path, two_files: Kata) -> None:
    (workspace / "adder.py").write_text(SOLVED, encoding="utf-8")
    (workspace / "sql").mkdir()
    (workspace / "sql" / "load.sql").touch()

    assert not read_submission(workspace, two_files, None).problem


def test_a_second_file_that_is_missing_from_an_attempt_is_a_problem(workspace: Path, two_files: Kata) -> None:
    assert read_submission(workspace, two_files, None).untouched

    (workspace / "adder.py").write_text(SOLVED, encoding="utf-8")
    problem = read_submission(workspace, two_files, None).problem

    assert problem.startswith("`sql/load.sql` is missing: put it back with `kata reset adder`, or write it\n")


def test_a_linked_folder_below_the_kata_is_not_followed(tmp_path: Path, workspace: Path, two_files: Kata) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "load.sql").write_text("select 2;", encoding="utf-8")
    (workspace / "sql").symlink_to(tmp_path / "theirs")

    problem = read_submission(workspace, two_files, None).problem

    assert problem.startswith("`sql/load.sql` is out of reach, since `sql` is a symbolic link: put a plain folder in")


def test_many_files_have_a_limit_together(workspace: Path, kata: Kata) -> None:
    names = ("adder.py", *(f"part_{i}.py" for i in range(5)))
    for name in names:
        (workspace / name).write_text("#" * 200_000, encoding="utf-8")
    facts = replace(kata.facts, submit=names, stub_sha256=dict.fromkeys(names, "0" * 64))

    problem = read_submission(workspace, replace(kata, facts=facts), None).problem

    assert problem.startswith("the files together are larger than 1024 KiB: make them smaller\n")


def test_no_descriptor_stays_open(workspace: Path, two_files: Kata) -> None:
    before = len(list(Path("/dev/fd").iterdir()))

    for _ in range(5):
        read_submission(workspace, two_files, None)

    assert len(list(Path("/dev/fd").iterdir())) == before
