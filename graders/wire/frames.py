"""Length-prefixed frames over a pair of pipes, bounded in size."""

from __future__ import annotations

import os
from typing import Final

HEADER: Final = 4
MAX_FRAME: Final = 4 << 20
"""Bytes of the largest frame, either way."""
CHUNK: Final = 1 << 16


class WireError(Exception):
    """The other end sent what is no frame, or hung up."""


class FrameTooLarge(WireError):
    """A frame is over MAX_FRAME bytes."""


class HungUp(WireError):
    """The other end closed its pipe."""


def send(fd: int, body: bytes) -> None:
    """Write one frame.

    Raises:
        FrameTooLarge: `body` is over MAX_FRAME bytes; nothing was written.
        HungUp: nobody reads any more.
    """
    if len(body) > MAX_FRAME:
        raise FrameTooLarge(f"a frame of {len(body)} bytes; at most {MAX_FRAME} can cross")
    view = memoryview(len(body).to_bytes(HEADER, "big") + body)
    try:
        while view:
            view = view[os.write(fd, view) :]
    except BrokenPipeError as err:
        raise HungUp("nobody reads") from err


class Reader:
    """Frames from a pipe; what was read beyond a frame is kept for the next."""

    __slots__ = ("buffer", "fd")

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.buffer = b""

    def fill(self) -> None:
        """Read once; blocks when nothing is there.

        Raises:
            HungUp: the other end closed.
        """
        chunk = os.read(self.fd, CHUNK)
        if not chunk:
            raise HungUp("the other end closed its pipe")
        self.buffer = self.buffer + chunk if self.buffer else chunk

    def take(self) -> bytes | None:
        """Return the next whole frame, or None while it is incomplete.

        Raises:
            FrameTooLarge: the header announces more than MAX_FRAME bytes.
        """
        buffer = self.buffer
        if len(buffer) < HEADER:
            return None
        end = HEADER + int.from_bytes(buffer[:HEADER], "big")
        if end > MAX_FRAME + HEADER:
            raise FrameTooLarge(f"a frame of {end - HEADER} bytes; at most {MAX_FRAME} can cross")
        if len(buffer) < end:
            return None
        self.buffer = buffer[end:]
        return buffer[HEADER:end]

    def read(self) -> bytes:
        """Wait for the next frame and return it."""
        while (frame := self.take()) is None:
            self.fill()
        return frame
