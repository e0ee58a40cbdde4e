"""What a learner reads of a failed check, made from the exception that failed it."""

from __future__ import annotations

import re
from typing import Any, Final

from graders.judge import mirrors

MAX_CHARS: Final = 4_000
MAX_LINES: Final = 60
_ADDRESS: Final = re.compile(r"\bat 0x[0-9a-f]+")


def storable(text: str) -> str:
    """Return a text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "backslashreplace").decode()


def bounded(text: str) -> str:
    """Return a text that can be stored and is the same in each run, with its middle left out where it is long."""
    lines = _ADDRESS.sub("at 0x...", storable(text)).splitlines()
    if len(lines) > MAX_LINES:
        half = MAX_LINES // 2
        lines = [*lines[:half], f"... {len(lines) - 2 * half} lines ...", *lines[-half:]]
    joined = "\n".join(lines)
    return (
        joined if len(joined) <= MAX_CHARS else f"{joined[:MAX_CHARS]} ... ({len(joined) - MAX_CHARS} characters more)"
    )


def describe(error: BaseException) -> str:
    """Return what went wrong: the failed assertion, or the learner's exception and where it came from."""
    if mirrors.is_remote(error):
        return bounded(_raised(error))
    text = str(error).strip() or type(error).__name__
    if isinstance(error, AssertionError):
        return bounded(text.removeprefix("assert "))
    return bounded(text if type(error).__name__ == "Failed" else f"{type(error).__name__}: {text}")


def _raised(error: BaseException) -> str:
    frames = vars(error).get("_kata_frames") or []
    if type(error) is NotImplementedError and frames:
        return f"not written yet: `{_last(frames)[2]}` still raises NotImplementedError"
    where = [f"  {file}:{line} in {function}" for file, line, function in frames]
    text = vars(error).get("_kata_text", "")
    title = type(error).__qualname__ + (f": {text}" if text else "")
    return "\n".join([f"your code raised {title}", *where, *getattr(error, "__notes__", [])])


def _last(frames: list[Any]) -> Any:
    return frames[-1]


def import_problem(error: BaseException, file: str) -> str:
    """Return why a submission cannot be imported."""
    if isinstance(error, SyntaxError):
        text = (error.text or "").rstrip("\n")
        where = f"{error.filename}:{error.lineno}" if error.filename else file
        return bounded(f"{where}: {error.msg}\n{text}".rstrip())
    return bounded(f"importing it fails: {_raised(error)}")
