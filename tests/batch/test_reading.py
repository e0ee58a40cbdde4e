"""A submission is read wherever the rules of a workspace let it lie, and nothing else of it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graders.batch.reading import Opened, Reader
from graders.batch.sources import Source, sources, suffix
from graders.model import Kata, Submission
from tests.batch.conftest import NAME, RIGHT, places, write_files, write_tar


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "handed_in"
    folder.mkdir()
    return folder


def read(katas: tuple[Kata, ...], folder: Path, *, only: bool = False) -> dict[str, Submission | str]:
    """Return what each submission has of the first kata, or why it is refused."""
    space = folder.parent / "space"
    space.mkdir(exist_ok=True)
    found: dict[str, Submission | str] = {}
    with Reader(katas, folder / "no-stubs", space, only=only) as reader:
        for source in sources(folder):
            with reader.opened(source) as opened:
                found[source.name] = opened.read(katas[0]) if isinstance(opened, Opened) else opened
    assert list(space.iterdir()) == []
    return found


def test_folders_forks_and_archives_are_the_same(katas: tuple[Kata, ...], handed_in: Path) -> None:
    for number, path in enumerate(places()):
        write_files(handed_in / f"folder{number}", path)
        write_tar(handed_in / f"tar{number}.tgz", (path, RIGHT.encode()), mode="w:gz")
        write_tar(handed_in / f"packed{number}.tar", (f"repo-main/{path}", RIGHT.encode()))

    found = read(katas, handed_in)

    assert len(found) == 9
    assert all(isinstance(one, Submission) and one.files == {f"{NAME}.py": RIGHT} for one in found.values())


def test_files_at_the_top_are_those_of_the_one_kata_that_is_named(katas: tuple[Kata, ...], handed_in: Path) -> None:
    write_files(handed_in / "folder", f"{NAME}.py")
    write_tar(handed_in / "tar.tar", (f"{NAME}.py", RIGHT.encode()))
    write_tar(handed_in / "packed.tar", (f"me/{NAME}.py", RIGHT.encode()))

    for only in (True, False):
        found = read(katas[:1] if only else katas, handed_in, only=only)
        assert [one.untouched for one in found.values() if isinstance(one, Submission)] == [not only] * 3


def test_grades_inside_a_submission_are_not_read(katas: tuple[Kata, ...], handed_in: Path) -> None:
    write_files(handed_in / "anna", f".grades/{NAME}/{NAME}.py")
    write_tar(handed_in / "bert.tar", (f".grades/{NAME}/{NAME}.py", RIGHT.encode()), ("README.md", b"hi"))
    write_files(handed_in / "carl", f"{NAME}/{NAME}.py")
    fake = handed_in / "carl" / ".grades" / "latest.json"
    fake.parent.mkdir()
    os.mkfifo(fake)  # whoever opens it waits for ever

    found = read(katas, handed_in)

    assert {name: one.untouched for name, one in found.items() if isinstance(one, Submission)} == {
        "anna": True,
        "bert": True,
        "carl": False,
    }


def test_a_file_that_cannot_be_graded_is_that_katas_failure(katas: tuple[Kata, ...], handed_in: Path) -> None:
    file = write_files(handed_in / "anna", f"{NAME}/{NAME}.py") / NAME / f"{NAME}.py"
    file.write_bytes(b"name = '\xe9'\n")
    (write_files(handed_in / "bert", f"{NAME}/x") / NAME / f"{NAME}.py").symlink_to("/etc/passwd")

    found = read(katas, handed_in)

    problems = [one.problem for one in found.values() if isinstance(one, Submission)]
    assert "not UTF-8" in problems[0]
    assert "symbolic link" in problems[1]
    assert "kata grade" not in "".join(problems)


def test_what_is_no_submission_is_told(handed_in: Path) -> None:
    write_files(handed_in, "notes.txt", ".hidden/x", "bare/HEAD", "bare/objects/x", "bare/refs/x", "good/x")
    (handed_in / "link").symlink_to(handed_in / "good")
    (handed_in / "new\nline").mkdir()

    reasons = {source.name: source.refused for source in sources(handed_in)}

    assert reasons.pop("good") == ""
    assert set(reasons) == {"notes.txt", "bare", "link", "new\nline"}
    assert all(reasons.values())


def test_submissions_of_the_same_name_keep_their_endings(handed_in: Path) -> None:
    write_files(handed_in, "anna/x", "anna.zip", "bert.tar.gz", "cora.ZIP")

    assert [source.name for source in sources(handed_in)] == ["anna", "anna.zip", "bert", "cora"]


@pytest.mark.parametrize(
    ("name", "end"), [("a.tar.gz", ".tar.gz"), ("a.TGZ", ".TGZ"), (".zip", ""), ("zip", ""), ("a.py", "")]
)
def test_an_ending_says_what_an_archive_is(name: str, end: str) -> None:
    assert suffix(name) == end


def test_a_refused_source_is_not_opened(katas: tuple[Kata, ...], tmp_path: Path) -> None:
    with (
        Reader(katas, tmp_path, tmp_path, only=False) as reader,
        reader.opened(Source(name="x", path=tmp_path / "nowhere", refused="why")) as opened,
    ):
        assert opened == "why"
