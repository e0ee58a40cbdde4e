"""What a command may touch of the world outside, so that tests can hand in their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO


class Context(NamedTuple):
    """Streams, folder, environment and words of one command."""

    out: TextIO
    err: TextIO
    cwd: Path
    environ: Mapping[str, str]
    words: Sequence[str] = ()

    def say(self, text: str) -> None:
        """Print what was asked for."""
        print(text, file=self.out, flush=True)

    def complain(self, text: str) -> None:
        """Print what went wrong."""
        print(f"kata: {text}", file=self.err, flush=True)

    @property
    def door(self) -> str:
        """How this reader starts the grader: within nox the command is a session."""
        return "nox -s grade --" if "NOX_CURRENT_SESSION" in self.environ else "kata grade"


def here(words: Sequence[str]) -> Context:
    """Return the context of this process; its streams can show any text, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    return Context(out=sys.stdout, err=sys.stderr, cwd=Path.cwd(), environ=os.environ, words=words)
