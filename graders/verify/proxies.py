"""Which expressions of a hidden test may be a proxy of the learner's: those that come from a fixture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

SOURCES: Final = frozenset({"submission", "probes"})
# What these return is plain, whatever they are asked about.
PLAIN: Final = frozenset({"is_a", "type_name", "fields", "take", "len", "repr", "str", "hash", "bool", "int", "float"})


class Proxies:
    """The names that a file binds to something of the learner's.

    By name and not by scope, so a name that two functions share counts for both; a callback's own arguments
    and what the test itself makes do not count.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._names: set[str] = set(SOURCES)
        bindings = list(_bindings(tree))
        known = 0
        while known != len(self._names):
            known = len(self._names)
            for targets, value in bindings:
                if self.may_be(value):
                    self._names |= targets

    def may_be(self, value: ast.AST) -> bool:
        """Tell whether an expression may hold something of the learner's."""
        if isinstance(value, ast.Lambda | ast.Compare):
            return False
        if isinstance(value, ast.Call) and _dotted(value.func) in PLAIN:
            return False
        name = _dotted(value)
        if name:
            parts = name.split(".")
            return any(".".join(parts[:end]) in self._names for end in range(1, len(parts) + 1)) or (
                parts[0] == "self" and parts[1:2] != [] and parts[1] in SOURCES
            )
        if isinstance(value, ast.Call):
            # What is passed to a function of the judge's does not make its answer the learner's.
            return self.may_be(value.func) or (
                _dotted(value.func) in {"next", "iter", "drain", "list", "sorted"} and any(map(self.may_be, value.args))
            )
        return any(map(self.may_be, ast.iter_child_nodes(value)))


def _bindings(tree: ast.Module) -> Iterator[tuple[set[str], ast.expr]]:
    """Yield the names that each statement binds, with the expression that they are bound to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            yield from _pairs(node.target, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            yield set(_names(node.target)), node.iter
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            yield set(_names(node.optional_vars)), node.context_expr


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[set[str], ast.expr]]:
    """Take `a, b = x, y` apart."""
    both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
    if both and len(target.elts) == len(value.elts):  # type: ignore[attr-defined]
        for one, other in zip(target.elts, value.elts, strict=True):  # type: ignore[attr-defined]
            yield from _pairs(one, other)
    else:
        yield set(_names(target)), value


def _names(target: ast.AST) -> Iterator[str]:
    name = _dotted(target)
    if name:
        yield name
    elif isinstance(target, ast.Tuple | ast.List | ast.Starred):
        for child in ast.iter_child_nodes(target):
            yield from _names(child)


def _dotted(node: ast.AST) -> str:
    """Return `a.b.c` for names and attributes of names, else nothing."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""
