"""A test's own `assert` in the names of the script: attributed by its source, never by its values."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Any, Final

from graders import testing
from graders.judge import proxy
from graders.judge.transcript.literals import CannotWrite, Literals
from graders.judge.transcript.record import Entry, Log, Span, kept
from graders.worker import doubles

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.judge.transcript.failing import Failing

_FOLDED: Final = (ast.Subscript, ast.BinOp, ast.Call, ast.UnaryOp, ast.BoolOp, ast.Attribute, ast.IfExp, ast.JoinedStr)
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)


_REPEATS: Final = frozenset({"next", "iter", "len"})


def run_of(entries: list[Entry], at: int, span: Span) -> int:
    """Return how many requests, from `at` on, one run of the statement at `span` made."""
    seen: set[Span | None] = set()
    for count, entry in enumerate(entries[at:]):
        if entry.span is None or not entry.span.within(span):
            return count
        if entry.span in seen and entry.operation not in _REPEATS:
            return count
        seen.add(entry.span)
    return len(entries) - at


def split(entries: list[Entry], span: Span, node: ast.Assert) -> tuple[list[Entry], list[Entry]]:
    """Split off the requests that the assert made when it was run last.

    pytest asks for `repr` when it explains a failed assert: those requests are dropped.
    """
    inside = [e for e in entries if e.span is not None and e.span.within(span)]
    if "repr" not in ast.unparse(node):
        dropped = [e for e in inside if e.operation == "repr"]
        entries = [e for e in entries if e not in dropped]
    at = len(entries)
    seen: set[Span] = set()
    looped = any(isinstance(part, _COMPREHENSIONS) for part in ast.walk(node))
    while at and (last := entries[at - 1]).span is not None and last.span.within(span):
        if last.span in seen and last.operation not in _REPEATS and not looped:
            break
        seen.add(last.span)
        at -= 1
    return entries[:at], entries[at:]


class Rewriter(ast.NodeTransformer):
    """Replace what only the test knows by what the script knows.

    Args:
        failing: the statement and its names.
        literals: writes values.
        define: the script's name for a double or a list of the test's.
        roots: id of a module proxy -> the script's name of a thing in it, given the attribute.
    """

    def __init__(
        self,
        failing: Failing,
        literals: Literals,
        log: Log,
        roots: Callable[[Any, str], str | None],
        variables: set[str],
    ) -> None:
        self._failing, self._literals, self._log, self._roots = failing, literals, log, roots
        self._bound: set[str] = set(variables)

    def text(self, node: ast.expr) -> str:
        """Return an expression as the script writes it."""
        fresh = ast.parse(ast.unparse(node), mode="eval").body
        return ast.unparse(self.visit(fresh))

    def _parsed(self, text: str) -> ast.expr:
        return ast.parse(text, mode="eval").body

    def visit(self, node: ast.AST) -> Any:
        """Write what is plain data as its value; go into the rest."""
        if isinstance(node, _FOLDED) and self._is_plain(node):
            try:
                return self._parsed(self._literals.text(kept(self._evaluated(node))))
            except Exception:  # noqa: BLE001  (no value, or none with a text: written as it stands)
                return super().visit(node)
        return super().visit(node)

    def _is_plain(self, node: ast.expr) -> bool:
        """Say whether an expression depends on nothing that the script has as a variable."""
        return all(self._is_plain_name(part) for part in ast.walk(node) if isinstance(part, ast.Name | ast.Attribute))

    def _is_plain_name(self, node: ast.Name | ast.Attribute) -> bool:
        if isinstance(node, ast.Name) and node.id in self._bound:
            return False
        value = self._held(node)
        special = type(value) is proxy.Handle or type(value) in doubles.DOUBLES or id(value) in self._log.owners
        return not special and not (callable(value) and value in _HELPERS)

    def _evaluated(self, node: ast.expr) -> Any:
        code = compile(ast.fix_missing_locations(ast.Expression(node)), "<expected>", "eval")
        return eval(code, self._failing.frame.f_globals, dict(self._failing.frame.f_locals))  # noqa: S307  (a test's own source)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self._bound:
            return node
        try:
            value = self._failing.value(node.id)
        except KeyError:
            if hasattr(builtins, node.id):
                return node
            raise CannotWrite(node.id) from None
        return self._parsed(self._value(value))

    def _value(self, value: Any) -> str:
        if type(value) is proxy.Handle:
            return self._literals.text(kept(value))
        if type(value) in doubles.DOUBLES or id(value) in self._log.owners:
            return self._literals.define(value)
        if isinstance(value, type) or not callable(value):
            return self._literals.text(kept(value))
        raise CannotWrite(repr(value))

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        owner = self._held(node.value)
        if type(owner) is proxy.Handle:
            name = self._roots(owner, node.attr)
            if name is not None:
                return self._parsed(name)
        elif owner is not None and type(owner) not in doubles.DOUBLES:
            return self._parsed(self._value(getattr(owner, node.attr)))
        node.value = self.visit(node.value)
        return node

    def _held(self, node: ast.expr) -> Any:
        """Return what a name or `self.name` stands for; None where it is neither."""
        if isinstance(node, ast.Name) and node.id not in self._bound:
            try:
                return self._failing.value(node.id)
            except KeyError:
                return None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = self._held(node.value)
            names = {} if owner is None or type(owner) is proxy.Handle else {**vars(type(owner)), **_fields(owner)}
            return names.get(node.attr)
        return None

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = self._held(node.func)
        if function is not None and type(function) is not proxy.Handle:
            helper = _HELPERS.get(function) if callable(function) else None
            if helper is not None:
                return self._parsed(helper(self._literals, [self.text(arg) for arg in node.args]))
            if not isinstance(function, type) and type(function) not in doubles.DOUBLES and not _is_builtin(function):
                raise CannotWrite(ast.unparse(node))
        node.func = self.visit(node.func)
        node.args = [self.visit(arg) for arg in node.args]
        node.keywords = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, _COMPREHENSIONS):
            before = set(self._bound)
            targets = [
                n for part in ast.walk(node) if isinstance(part, ast.comprehension) for n in ast.walk(part.target)
            ]
            arguments = [
                ast.Name(a.arg) for part in ast.walk(node) if isinstance(part, ast.arguments) for a in part.args
            ]
            self._bound |= {n.id for n in [*targets, *arguments] if isinstance(n, ast.Name)}
            result = super().generic_visit(node)
            self._bound = before
            return result
        return super().generic_visit(node)


def _is_builtin(function: Any) -> bool:
    return getattr(builtins, getattr(function, "__name__", ""), None) is function


def _fields(x: Any) -> dict[str, Any]:
    return dict(getattr(x, "__dict__", {}))


_HELPERS: Final[dict[Any, Callable[[Literals, list[str]], str]]] = {
    testing.is_a: lambda _, args: f"isinstance({', '.join(args)})",
    testing.type_name: lambda _, args: f"type({args[0]}).__name__",
    testing.fields: lambda _, args: f"vars({args[0]})",
    testing.take: lambda _, args: args[0],
    testing.drain: lambda literals, args: (
        f"list({literals.need('itertools', 'islice')}({args[0]}, {args[1] if len(args) > 1 else testing.MANY}))"
    ),
}
