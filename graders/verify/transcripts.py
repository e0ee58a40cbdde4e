"""A transcript must show what it says: it fails beside the reject, and is silent beside the reference.

Each is run as a script and typed into an interactive interpreter, which reads blank lines and indents otherwise.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from graders.verify.beside import Beside
from graders.verify.findings import Finding, Level, Rule

END: Final = "kata-transcript-end"
_SAY_END: Final = f"\n\nimport sys as _sys; _ = _sys.__stdout__.write({END!r})\n"
_PROMPTS: Final = re.compile(r"^(?:(?:>>>|\.\.\.) ?)+|(?:>>>|\.\.\.) ?$", re.MULTILINE)


class How(StrEnum):
    """The two ways in which a learner uses a transcript."""

    SCRIPT = "as a script"
    TYPED = "typed into `python -i`"


def transcript_findings(
    transcript: str,
    reject: Mapping[str, str],
    reference: Mapping[str, str],
    *,
    where: str,
    beside: Callable[[Mapping[str, str]], Beside],
) -> Iterator[Finding]:
    """Run a reject's transcript beside the reject and beside the reference; `where` names the reject."""
    if not transcript.strip():
        write = "give what the check looks at to a double of `graders.testing`, or return it from a probe"
        yield _finding("its failed check has no transcript", where, write)
        return
    shown = "run it yourself:\n" + transcript.strip()
    with beside(reject) as wrong, beside(reference) as right:
        silent = [how for how in How if not _complaint(transcript, wrong, how)]
        said = {how: said for how in How if (said := _complaint(transcript, right, how))}
    if silent:
        yield _finding(f"the transcript does not fail beside the reject, run {' or '.join(silent)}", where, shown)
    if said:
        what = (
            f"the transcript is not silent beside the reference, run {' or '.join(said)}: {next(iter(said.values()))}"
        )
        yield _finding(what, where, shown)


def _complaint(transcript: str, beside: Beside, how: How) -> str:
    """Return the last line of what goes wrong, or nothing when the transcript runs to its end in silence."""
    try:
        done = _run(transcript, beside, how)
    except subprocess.TimeoutExpired as expired:
        return f"it does not end within {expired.timeout:g} s"
    output, reached, _ = done.stdout.partition(END)
    said = _PROMPTS.sub("", done.stderr) if how is How.TYPED else done.stderr + output
    lines = [line for line in said.splitlines() if line.strip()]
    if lines:
        return lines[-1]
    return "" if reached else f"the process ended with status {done.returncode} before the last line"


def _run(transcript: str, beside: Beside, how: How) -> subprocess.CompletedProcess[str]:
    if how is How.TYPED:
        return beside.run(["-i", "-q"], transcript + _SAY_END)
    script = Path(beside.folder, "transcript.py")
    script.write_text(transcript + _SAY_END, encoding="utf-8")
    return beside.run([str(script)])


def _finding(what: str, where: str, write: str) -> Finding:
    return Finding(rule=Rule.TRANSCRIPT, what=what, where=where, write=write, level=Level.FAULT)
