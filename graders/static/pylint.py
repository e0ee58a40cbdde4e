"""Pylint, with its own defaults and what a kata changes of them."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graders.static.copy import options, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ISOLATED: Final = ("--rcfile=none.toml", "--persistent=n", "--score=n", "--jobs=1", "--recursive=n")
BROKEN: Final = "fatal,syntax-error"
"""Messages that are always on: a file that pylint cannot read has not passed."""


def prepare(modules: Sequence[str]) -> None:
    """Load pylint, and let it read the builtins and modules of the standard library."""
    names = [f"import {name}\nprint({name}.__name__, {name}.x)\n" for name in modules]
    run({"warm.py": "".join(names) + "\n\nclass A:\n    def f(self, x=[]):\n        return self.x\n"}, {})


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return pylint's messages; `asked` are its options by their long names."""
    from pylint import lint  # noqa: PLC0415
    from pylint.reporters import CollectingReporter  # noqa: PLC0415

    Path("none.toml").write_text("", encoding="utf-8")
    reporter = CollectingReporter()
    words = [*ISOLATED, *options(asked), f"--enable={BROKEN}", *place(files)]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):  # where it breaks it prints all of the file
        lint.Run(words, reporter=reporter, exit=False)
    if any(message.category == "fatal" for message in reporter.messages):
        raise ChildProcessError("pylint breaks off in the middle")
    return [[m.path, max(1, m.line), f"{m.msg_id} {m.symbol}", m.msg] for m in reporter.messages]
