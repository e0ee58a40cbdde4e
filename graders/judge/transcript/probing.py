"""The source of a probe with all that it uses: it holds no expected value, so it may be shown."""

from __future__ import annotations

import ast
from typing import Final

from graders.judge.transcript.literals import CannotWrite

_ELSEWHERE: Final = {"probekit": "graders.worker.probekit"}
Import = tuple[str, str]


def probe_source(text: str, name: str) -> tuple[list[Import], list[str]]:
    """Return the imports (module, name) and the definitions that the probe `name` needs, docstrings off.

    Raises:
        CannotWrite: there is no such probe, or an import in a form that cannot be taken over.
    """
    tree = ast.parse(text)
    given = {defined: node for node in tree.body for defined in _defines(node)}
    if name not in given:
        raise CannotWrite(f"no probe {name}")
    wanted: list[str] = []
    queue = [name]
    while queue:
        current = queue.pop()
        if current in given and current not in wanted:
            wanted.append(current)
            queue += sorted(_uses(given[current]))
    nodes = [node for node in tree.body if any(defined in wanted for defined in _defines(node))]
    imports = [pair for node in nodes for pair in _imports(node, wanted)]
    kept = [_bare(node) for node in nodes if not isinstance(node, ast.Import | ast.ImportFrom)]
    return imports, kept


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.Assign):
        return [n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)]
    return []


def _uses(node: ast.stmt) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _imports(node: ast.stmt, wanted: list[str]) -> list[Import]:
    if isinstance(node, ast.Import):
        return [(alias.name, "") for alias in node.names if (alias.asname or alias.name.split(".")[0]) in wanted]
    if isinstance(node, ast.ImportFrom):
        module = _ELSEWHERE.get(node.module or "", node.module or "")
        return [(module, _as(alias)) for alias in node.names if (alias.asname or alias.name) in wanted]
    return []


def _as(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _bare(node: ast.stmt) -> str:
    """Return a definition without its docstring; those inside may matter to what the submission does."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(node)
