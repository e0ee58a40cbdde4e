"""Learner's text comes out harmless."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.report.neutral import CHARACTERS, LINES, encodable, excerpt, neutral, one_line

# Everything, lone surrogates included, with the dangerous ones often.
HOSTILE = st.text(st.characters() | st.sampled_from("\x1b\x9b\r\n\t\u202e\u2028\udc80:#[]"), max_size=200)


@given(HOSTILE)
def test_nothing_but_printable_characters_newlines_and_tabs_is_left(text: str) -> None:
    assert all(char.isprintable() or char in "\n\t" for char in neutral(text))


@given(HOSTILE)
def test_no_line_begins_with_a_workflow_command(text: str) -> None:
    assert not any(line.strip().startswith("::") for line in neutral(text).split("\n"))
    assert not re.search(r"##\w*\[", neutral(text))


@given(HOSTILE)
def test_neutral_text_stays_as_it_is_when_it_is_made_neutral_again(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)


@given(HOSTILE)
def test_neutral_text_can_be_written_as_utf8(text: str) -> None:
    assert neutral(text).encode("utf-8").decode("utf-8") == neutral(text)
    assert encodable(text).encode("utf-8") == text.encode("utf-8", "backslashreplace")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("assert [1, 2][::2] == [1]", "assert [1, 2][::2] == [1]"),
        ("naïve ☕ 漢字", "naïve ☕ 漢字"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\r::error::b", r"a\r::error::b"),
        ("  ::error::b", "  : :error::b"),
        (":::", ": ::"),
        ("x ##vso[task.complete]", "x # #vso[task.complete]"),
        ("left\u202etfel", r"left\u202etfel"),
        ("\udc80", r"\udc80"),
    ],
)
def test_shows(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("a\nb") == "a\nb"


@pytest.mark.parametrize("text", ["x" * 10_000_000, "\n" * 10_000, "\x00" * 100_000, "a\n" * 41])
def test_a_long_text_is_cut_with_a_note(text: str) -> None:
    shown, _, note = excerpt(text).rpartition("\n")

    assert len(shown) <= CHARACTERS
    assert shown.count("\n") < LINES
    assert re.fullmatch(r"\(cut here: [\d,]+ more characters\)", note)


@given(HOSTILE)
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)
    assert len(one_line(text, 20)) <= 20
