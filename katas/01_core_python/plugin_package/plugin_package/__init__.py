"""Sheets of figures, and plugins that come from folders.  The contract is in README.md."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Return what is not there yet."""
    raise NotImplementedError


def __dir__() -> list[str]:
    """Return all names, those too that are not there yet."""
    raise NotImplementedError
