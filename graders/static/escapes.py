"""What a type checker reads otherwise than Python runs it: code could hide there from one of the two."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

CONSTANTS: Final = frozenset({"MYPY", "PY2", "PY3", "TYPE_CHECKING"})
"""Mypy takes them for true or false wherever they stand, whatever they are bound to."""
UNREAD: Final = frozenset({"no_type_check", "no_type_check_decorator"})
OF_SYS: Final = frozenset({"platform", "version_info"})
"""As `sys.platform`, whatever `sys` is."""


def escapes(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each.

    Raises:
        SyntaxError: this is no Python.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in CONSTANTS | UNREAD:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and (node.attr in CONSTANTS | UNREAD or _of_sys(node)):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in CONSTANTS | UNREAD)


def _of_sys(node: ast.Attribute) -> bool:
    return node.attr in OF_SYS and isinstance(node.value, ast.Name) and node.value.id == "sys"
