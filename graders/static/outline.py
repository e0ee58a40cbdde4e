"""The shape of a submission, from its syntax tree: size and complexity of functions, code that stands there twice."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graders.static.copy import python

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def prepare(_modules: Sequence[str]) -> None:
    """Load mccabe."""
    run({"warm.py": "def f():\n    return 1\n"}, {})


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return a row for each function, or with `clones` for each run of statements of that many nodes that is repeated.

    A row on a function has its lines and its complexity in the place of the rule, and its name as the text.
    """
    rows: list[list[Any]] = []
    for name in python(files):
        tree = ast.parse(files[name], name)
        rows += _clones(name, tree, asked["clones"]) if "clones" in asked else _functions(name, tree)
    return rows


def _functions(path: str, tree: ast.Module) -> Iterator[list[Any]]:
    from mccabe import PathGraphingAstVisitor  # noqa: PLC0415

    for name, node in _named(tree, ""):
        visitor = PathGraphingAstVisitor()
        visitor.preorder(node, visitor)
        complexity = max(graph.complexity() for graph in visitor.graphs.values())
        yield [path, node.lineno, f"{(node.end_lineno or node.lineno) - node.lineno + 1} {complexity}", name]


def _named(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        name = f"{owner}{child.name}" if isinstance(child, (*_FUNCTIONS, ast.ClassDef)) else ""
        if isinstance(child, _FUNCTIONS):
            yield name, child
        yield from _named(child, f"{name}." if name else owner)


def _clones(path: str, tree: ast.Module, least: int) -> Iterator[list[Any]]:
    """Yield the later places of each run of statements that comes again, names and constants apart."""
    places: dict[str, list[range]] = defaultdict(list)
    for node in ast.walk(tree):
        for body in (getattr(node, part, None) for part in ("body", "orelse", "finalbody")):
            if isinstance(body, list):
                for shape, lines in _runs(body, least):
                    places[shape].append(lines)
    told: set[int] = set()
    for first, *others in places.values():
        for again in others:
            if not told & {*again, *first}:
                told.update(again)
                text = f"lines {again[0]}-{again[-1]} are lines {first[0]}-{first[-1]} with other names or constants"
                yield [path, again[0], "clone", text]


def _runs(body: list[ast.stmt], least: int) -> Iterator[tuple[str, range]]:
    """Yield from each statement on the shortest run that is large enough, as its shape and its lines."""
    parts = [(_shape(node), sum(1 for _ in ast.walk(node)), node) for node in body]
    for start in range(len(parts)):
        shape, size = "", 0
        for part, nodes, node in parts[start:]:
            shape, size = f"{shape}\n{part}", size + nodes
            if size >= least:
                yield shape, range(body[start].lineno, (node.end_lineno or node.lineno) + 1)
                break


def _shape(node: ast.AST) -> str:
    """Return what a node is made of, without its names and constants."""
    if isinstance(node, ast.Constant):
        return type(node.value).__name__
    return f"{type(node).__name__}({' '.join(map(_shape, ast.iter_child_nodes(node)))})"
