"""Run a script, and drop what it can do without: a part goes only when the rest still fails the same way."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final, NamedTuple

from graders.judge.transcript.script import Script, words

MAX_RUNS: Final = 60
MAX_S: Final = 3.0
"""Wall seconds for shortening: a script that waits is not run often."""
_ADDRESS: Final = re.compile(r"0x[0-9a-f]+")


class Outcome(NamedTuple):
    """How a script ended: the name of what it raised, its text, and the line that did."""

    error: str
    text: str
    line: int


class Runs(NamedTuple):
    """How to run a script: beside the submission, and beside the reference."""

    submission: Callable[[str], Outcome | None]
    reference: Callable[[str], Outcome | None]


def _fails_at_the_end(script: Script, run: Callable[[str], Outcome | None]) -> tuple[str, str] | None:
    """Return name and text of the error that the last statement raises; the text tells what came back."""
    text = script.telling
    outcome = run(text)
    last = script.check.count("\n") + 1
    lines = text.rstrip("\n").count("\n") + 1
    if outcome is None or outcome.line <= lines - last:
        return None
    return outcome.error, _ADDRESS.sub("0x", outcome.text)


def _shows(script: Script, runs: Runs, error: tuple[str, str]) -> bool:
    """Say whether a script fails as it should, and only because of the submission."""
    return _fails_at_the_end(script, runs.submission) == error and runs.reference(script.text) is None


def shorten(script: Script, runs: Runs) -> Script | None:
    """Return the shortest script found that shows the same failure; None if this one does not show it.

    A part goes only when the rest still fails in the same way beside the submission and is silent beside the
    reference: without a call, what a test expects may no longer be right.
    """
    until = time.monotonic() + MAX_S
    error = _fails_at_the_end(script, runs.submission)
    if error is None or runs.reference(script.text) is not None:
        return None
    tries, size = 0, max(1, len(script.statements) // 2)
    while size:
        at = len(script.statements) - size
        while at >= 0 and tries < MAX_RUNS and time.monotonic() < until:
            shorter = script._replace(statements=script.statements[:at] + script.statements[at + size :])
            tries += 1
            if _shows(shorter, runs, error):
                script = shorter
            at -= size
        size //= 2
    tidy = _tidy(script)
    return tidy if tidy != script and _shows(tidy, runs, error) else script


def _tidy(script: Script) -> Script:
    """Drop definitions and imports that nothing uses any more."""
    body = "\n".join([*script.statements, script.final])
    used = tuple(d for i, d in enumerate(script.definitions) if _is_used(d, [body, *script.definitions[i + 1 :]]))
    text = "\n".join([*used, body])
    imports = tuple(line for line in (_pruned(line, text) for line in script.imports) if line)
    return script._replace(definitions=used, imports=imports)


def _is_used(definition: str, later: list[str]) -> bool:
    names = re.findall(r"^(?:async def |def |class )?(\w+)", definition, re.MULTILINE)
    return any(name in words(text) for text in later for name in names)


def _pruned(line: str, text: str) -> str:
    """Return an import line with the names that a text uses; nothing if it uses none."""
    head, _, names = line.partition(" import ")
    if not names:
        return line if line.removeprefix("import ").split(".")[0] in words(text) else ""
    kept = [name for name in names.split(", ") if name.rpartition(" ")[2] in words(text)]
    return f"{head} import {', '.join(kept)}" if kept else ""
