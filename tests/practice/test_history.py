"""The history survives what happens to files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.model import BudgetResult, BudgetStatus, KataResult, Metric, Status
from graders.practice.history import FILE, Entry, Event, add, gradings, read

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def graded(kata: str, at: datetime = NOW, status: Status = Status.FAILED, sha256: str = "a") -> Entry:
    return Entry(at=at, kata=kata, event=Event.GRADED, status=status, sha256=sha256)


def result(status: Status) -> KataResult:
    budget = BudgetResult(workload="w", metric=Metric.TIME_RATIO, limit=2.5, status=BudgetStatus.WITHIN, value=1.23456)
    return KataResult(id="k", section="01_core_python", title="t", status=status, score=0.5, budgets=(budget,))


def test_what_was_added_is_read(tmp_path: Path) -> None:
    entries = (graded("a", NOW - timedelta(days=1)), Entry(at=NOW, kata="b", event=Event.HINT))

    assert add(tmp_path / "new", entries[:1]) == ""
    assert add(tmp_path / "new", entries[1:]) == ""

    assert read(tmp_path / "new", NOW).entries == entries


def test_no_history_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == read(tmp_path / "nowhere")
    assert read(tmp_path).entries == ()
    assert read(tmp_path).note == ""


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"at":"2026-01-01T00:00:00Z","kata":"k"}',
        b'{"at":"2026-01-01T00:00:00Z","kata":"k","event":"dreamt"}',
        b'{"at":"2026-01-01T00:00:00Z","kata":"k","event":"graded"}',
        b'{"at":"2026-01-01T00:00:00","kata":"k","event":"hint"}',
        b'{"at":"0001-01-01T00:00:00+14:00","kata":"k","event":"hint"}',
        b"\0" * 100,
        b"[" * 100_000,
    ],
)
def test_a_line_that_is_no_entry_is_left_out_with_a_note(line: bytes, tmp_path: Path) -> None:
    add(tmp_path, [graded("a")])
    with (tmp_path / FILE).open("ab") as file:
        file.write(line + b"\n")
    add(tmp_path, [graded("b")])

    history = read(tmp_path, NOW)

    assert [entry.kata for entry in history.entries] == ["a", "b"]
    assert history.note == f"1 line of `{FILE}` cannot be read and is left out: line 2 first"


def test_half_a_line_does_not_take_the_next_with_it(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"at":"2026-01-0')

    add(tmp_path, [graded("a")])

    assert [entry.kata for entry in read(tmp_path, NOW).entries] == ["a"]


@given(content=st.binary(max_size=200), place=st.integers(0, 3))
def test_no_content_keeps_an_entry_from_being_added(
    content: bytes, place: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("grades")
    (folder / FILE).write_bytes(content)

    add(folder, [graded(f"kata_{place}")])

    assert read(folder, NOW).entries[-1].kata == f"kata_{place}"


def test_a_field_of_a_later_version_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"at":"2026-01-01T00:00:00Z","kata":"k","event":"hint","mood":"good"}\n')

    assert len(read(tmp_path, NOW).entries) == 1


def test_what_lies_in_the_future_is_of_now(tmp_path: Path) -> None:
    add(tmp_path, [graded("a", NOW + timedelta(days=4000))])

    assert read(tmp_path, NOW).entries[0].at == NOW


def test_entries_are_in_the_order_of_time(tmp_path: Path) -> None:
    add(tmp_path, [graded("late"), graded("early", NOW - timedelta(days=1))])

    assert [entry.kata for entry in read(tmp_path, NOW).entries] == ["early", "late"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()

    assert add(tmp_path, [graded("a")]).startswith(f"`{FILE}` was not written")
    assert read(tmp_path).note.startswith(f"`{FILE}` cannot be read")


def test_a_grading_is_kept_with_its_figures(tmp_path: Path) -> None:
    (entry,) = gradings([result(Status.PASSED)], {"k": "abc"}, read(tmp_path), NOW)

    assert (entry.status, entry.sha256, entry.values) == (Status.PASSED, "abc", {"w": 1.2346})


@pytest.mark.parametrize("status", [Status.UNTOUCHED, Status.UNAVAILABLE, Status.GRADER_ERROR])
def test_what_says_nothing_about_the_learner_is_no_practice(status: Status, tmp_path: Path) -> None:
    assert gradings([result(status)], {}, read(tmp_path), NOW) == ()


def test_the_same_files_with_the_same_verdict_are_kept_once(tmp_path: Path) -> None:
    def grade(status: Status, sha256: str) -> None:
        add(tmp_path, gradings([result(status)], {"k": sha256}, read(tmp_path, NOW), NOW))

    grade(Status.FAILED, "a")
    grade(Status.FAILED, "a")
    add(tmp_path, [Entry(at=NOW, kata="k", event=Event.HINT)])
    grade(Status.FAILED, "a")
    grade(Status.FAILED, "b")
    grade(Status.PASSED, "b")
    add(tmp_path, [Entry(at=NOW, kata="k", event=Event.RESET)])
    grade(Status.PASSED, "b")

    kept = [(entry.status, entry.sha256) for entry in read(tmp_path, NOW).entries if entry.event is Event.GRADED]
    assert kept == [("failed", "a"), ("failed", "b"), ("passed", "b"), ("passed", "b")]
