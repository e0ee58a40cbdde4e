"""How long a learner waits after a save: `kata watch` as a process, a save, its next line."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from graders.bench.cost import clean_environment


def first_line_s(root: Path, kata: str, file: Path) -> float:
    """Return the wall seconds from a save to the first check that is told."""
    watch = subprocess.Popen(
        [sys.executable, "-m", "graders.cli", "watch", kata],
        cwd=root,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with watch:
        assert watch.stdin is not None  # noqa: S101  (as it was started)
        assert watch.stdout is not None  # noqa: S101
        _until(watch.stdout, "keys:")  # the first line
        _until(watch.stdout, "keys:")  # the verdict on what is there
        before = time.perf_counter()
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        _until(watch.stdout, "passed")
        waited = time.perf_counter() - before
        watch.stdin.write("q")
        watch.stdin.close()
        watch.stdout.read()
    return waited


def _until(lines: IO[str], text: str) -> None:
    for line in lines:
        if text in line:
            return
    raise RuntimeError(f"`kata watch` ended before it said {text!r}")
