"""Changes of statements and of what goes in and out: removals, answers, arguments, decorators, loops."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from graders.verify.mutate.sites import Site, last_name
from graders.verify.mutate.text import Edit, Text

# Without them the module does the same, or the same more slowly, which is what slow rejects are for.
NEEDLESS: Final = frozenset(
    {"cache", "final", "lru_cache", "no_type_check", "overload", "override", "runtime_checkable"}
)


def removal(site: Site, text: Text) -> Iterator[Edit]:
    """Turn a statement that has an effect into `pass`."""
    if isinstance(site.node, ast.stmt) and _has_effect(site.node):
        yield text.blank(*text.span(site.node), "pass")


def _has_effect(node: ast.stmt) -> bool:
    """Tell whether the module still has all its names without a statement."""
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Raise(exc=None):
            return True
        case ast.Delete(targets=targets):
            return not any(isinstance(target, ast.Name) for target in targets)
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value))
        case ast.Assign(targets=targets):
            return all(_is_inside_an_object(target) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr()):
            return _is_inside_an_object(target)
    return False


def _is_inside_an_object(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(map(_is_inside_an_object, target.elts))
    return isinstance(target, ast.Attribute | ast.Subscript)


def answer(site: Site, text: Text) -> Iterator[Edit]:
    """Return or yield `None`."""
    match site.node:
        case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value) | ast.Lambda(body=value):
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield text.replace(value, "None")


def yield_from(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `yield from x` into `yield x`."""
    if isinstance(site.node, ast.YieldFrom):
        start, end = text.span(site.node)
        first, second = text.tokens(start, end)[:2]
        yield text.blank(first.end, second.end)


def jump(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `break` into `continue`, and the other way round."""
    if isinstance(site.node, ast.Break | ast.Continue):
        yield Edit(*text.span(site.node), "continue" if isinstance(site.node, ast.Break) else "break")


def keyword_dropped(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `f(a, key=b)` into `f(a, )`; a flag is left to the operator that flips it."""
    node = site.node
    if isinstance(node, ast.keyword) and not (
        isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool)
    ):
        start, end = text.span(node)
        after = next(iter(text.tokens(end, len(text.source))), None)
        yield text.blank(start, after.end if after and after.string == "," else end)


def decorator_removed(site: Site, text: Text) -> Iterator[Edit]:
    """Take a decorator away."""
    if site.field == "decorator_list" and isinstance(site.node, ast.expr) and last_name(site.node) not in NEEDLESS:
        start, end = text.span(site.node)
        while text.before(start).string == "(":
            start, end = text.before(start).start, text.tokens(end, len(text.source))[0].end
        yield text.blank(text.before(start).start, end)
