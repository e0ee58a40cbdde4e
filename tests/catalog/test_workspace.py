"""Where a learner's files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.catalog import locate, read_submission
from graders.model import Kata

PLACES = ["katas/01_core_python/adder", "01_core_python/adder", "adder", "."]


def put(folder: Path, name: str = "adder.py") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("x = 1\n", encoding="utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_a_kata_is_found_at_each_place(tmp_path: Path, kata: Kata, place: str) -> None:
    put(tmp_path / "mine" / place)

    assert locate(tmp_path / "mine", kata, only=True) == tmp_path / "mine" / place


@pytest.mark.parametrize("first", [0, 1, 2])
def test_the_first_place_wins(tmp_path: Path, kata: Kata, first: int) -> None:
    for place in PLACES[first:]:
        put(tmp_path / "mine" / place)

    assert locate(tmp_path / "mine", kata, only=True) == tmp_path / "mine" / PLACES[first]


def test_the_workspace_itself_counts_when_one_kata_is_named(tmp_path: Path, kata: Kata) -> None:
    put(tmp_path / "mine")

    assert locate(tmp_path / "mine", kata, only=False) is None


def test_a_folder_without_the_submit_file_is_no_place(tmp_path: Path, kata: Kata) -> None:
    put(tmp_path / "mine" / PLACES[0], "notes.txt")
    put(tmp_path / "mine" / PLACES[2])

    assert locate(tmp_path / "mine", kata, only=False) == tmp_path / "mine" / PLACES[2]


def test_no_workspace_is_no_place(tmp_path: Path, kata: Kata) -> None:
    assert locate(tmp_path / "nowhere", kata, only=True) is None


def test_a_linked_section_that_leads_out_is_not_followed(tmp_path: Path, kata: Kata) -> None:
    put(tmp_path / "theirs" / "adder")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "01_core_python").symlink_to(tmp_path / "theirs")

    assert locate(tmp_path / "mine", kata, only=True) is None


def test_a_linked_kata_that_leads_out_is_refused(tmp_path: Path, kata: Kata) -> None:
    put(tmp_path / "theirs")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "adder").symlink_to(tmp_path / "theirs")

    submission = read_submission(locate(tmp_path / "mine", kata, only=True), kata, None)

    assert submission.problem.startswith("`adder.py` is out of reach, since `adder` is a symbolic link: put a plain")
    assert submission.files == {}


def test_a_link_within_the_workspace_is_followed(tmp_path: Path, kata: Kata) -> None:
    put(tmp_path / "mine" / "real")
    (tmp_path / "mine" / "adder").symlink_to("real")

    assert locate(tmp_path / "mine", kata, only=True) == tmp_path / "mine" / "real"


def test_a_loop_of_links_is_no_place(tmp_path: Path, kata: Kata) -> None:
    (tmp_path / "adder").symlink_to("adder")

    assert locate(tmp_path, kata, only=False) is None
