"""The visible examples of a kata beside whatever else goes on: started, looked at, ended."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from graders.cli.direct import environment
from graders.model import Kata
from graders.report.neutral import one_line


class Examples:
    """A pytest process on the examples of a kata; the code runs in it as the learner's own program would."""

    def __init__(self, kata: Kata, submission: Path, environ: Mapping[str, str]) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "--no-header",
                "-p",
                "no:cacheprovider",
                str(kata.folder / "examples"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            cwd=kata.folder.parents[2],
            env=dict(environment(environ, submission)),
        )

    def told(self) -> str | None:
        """Return pytest's last line when it has ended; None before."""
        if self._process.poll() is None:
            return None
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").split("\n")
        return next((one_line(line) for line in reversed(lines) if line.strip()), "no word")

    def close(self) -> None:
        """End it."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._log.close()
