"""Run a program attached to this terminal."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Spawn = Callable[[Sequence[str], Path, Mapping[str, str]], int]


def run_attached(command: Sequence[str], cwd: Path, environ: Mapping[str, str]) -> int:
    """Run `command` to its end and return its code; Ctrl-C is for the child, which may be a debugger."""
    process = subprocess.Popen(command, cwd=cwd, env=dict(environ))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
