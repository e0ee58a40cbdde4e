"""What a hidden file may not do, seen in its syntax tree."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from graders.verify.findings import Finding, Level, Rule
from graders.verify.proxies import Proxies

BUILTIN_CLASSES: Final = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))
OUTSIDE: Final = frozenset({"pytest", "hypothesis"})
NOT_RUN: Final = frozenset({"skip", "skipif", "xfail", "importorskip"})
BOOLEAN_CALLS: Final = frozenset({"isinstance", "issubclass", "callable", "hasattr", "all", "any", "bool"})


def lint(trees: Mapping[str, ast.Module], modules: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong in the hidden files; `modules` are the names that the learner's files are imported as."""
    for file, tree in trees.items():
        if file.startswith("test_"):
            yield from _imports(file, tree, modules)
            yield from _not_run(file, tree)
            yield from _settings(file, tree)
            yield from _classes(file, tree)
        elif file == "probes.py":
            yield from _verdicts(file, tree)


def _imports(file: str, tree: ast.Module, modules: Collection[str]) -> Iterator[Finding]:
    """Allow only what is the same in judged and direct mode: nothing of the learner's."""
    for node, name in _imported(tree):
        top = name.partition(".")[0]
        if name.startswith("graders.testing") or top in sys.stdlib_module_names | OUTSIDE:
            continue
        if top in modules:
            write = (
                f"take the fixture: `def test_...(submission)`, then `submission.NAME`; only probes.py imports {top}"
            )
        elif top in {"probes", "workloads"}:
            write = "take the fixture `probes`: `def test_...(probes)`, then `probes.NAME(...)`"
        else:
            write = "a hidden test imports the standard library, pytest, hypothesis and graders.testing"
        yield _finding(file, node, f"imports `{name or '.'}`", write)


def _imported(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every import with the dotted name; `from graders import testing` is `graders.testing`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module == "graders":
                yield from ((node, f"graders.{alias.name}") for alias in node.names)
            else:
                yield node, module


def _not_run(file: str, tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NOT_RUN and _root(node) == "pytest":
            yield _finding(file, node, f"uses `{node.attr}`: a hidden check passes or fails", _WITHOUT_SKIP)
        elif isinstance(node, ast.ImportFrom) and node.module == "pytest":
            for alias in node.names:
                if alias.name in NOT_RUN:
                    yield _finding(file, node, f"imports `{alias.name}`: a hidden check passes or fails", _WITHOUT_SKIP)


_WITHOUT_SKIP: Final = "remove it, or the check; `python`, `services` and `binaries` of kata.toml say what a kata needs"


def _settings(file: str, tree: ast.Module) -> Iterator[Finding]:
    """Leave examples and deadlines to the judge's profile, so that all katas cost and shrink alike."""
    write = "remove it: the judge sets examples, deadline and seed; a smaller strategy makes a check cheaper"
    for node in ast.walk(tree):
        imported = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hypothesis")
        if imported and any(alias.name == "settings" for alias in node.names):  # type: ignore[attr-defined]
            yield _finding(file, node, "imports hypothesis's `settings`", write)
        elif isinstance(node, ast.Attribute) and node.attr == "settings" and _root(node) == "hypothesis":
            yield _finding(file, node, "uses hypothesis's `settings`", write)


def _classes(file: str, tree: ast.Module) -> Iterator[Finding]:
    """Find `isinstance` and `type` that ask about the proxy, whatever the learner's object is."""
    proxies = Proxies(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if not proxies.may_be(node.args[0]):
            continue
        asked = ast.unparse(node.args[0])
        if node.func.id == "isinstance" and len(node.args) > 1 and (name := _builtin(node.args[1])):
            write = f"write `is_a({asked}, {name})`, from graders.testing"
            yield _finding(file, node, f"`isinstance({asked}, {name})` asks about the proxy", write)
        elif node.func.id == "type" and len(node.args) == 1:
            yield _finding(file, node, f"`type({asked})` is the proxy's class", _TYPE_NAME.format(asked))


_TYPE_NAME: Final = "compare `type_name({})` with the name of the class; it is from graders.testing"


def _verdicts(file: str, tree: ast.Module) -> Iterator[Finding]:
    """Warn of a probe that answers yes or no: a guess is right half of the time."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            returned = [inner.value for inner in _own_returns(node)]
            if returned and all(value is not None and _is_boolean(value) for value in returned):
                write = "return the values that it saw, and compare them in the test"
                yield _finding(file, node, f"probe `{node.name}` returns only a bool", write, Level.WARNING)


def _own_returns(function: ast.FunctionDef) -> Iterator[ast.Return]:
    """Yield the return statements of a function, without those of functions within it."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Return):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            todo += ast.iter_child_nodes(node)


def _is_boolean(value: ast.expr) -> bool:
    if isinstance(value, ast.BoolOp):
        return all(map(_is_boolean, value.values))
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in BOOLEAN_CALLS
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.op, ast.Not)
    return isinstance(value, ast.Compare) or (isinstance(value, ast.Constant) and type(value.value) is bool)


def _builtin(node: ast.expr) -> str:
    """Return the builtin class, or the tuple or union with one, that `isinstance` is asked for."""
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return ast.unparse(node) if names & BUILTIN_CLASSES else ""


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _finding(file: str, node: ast.AST, what: str, write: str, level: Level = Level.FAULT) -> Finding:
    line = getattr(node, "lineno", 1)
    return Finding(rule=Rule.HIDDEN, what=what, where=f"hidden/{file}:{line}", write=write, level=level)
