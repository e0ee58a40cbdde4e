"""Pydocstyle, by one convention.  It misreads the type parameters of PEP 695: ruff's `D` rules do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graders.static.copy import python
from graders.static.text import muted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def prepare(_modules: Sequence[str]) -> None:
    """Load pydocstyle."""
    run({"warm.py": "x = 1\n"}, {"convention": "pep257"})


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return what breaks the convention."""
    from pydocstyle.checker import ConventionChecker  # noqa: PLC0415
    from pydocstyle.violations import conventions  # noqa: PLC0415

    wanted = conventions[asked["convention"]]
    rows = []
    for name in python(files):
        found = ConventionChecker().check_source(muted(files[name]), name, ignore_inline_noqa=True)
        rows += [[name, e.line, e.code, e.message.partition(": ")[2]] for e in found if e.code in wanted]
    return rows
