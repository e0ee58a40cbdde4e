"""Sheets of figures, and plugins that come from folders."""

__all__ = ("Sheet", "discover", "render", "summary")


def __getattr__(name: str):
    if name == "Sheet":
        from .sheet import Sheet as found
    elif name == "discover":
        from .discovery import discover as found
    elif name == "render":
        from .rendering import render as found
    elif name == "summary":
        from .parts.summary import summary as found
    else:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'", name=name)
    globals()[name] = found
    return found


def __dir__():
    return [*globals(), *(name for name in __all__ if name not in globals())]
