"""Where in a test's source a check failed, and the statement that did."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.judge.transcript.record import Span

if TYPE_CHECKING:
    from types import FrameType


@dataclass(frozen=True, slots=True)
class Failing:
    """The statement that failed, with the frame that holds its names."""

    node: ast.stmt | None
    file: str
    frame: FrameType

    @property
    def span(self) -> Span | None:
        """The place of the statement."""
        return None if self.node is None else span_of(self.node, self.file)

    def value(self, name: str) -> Any:
        """Return what a name stands for.

        Raises:
            KeyError: nothing that the test knows.
        """
        for names in (self.frame.f_locals, self.frame.f_globals):
            if name in names:
                return names[name]
        raise KeyError(name)


@lru_cache(maxsize=64)
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


def locate(error: BaseException, files: frozenset[str]) -> Failing | None:
    """Return the innermost statement of a test that an exception passed through."""
    found, tb = None, error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_filename in files:
            found = tb
        tb = tb.tb_next
    if found is None:
        return None
    file = found.tb_frame.f_code.co_filename
    return Failing(_statement(_tree(file), found.tb_lineno), file, found.tb_frame)


def _statement(tree: ast.Module, line: int) -> ast.stmt | None:
    """Return the smallest statement that covers a line; a `with` by its head only."""
    best: ast.stmt | None = None
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if node.lineno <= line <= (node.end_lineno or node.lineno) and (best is None or node.lineno >= best.lineno):
            best = node
    return best


def raises(where: Failing) -> ast.expr | None:
    """Return what the `with pytest.raises(X)` expects that the statement is, or stands in."""
    span = where.span
    for node in ast.walk(_tree(where.file)) if span is not None else ():
        if isinstance(node, ast.With) and span is not None and span.within(span_of(node, where.file)):
            call = node.items[0].context_expr
            if isinstance(call, ast.Call) and ast.unparse(call.func) in {"pytest.raises", "raises"} and call.args:
                return call.args[0]
    return None


def lambda_at(file: str, line: int, arguments: tuple[str, ...]) -> ast.Lambda | None:
    """Return the lambda on a line with these arguments, if there is just one."""
    found = [
        node
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Lambda) and node.lineno == line and tuple(a.arg for a in node.args.args) == arguments
    ]
    return found[0] if len(found) == 1 else None


def span_of(node: ast.expr | ast.stmt, file: str) -> Span:
    """Return the place of a node."""
    return Span(file, node.lineno, node.end_lineno or node.lineno, node.col_offset, node.end_col_offset or 0)


@lru_cache(maxsize=4_096)
def assignment(span: Span | None) -> tuple[str, ast.expr, bool, Span] | None:
    """Return the `name = value` around a place: name, value, whether it is in a loop, where it is."""
    if span is None:
        return None
    found = None
    looped = False
    for node in ast.walk(_tree(span.file)):
        if not isinstance(node, ast.stmt) or not span.within(span_of(node, span.file)):
            continue
        looped = looped or isinstance(node, ast.For | ast.While)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found = node
    if found is None:
        return None
    return ast.unparse(found.targets[0]), found.value, looped, span_of(found, span.file)
