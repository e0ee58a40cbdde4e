"""The formats that a report is exported to: a module each, loaded when that format is asked for.

Each has `render(report) -> str`.  What a learner wrote goes through `graders.report.neutral` before it goes anywhere.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from graders.report.beside import Beside
from graders.report.document import Report

MODULES: Final = {
    "html": "page",
    "junit": "junit",
    "markdown": "markdown",
    "gradescope": "gradescope",
    "csv": "grade_book",
}
"""Formats by the name of their option, and where they are."""
TELLS_MORE: Final = frozenset({"html"})
"""Formats whose `render` takes what is known beside the report too."""


def render(name: str, report: Report, beside: Beside | None = None) -> str:
    """Return a report in a format."""
    module = import_module(f"graders.report.formats.{MODULES[name]}")
    more = (beside or Beside(),) if name in TELLS_MORE else ()
    return cast("str", module.render(report, *more))
