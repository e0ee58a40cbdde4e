"""What a worker tells of its attempts is shown in our words, bounded, and believed by nobody."""

from __future__ import annotations

from graders.judge.attempts import explained, told


def test_known_kinds_become_sentences() -> None:
    (sentence,) = told(b"read\t/etc/passwd\n")

    assert sentence.startswith("your code tried to open /etc/passwd; it may read")


def test_no_more_than_three_and_none_twice() -> None:
    assert len(told(b"read\ta\nread\ta\nwrite\tb\nprocess\tc\nsignal\t1\n")) == 3


def test_what_is_no_note_is_left_out() -> None:
    assert told(b"passed\tall checks\n\xff\xfe\nread\n\n") == ()


def test_a_path_with_braces_is_itself() -> None:
    assert "{0.__class__}" in told(b"read\t{0.__class__}\n")[0]


def test_a_message_keeps_its_place_before() -> None:
    assert explained("41 == 42", ("your code tried",)) == "41 == 42\nyour code tried"
    assert explained("41 == 42", ()) == "41 == 42"
