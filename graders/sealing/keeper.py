"""The keeper of a private folder: `python -m graders.sealing.keeper FOLDER` removes it when nobody holds it any more.

A process of its own, since whoever made the folder may be killed.  It knows no key and reads nothing in the folder.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from graders.sandbox import folder as folders

READY = b"."


def wait_and_remove(folder: str, mode: int = 0) -> None:
    """Wait until nobody holds a folder, or give up at once if the mode says so, and remove it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | mode)
        remove(folder)
    finally:
        os.close(descriptor)


def remove(folder: str) -> None:
    """Remove a folder, whatever a test has made in it; what is gone already is no trouble."""
    folders.empty(folder)
    with suppress(OSError):
        Path(folder).rmdir()


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.write(1, READY)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    wait_and_remove(sys.argv[1])
