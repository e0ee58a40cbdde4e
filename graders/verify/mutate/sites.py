"""Where a module may be changed, so that the change means something.

Never: docstrings, annotations, imports, `__all__`, type variables, f-strings (their parts have no exact place
before Python 3.12), asserts, what only a type checker or a command line reads, the default of a parameter that
nothing reads, and the options of a private dataclass.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

Function = ast.FunctionDef | ast.AsyncFunctionDef
FIELDS: Final = frozenset({"annotation", "returns", "type_params", "ctx"})
NODES: Final = frozenset(
    {"Assert", "Global", "Import", "ImportFrom", "JoinedStr", "Nonlocal", "TemplateStr", "TypeAlias"}
)
NAMES: Final = frozenset({"__all__", "__author__", "__slots__", "__version__"})
TYPE_MAKERS: Final = frozenset({"NewType", "ParamSpec", "TypeAliasType", "TypeVar", "TypeVarTuple"})
# Calls whose texts a person reads.
SPEAKING: Final = frozenset(
    {"add_note", "critical", "debug", "error", "exception", "fail", "info", "log", "print", "warn", "warning"}
)


@dataclass(frozen=True, slots=True)
class Site:
    """A node that may be changed; `message` says that texts within are for people, so they stay."""

    node: ast.AST
    parent: ast.AST
    field: str
    message: bool

    @property
    def is_condition(self) -> bool:
        """Tell whether the node decides which way to go."""
        return self.field in {"guard", "ifs"} or (self.field == "test" and isinstance(self.node, ast.expr))


def sites(parent: ast.AST, *, message: bool = False) -> Iterator[Site]:
    """Yield every place below a node, outermost first."""
    for field, child in _children(parent):
        if not _stays(child, parent):
            speaks = message or isinstance(child, ast.Raise) or _is_message(child)
            yield Site(child, parent, field, speaks)
            yield from sites(child, message=speaks)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the fields and nodes below a node; of a function's arguments only the defaults."""
    if isinstance(node, Function | ast.Lambda):
        yield from (("defaults", default) for default in _defaults(node))
    for field, value in ast.iter_fields(node):
        if field not in FIELDS:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, ast.arguments):
                    yield field, child


def _defaults(node: Function | ast.Lambda) -> Iterator[ast.expr]:
    """Yield the defaults of the parameters that the function reads."""
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    pairs = chain(
        zip(plain[::-1], given.defaults[::-1], strict=False), zip(given.kwonlyargs, given.kw_defaults, strict=True)
    )
    body = node.body if isinstance(node.body, list) else [node.body]
    read = {name.id for part in body for name in ast.walk(part) if isinstance(name, ast.Name)}
    return (default for parameter, default in pairs if default is not None and parameter.arg in read)


def _stays(node: ast.AST, parent: ast.AST) -> bool:
    """Tell whether nothing below a node may change."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name in NAMES
        case ast.If(test=test):
            return last_name(test) == "TYPE_CHECKING" or _is_name_check(test)
        case ast.BinOp(op=ast.BitOr()):
            return _is_type(node)
    return type(node).__name__ in NODES or _is_for_types(node, parent)


def _is_for_types(node: ast.AST, parent: ast.AST) -> bool:
    """Tell whether a node makes a type variable, is the type that `cast` takes, or makes a private dataclass."""
    if isinstance(node, ast.Call) and last_name(node.func) in TYPE_MAKERS:
        return True
    match parent:
        case ast.Call(func=called, args=[first, *_]):
            return first is node and last_name(called) == "cast"
        case ast.ClassDef(name=name):
            return name.startswith("_") and last_name(node) == "dataclass"
    return False


def last_name(node: ast.AST) -> str:
    """Return `b` for `b`, for `a.b` and for a call of either; nothing for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=called):
            return last_name(called)
    return ""


def qualified_name(tree: ast.AST, line: int) -> str:
    """Return the functions and classes around a line, as `_Cache.get`."""
    around = [node for node in ast.walk(tree) if isinstance(node, Function | ast.ClassDef) and _encloses(node, line)]
    return ".".join(node.name for node in around)


def _encloses(node: Function | ast.ClassDef, line: int) -> bool:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return first <= line <= (node.end_lineno or node.lineno)


def _is_name_check(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and last_name(test.left) == "__name__"


def _is_message(node: ast.AST) -> bool:
    name = last_name(node) if isinstance(node, ast.Call) else ""
    return name in SPEAKING or name.endswith(("Error", "Exception", "Warning"))


def _is_type(node: ast.AST) -> bool:
    """Tell whether an expression reads as a union of types."""
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _is_type(left) and _is_type(right)
        case ast.Subscript(value=value):
            return _is_type(value)
        case ast.Constant(value=None):
            return True
    name = last_name(node) if isinstance(node, ast.Name | ast.Attribute) else ""
    is_class_name = name[:1].isupper() and not name.isupper()
    return is_class_name or isinstance(getattr(builtins, name, None), type)
