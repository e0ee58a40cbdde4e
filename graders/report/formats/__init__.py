"""The formats that a report is exported to: a module each, loaded when that format is asked for.

Each has `render(report) -> str`.  What a learner wrote goes through `graders.report.neutral` before it goes anywhere.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from graders.report.document import Report

MODULES: Final = {
    "junit": "junit",
    "markdown": "markdown",
    "gradescope": "gradescope",
    "csv": "grade_book",
}
"""Formats by the name of their option, and where they are."""


def render(name: str, report: Report) -> str:
    """Return a report in a format."""
    return cast("str", import_module(f"graders.report.formats.{MODULES[name]}").render(report))
