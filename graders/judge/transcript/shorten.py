"""Run a script, and drop what it can do without: a part goes only when the rest still fails the same way."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from graders.judge.transcript.writer import Script, words

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_RUNS: Final = 60
MAX_S: Final = 3.0
"""Wall seconds for shortening: a script that waits is not run often."""
_ADDRESS: Final = re.compile(r"0x[0-9a-f]+")


class Outcome(NamedTuple):
    """How a script ended: the name of what it raised, its text, and the line that did."""

    error: str
    text: str
    line: int


def _fails_at_the_end(script: Script, run: Callable[[str], Outcome | None]) -> tuple[str, str] | None:
    """Return name and text of the error that the last statement raises; the text tells what came back."""
    text = script.telling
    outcome = run(text)
    last = script.check.count("\n") + 1
    lines = text.rstrip("\n").count("\n") + 1
    if outcome is None or outcome.line <= lines - last:
        return None
    return outcome.error, _ADDRESS.sub("0x", outcome.text)


def shorten(script: Script, run: Callable[[str], Outcome | None]) -> Script | None:
    """Return the shortest script found that fails as this one does; None if this one does not fail at its end."""
    until = time.monotonic() + MAX_S
    error = _fails_at_the_end(script, run)
    if error is None:
        return None
    runs, size = 0, max(1, len(script.statements) // 2)
    while size:
        at = len(script.statements) - size
        while at >= 0 and runs < MAX_RUNS and time.monotonic() < until:
            shorter = script._replace(statements=script.statements[:at] + script.statements[at + size :])
            runs += 1
            if _fails_at_the_end(shorter, run) == error:
                script = shorter
            at -= size
        size //= 2
    return _tidy(script, run, error)


def _tidy(script: Script, run: Callable[[str], Outcome | None], error: tuple[str, str]) -> Script:
    """Drop definitions and imports that nothing uses any more."""
    body = "\n".join([*script.statements, script.final])
    used = tuple(d for i, d in enumerate(script.definitions) if _is_used(d, [body, *script.definitions[i + 1 :]]))
    shorter = script._replace(definitions=used)
    text = "\n".join([*used, body])
    shorter = shorter._replace(imports=tuple(x for x in (_pruned(line, text) for line in script.imports) if x))
    return shorter if shorter != script and _fails_at_the_end(shorter, run) == error else script


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
