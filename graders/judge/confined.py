"""A judge of sealed katas keeps what it writes in the private folder in which they lie open."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graders.sealing.private import held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORAGE = "HYPOTHESIS_STORAGE_DIRECTORY"
NO_DUMP = 1
"""Linux writes no core below a page, and with just this number gives none to a collecting program either."""


@contextmanager
def confined(folder: Path | None) -> Iterator[list[str]]:
    """Hold a private folder while a plan is judged; give pytest's options for it.  Without a folder there are none.

    Raises:
        OSError: the folder has gone, and with it whoever asked.
    """
    if folder is None:
        yield []
        return
    sys.dont_write_bytecode = True
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (NO_DUMP if hard else 0, hard))
    with held(folder), _hypothesis_keeps_to(folder):
        yield [f"--basetemp={folder / f'files-{os.getpid()}'}"]


@contextmanager
def _hypothesis_keeps_to(folder: Path) -> Iterator[None]:
    before = os.environ.get(STORAGE)
    os.environ[STORAGE] = str(folder)
    try:
        yield
    finally:
        del os.environ[STORAGE]
        if before is not None:
            os.environ[STORAGE] = before
