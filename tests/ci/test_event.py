"""Payloads of GitHub's events: what is read of them, and what is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.ci.event import read_event
from graders.model import GraderError

EVENTS = Path(__file__).with_name("events")


@pytest.mark.parametrize(
    ("name", "about", "pushed"),
    [
        ("own_fork", "pull request 3 at 0123456789", False),
        ("course", "pull request 12 at 0123456789", False),
        ("upstream", "pull request 45 from a fork at 0123456789", False),
        ("upstream_fork_deleted", "pull request 46 from a fork at 0123456789", False),
        ("push", "the push 89abcdef01..fedcba9876", True),
    ],
)
def test_an_event_is_told_in_a_few_words(name: str, about: str, *, pushed: bool) -> None:
    event = read_event(EVENTS / f"{name}.json")

    assert (event.about, event.pushed) == (about, pushed)


def test_without_an_event_nothing_is_known() -> None:
    assert (read_event(None).about, read_event(None).pushed) == ("the head", False)


@pytest.mark.parametrize("text", ['{"action": "started"}', "{}"])
def test_another_event_says_nothing(text: str, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_text(text)

    assert read_event(file).about == "the head"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"pull_request": {"number": "1"}}',
        b'{"before": 1}',
        b'{"pull_request": ' + b"[" * 100_000,
    ],
    ids=["empty", "a list", "no UTF-8", "a number as text", "a commit as a number", "deep"],
)
def test_what_is_no_payload_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_bytes(content)

    with pytest.raises(GraderError, match="kata ci --event FILE"):
        read_event(file)


def test_a_missing_payload_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="cannot be read"):
        read_event(tmp_path / "nowhere.json")


def test_a_commit_is_shown_as_hexadecimal_only(tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_text('{"before": "::error::", "after": "ab<script>"}')

    assert read_event(file).about == "the push e..abc"
