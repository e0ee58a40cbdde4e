"""What is told of an exception: its classes, dotted, and the first line of its text."""

from __future__ import annotations

from typing import Final

WIDE: Final = 300


def classes(error: BaseException | None) -> list[str]:
    """Return the names of an exception's class and of those that it derives from."""
    return [f"{cls.__module__}.{cls.__qualname__}" for cls in type(error).__mro__] if error is not None else []


def first_line(error: BaseException | None) -> str:
    """Return the first line of an exception's text."""
    if error is None:
        return ""
    try:
        lines = str(error).splitlines()
    except Exception:  # noqa: BLE001  (the learner's own `__str__`)
        lines = []
    return (lines[0] if lines else type(error).__name__)[:WIDE]
