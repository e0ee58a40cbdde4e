"""Write a module otherwise without changing what it does, so that no suite knows a variant by its text.

Local variables get other names, functions that stand beside each other change places, constants that nothing reads
are added, docstrings and comments go.  Pure: the same text and seed give the same text.
"""

from __future__ import annotations

import ast
import builtins
import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
_BUILTINS: Final = frozenset(dir(builtins))
_CONSTANTS: Final = (1, 4)
"""The fewest and the most dead constants."""


def noisy(source: str, seed: int) -> str:
    """Return a module's text, written otherwise by a seed."""
    chance = random.Random(seed)
    tree = ast.parse(source)
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | set(_defined(tree.body))
    taken |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for function in _outermost(tree):
        _rename(function, _locals(function) - set(_defined(tree.body)) - _BUILTINS, taken, chance)
    for node in ast.walk(tree):
        _without_docstring(node)
    tree.body = _with_constants(list(_shuffled(tree.body, chance)), taken, chance)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    """Yield the names that a module's own statements bind."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, Function | ast.ClassDef):
                yield node.name
            elif isinstance(node, ast.alias):
                yield (node.asname or node.name).partition(".")[0]
        if not isinstance(statement, Function | ast.ClassDef):
            yield from (node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _outermost(tree: ast.Module) -> Iterator[Function]:
    """Yield the functions and methods that stand in no other."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop()):
            if isinstance(child, Function):
                yield child
            else:
                waiting.append(child)


def _locals(function: Function) -> set[str]:
    """Return the names that a function binds for itself: no parameter, no function, no class or what is in one."""
    bound: set[str] = set()
    kept: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            bound.add(node.id)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            kept.add(node.arg)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            kept.update(node.names)
        elif isinstance(node, Function):
            kept.add(node.name)
        elif isinstance(node, ast.alias):
            kept.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ClassDef):
            kept.update(name.id for name in ast.walk(node) if isinstance(name, ast.Name))
            kept.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            kept.add(node.rest)
    return {name for name in bound - kept if not name.startswith("__")}


def _rename(function: Function, names: set[str], taken: set[str], chance: random.Random) -> None:
    new = {name: _fresh(taken, chance) for name in sorted(names)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            node.id = new.get(node.id, node.id)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            node.name = new.get(node.name, node.name)


def _fresh(taken: set[str], chance: random.Random) -> str:
    while (name := f"v{chance.randrange(36**4):04x}") in taken:
        pass
    taken.add(name)
    return name


def _without_docstring(node: ast.AST) -> None:
    if isinstance(node, Function | ast.ClassDef | ast.Module) and ast.get_docstring(node, clean=False) is not None:
        node.body = node.body[1:] or [ast.Pass()]


def _shuffled(body: list[ast.stmt], chance: random.Random) -> Iterator[ast.stmt]:
    """Yield the statements, functions that stand beside each other in another order."""
    run: list[Function] = []
    for statement in body:
        if isinstance(statement, Function) and _is_plain(statement) and statement.name not in {f.name for f in run}:
            run.append(statement)
            continue
        yield from chance.sample(run, len(run))
        run = []
        yield statement
    yield from chance.sample(run, len(run))


def _is_plain(function: Function) -> bool:
    """Tell whether to define a function runs nothing of the module: annotations may name types, which stand above."""
    arguments = function.args
    defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
    return not function.decorator_list and all(isinstance(default, ast.Constant) for default in defaults)


def _with_constants(body: list[ast.stmt], taken: set[str], chance: random.Random) -> list[ast.stmt]:
    """Return the statements with constants between them, behind the imports from `__future__`."""
    first = 1 + max((i for i, one in enumerate(body) if _is_future(one)), default=-1)
    for _ in range(chance.randint(*_CONSTANTS)):
        constant = ast.Assign([ast.Name(f"_{_fresh(taken, chance)}", ast.Store())], ast.Constant(chance.random()))
        body.insert(chance.randint(first, len(body)), constant)
    return body


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
