"""The fixture `static`: what the tools say of a submission's text.

A tool reads the submission in a process of the sandbox: to it the text is data, and what the text does to the tool
stays there.  Each question is asked once, whatever number of checks asks it.
"""

from __future__ import annotations

import json
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graders.judge.findings import Findings, read
from graders.judge.tools import ask
from graders.judge.trouble import LimitHit
from graders.judge.uses import Uses
from graders.model import CheckStatus, GraderError, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.judge.lanes import Lanes
    from graders.model import Kata

LIMITS: Final = Limits(cpu_s=10, memory_mib=512, output_kib=256)
"""Of a tool on one submission: a hundred times what it needs."""
PROGRAMS: Final = frozenset({"ruff"})
"""Tools that are programs of their own; the others are modules."""
PACKAGES: Final = {"outline": "mccabe"}
"""The package of a tool, where it is not the tool's name."""
Rows = list[list[Any]]


class Function(NamedTuple):
    """A function or method of a submission: its name with that of its class, where it begins, how large it is."""

    name: str
    line: int
    lines: int
    complexity: int


class Static:
    """Ask tools about one submission; `trouble` is what a tool came to that did not answer."""

    def __init__(self, files: Mapping[str, str], kata: Kata, lanes: Lanes) -> None:
        self._files, self._modules, self._lanes = files, kata.facts.preload, lanes
        self._uses = Uses(kata.folder / "hidden" / "uses.py")
        self._known: dict[str, Rows | tuple[CheckStatus, str]] = {}
        self.trouble: tuple[CheckStatus, str] | None = None

    def mypy(self, **flags: bool) -> Findings:
        """Return what `mypy --strict` finds in the submission; `flags` are further ones, by their names in mypy.ini."""
        return self._found("mypy", flags=flags, beside=self._uses.files)

    def uses(self, case: str) -> Findings:
        """Return what mypy says otherwise than a function of hidden/uses.py wants.

        A line with `# refused: arg-type, call-overload` must be an error of one of these kinds, with `# refused` one
        of any kind, and every other line none.
        """
        rows = self._ask("mypy", flags={}, beside=self._uses.files)
        return self._uses.differences(case, [row for row in rows if row[0] in self._uses.files])

    def pylint(self, **options: object) -> Findings:
        """Return pylint's messages; `options` are its own, as `disable="C,R0903"` or `max_args=5`."""
        return self._found("pylint", **options)

    def flake8(self, **options: object) -> Findings:
        """Return what flake8 finds; `options` are its own, as `select="E,W,F"` or `max_complexity=5`."""
        return self._found("flake8", **options)

    def ruff(self, select: str, **options: object) -> Findings:
        """Return what ruff's rules find; `options` are its own, as `ignore="D203"` or `config="line-length = 100"`."""
        return self._found("ruff", select=select, **options)

    def pydocstyle(self, convention: str) -> Findings:
        """Return what breaks a convention: `pep257`, `google` or `numpy`."""
        return self._found("pydocstyle", convention=convention)

    def functions(self) -> list[Function]:
        """Return every function and method, also those within others."""
        rows = self._ask("outline")
        return [Function(name, line, *map(int, size.split())) for _, line, size, name in rows]

    def clones(self, nodes: int) -> Findings:
        """Return the runs of statements, of at least so many nodes, that come again with other names or constants."""
        return self._found("outline", clones=nodes)

    def _found(self, tool: str, **asked: object) -> Findings:
        return read([row for row in self._ask(tool, **asked) if row[0] in self._files], self._files)

    def _ask(self, tool: str, **asked: object) -> Rows:
        """Return a tool's rows.

        Raises:
            LimitHit: it did not answer; `trouble` says the same.
        """
        key = json.dumps([tool, asked], sort_keys=True)
        if key not in self._known:
            self._known[key] = self._run(tool, asked)
        known = self._known[key]
        if isinstance(known, tuple):
            self.trouble = known
            raise LimitHit(*known)
        return known

    def _run(self, tool: str, asked: dict[str, Any]) -> Rows | tuple[CheckStatus, str]:
        program = _program(tool)
        lane = self._lanes.tool(f"graders.static.{tool}", self._modules, program)
        words = {**asked, **({"program": program} if program else {})}
        found = ask(lane, LIMITS, f"graders.static.{tool}", self._files, words)
        if found.trouble is not None:
            status, message = found.trouble
            return status, f"{tool}, reading your file: {message}"
        if found.raised is not None:
            return CheckStatus.CRASHED, f"{tool} gives up on your file: {type(found.raised).__name__}: {found.raised}"
        return _checked(found.answer, tool)


def _program(tool: str) -> str:
    """Return the program of a tool, nothing if it is a module.

    Raises:
        GraderError: it is not installed here.
    """
    beside = str(Path(sys.executable).parent)
    program = shutil.which(tool, path=beside) if tool in PROGRAMS else ""
    if program is None or (not program and find_spec(PACKAGES.get(tool, tool)) is None):
        raise GraderError(f"there is no {tool} in {beside}: the kata's `group` must have it, as `quality` does")
    return program


def _checked(rows: Any, tool: str) -> Rows:
    if type(rows) is not list or any([type(x) for x in row] != [str, int, str, str] for row in rows):
        raise GraderError(f"{tool} answered what is no list of findings")
    return sorted(rows, key=lambda row: row[:2])
