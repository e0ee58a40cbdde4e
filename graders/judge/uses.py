"""The file `hidden/uses.py`: uses of a submission that a type checker must accept, or refuse where it says so."""

from __future__ import annotations

import ast
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from graders.judge.findings import Finding, Findings
from graders.model import GraderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

REFUSED: Final = re.compile(r"#\s*refused(?::\s*(?P<kinds>[\w-]+(?:\s*,\s*[\w-]+)*))?\s*$")


class Uses:
    """Its functions are the cases; it is read when it is asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def files(self) -> dict[str, str]:
        """The file by its name, nothing where a kata has none."""
        return {self._file.name: self._file.read_text(encoding="utf-8")} if self._file.exists() else {}

    @cached_property
    def _lines(self) -> list[str]:
        return self.files.get(self._file.name, "").splitlines()

    @cached_property
    def _cases(self) -> dict[str, range]:
        tree = ast.parse("\n".join(self._lines))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        return {node.name: range(node.lineno, (node.end_lineno or node.lineno) + 1) for node in functions}

    def differences(self, case: str, rows: Sequence[Sequence[Any]]) -> Findings:
        """Return where a case, or what stands outside all of them, is not met by the errors in `rows`.

        Raises:
            GraderError: there is no such case.
        """
        if case not in self._cases:
            raise GraderError(f"hidden/{self._file.name} has no function `{case}`")
        inside = {line for lines in self._cases.values() for line in lines}
        found = [row for row in rows if row[1] in self._cases[case] or row[1] not in inside]
        lines = sorted({*self._cases[case], *(row[1] for row in found)})
        return Findings(finding for line in lines for finding in self._at(line, [r for r in found if r[1] == line]))

    def _at(self, line: int, rows: Sequence[Sequence[Any]]) -> Iterator[Finding]:
        source = self._lines[line - 1] if line <= len(self._lines) else ""
        mark = REFUSED.search(source)
        shown = REFUSED.sub("", source).strip()
        if mark is None:
            for path, _, kind, text in rows:
                yield Finding(path, line, kind, f"mypy must accept this, and says: {text}", shown)
        elif not rows:
            yield Finding(self._file.name, line, "accepted", "mypy must refuse this, and accepts it", shown)
        elif mark["kinds"] and not {row[2] for row in rows} & set(re.split(r"\s*,\s*", mark["kinds"])):
            path, _, kind, text = rows[0]
            yield Finding(path, line, kind, f"mypy must refuse this as {mark['kinds']}, and says: {text}", shown)
