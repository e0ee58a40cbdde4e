"""Sheets of figures, and plugins that come from folders."""

from importlib import import_module

TYPE_CHECKING = False                 # importing typing for this would load more than all else
if TYPE_CHECKING:
    from typing import Any

    from .discovery import discover
    from .parts.summary import summary
    from .rendering import render
    from .sheet import Sheet

__all__ = ["Sheet", "discover", "render", "summary"]

_HOMES = {"Sheet": ".sheet", "discover": ".discovery", "render": ".rendering", "summary": ".parts.summary"}


def __getattr__(name: str) -> "Any":
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
