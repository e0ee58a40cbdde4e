"""Sheets of figures, and plugins that come from folders."""

from .discovery import discover
from .parts.summary import summary
from .rendering import render
from .sheet import Sheet

__all__ = ["Sheet", "discover", "render", "summary"]
