"""Frames arrive whole however they are cut, and none is larger than it may be."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.wire.frames import HEADER, MAX_FRAME, FrameTooLarge, HungUp, Reader, send

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    ours, theirs = os.pipe()
    yield ours, theirs
    for fd in (ours, theirs):
        try:
            os.close(fd)
        except OSError:
            continue


def framed(*bodies: bytes) -> bytes:
    return b"".join(len(body).to_bytes(HEADER, "big") + body for body in bodies)


@pytest.mark.parametrize("cut", range(len(framed(b"abc", b"", b"de"))))
def test_frames_cut_anywhere_arrive_whole(pipe: Pipe, cut: int) -> None:
    reader, data = Reader(pipe[0]), framed(b"abc", b"", b"de")
    frames = []

    for part in filter(None, (data[:cut], data[cut:])):
        os.write(pipe[1], part)
        reader.fill()
        while (frame := reader.take()) is not None:
            frames.append(frame)

    assert frames == [b"abc", b"", b"de"]


@given(st.lists(st.binary(max_size=9)), st.data())
def test_any_frames_in_any_pieces_arrive_in_order(bodies: list[bytes], data: st.DataObject) -> None:
    reader, rest, frames = Reader(-1), framed(*bodies), []

    while rest:
        size = data.draw(st.integers(1, len(rest)))
        reader.buffer, rest = reader.buffer + rest[:size], rest[size:]
        while (frame := reader.take()) is not None:
            frames.append(frame)

    assert frames == bodies


def test_a_frame_larger_than_a_pipe_arrives(pipe: Pipe) -> None:
    body = bytes(MAX_FRAME)
    writer = threading.Thread(target=send, args=(pipe[1], body))

    writer.start()

    assert Reader(pipe[0]).read() == body
    writer.join()


def test_a_header_beyond_the_limit_is_refused_before_its_body_is_read(pipe: Pipe) -> None:
    os.write(pipe[1], (MAX_FRAME + 1).to_bytes(HEADER, "big"))

    with pytest.raises(FrameTooLarge, match=str(MAX_FRAME + 1)):
        Reader(pipe[0]).read()


def test_a_body_beyond_the_limit_is_not_sent(pipe: Pipe) -> None:
    with pytest.raises(FrameTooLarge):
        send(pipe[1], bytes(MAX_FRAME + 1))

    send(pipe[1], b"next")
    assert Reader(pipe[0]).read() == b"next"


@pytest.mark.parametrize("before", [b"", b"\0", framed(b"abc")[:-1]])
def test_an_end_that_hung_up_is_told(pipe: Pipe, before: bytes) -> None:
    os.write(pipe[1], before)
    os.close(pipe[1])

    with pytest.raises(HungUp):
        Reader(pipe[0]).read()


def test_to_write_to_nobody_is_told(pipe: Pipe) -> None:
    os.close(pipe[0])

    with pytest.raises(HungUp):
        send(pipe[1], b"x")
