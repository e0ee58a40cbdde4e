"""Tie this process's life to its parent's, so that a killed nox leaves no grader behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from typing import Final

VARIABLE: Final = "KATA_TIED"
_PR_SET_PDEATHSIG: Final = 1


def tie_to_parent(environ: Mapping[str, str]) -> None:
    """Ask the kernel to kill this process when its parent dies, if the parent asked for that (Linux)."""
    if environ.get(VARIABLE) != "1" or sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 -- only here, and 2 ms

    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # The parent may have died before the kernel was asked.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
