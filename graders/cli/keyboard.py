"""Single keys from a terminal; where standard input is none, its bytes as they come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def single_keys(fd: int) -> Iterator[None]:
    """Let each key arrive when it is pressed, unseen; Ctrl-C stays what it is."""
    if not os.isatty(fd):
        yield
        return
    import termios  # noqa: PLC0415  (not everywhere)
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd)
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def pressed(fd: int) -> str | None:
    """Return the keys that were pressed; None when there will be no more."""
    keys = os.read(fd, 64)
    return keys.decode("ascii", "replace") if keys else None
