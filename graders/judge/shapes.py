"""The shapes that a worker's messages may have: an answer, an exception, a note of size, a callback."""

from __future__ import annotations

from typing import Any, Final

from graders.wire import frames

SHAPES: Final = {"v": 2, "x": 2, "big": 2, "c": 5}


def shaped(message: Any) -> list[Any]:
    """Return a message of a worker if it has one of the known shapes.

    Raises:
        WireError: it has none.
    """
    if (
        type(message) is not list
        or not message
        or type(message[0]) is not str
        or SHAPES.get(message[0]) != len(message)
    ):
        raise frames.WireError("a message of no known shape")
    if message[0] == "x" and not isinstance(message[1], BaseException):
        raise frames.WireError("no exception")
    if message[0] == "c" and [type(x) for x in message[1:]] != [int, str, tuple, dict]:
        raise frames.WireError("no callback")
    return message
