"""Changes of expressions: comparisons, arithmetic, conditions, constants, slices."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from graders.verify.mutate.sites import Site
from graders.verify.mutate.text import Edit, Text

BOUNDARY: Final[dict[type[ast.cmpop], str]] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
NEGATION: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
ARITHMETIC: Final[dict[type[ast.operator], str]] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.Mod: "//",
    ast.Pow: "*",
    ast.LShift: ">>",
    ast.RShift: "<<",
    ast.BitAnd: "|",
    ast.BitOr: "&",
    ast.BitXor: "&",
}
# Displays that know one operator or two: any other is a TypeError at once, which proves nothing.
DISPLAYS: Final = (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.JoinedStr)


def boundary(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `<` into `<=`."""
    yield from _comparisons(site, text, BOUNDARY)


def comparison_negation(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `==` into `!=`, `in` into `not in`, `is` into `is not`, `<` into `>=`."""
    yield from _comparisons(site, text, NEGATION)


def _comparisons(site: Site, text: Text, table: dict[type[ast.cmpop], str]) -> Iterator[Edit]:
    if isinstance(site.node, ast.Compare):
        operands = pairwise([site.node.left, *site.node.comparators])
        for (left, right), op in zip(operands, site.node.ops, strict=True):
            if type(op) in table:
                sign = text.between(left, right)
                yield Edit(sign.start, sign.end, table[type(op)])


def arithmetic(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `+` into `-`, and so on."""
    match site.node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            if not (_is_display(left) or _is_display(right)):
                sign = text.between(left, right)
                yield Edit(sign.start, sign.end, ARITHMETIC[type(op)])


def _is_display(node: ast.expr) -> bool:
    return isinstance(node, DISPLAYS) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def augmented(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `+=` into `-=`."""
    match site.node:
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in ARITHMETIC:
            sign = text.between(target, value)
            yield Edit(sign.start, sign.end, f"{ARITHMETIC[type(op)]}=")


def unary(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `-x` into `x`."""
    if isinstance(site.node, ast.UnaryOp) and isinstance(site.node.op, ast.USub | ast.Invert):
        yield _without_first_token(site.node, text)


def connector(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `and` into `or`."""
    if isinstance(site.node, ast.BoolOp):
        for left, right in pairwise(site.node.values):
            sign = text.between(left, right)
            yield Edit(sign.start, sign.end, "or" if sign.string == "and" else "and")


def condition_negation(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `not x` into `x`, and a condition `x` into `not (x)`; a comparison has a negation of its own."""
    node = site.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _without_first_token(node, text)
    elif site.is_condition and isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.Constant):
        start, end = text.span(node)
        yield Edit(start, end, f"not ({text.source[start:end]})")


def _without_first_token(node: ast.expr, text: Text) -> Edit:
    start, end = text.span(node)
    first, second = text.tokens(start, end + 1)[:2]
    return text.blank(first.start, second.start)


def fixed_condition(site: Site, text: Text) -> Iterator[Edit]:
    """Turn a condition into `True`, and into `False`."""
    if site.is_condition and isinstance(site.node, ast.expr) and not isinstance(site.node, ast.Constant):
        yield text.replace(site.node, "False")
        if not (isinstance(site.parent, ast.While) and _has_no_way_out(site.parent)):
            yield text.replace(site.node, "True")


def _has_no_way_out(loop: ast.While) -> bool:
    """Tell whether the loop would run for ever, which costs a CPU limit and proves nothing."""
    ways = (ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await)
    return not any(isinstance(node, ways) for node in ast.walk(loop))


def constant(site: Site, text: Text) -> Iterator[Edit]:
    """Add one to a number, empty a text, turn `True` into `False`."""
    if isinstance(site.node, ast.Constant):
        new = _other_value(site.node.value, message=site.message)
        if new:
            yield text.replace(site.node, new)


def _other_value(value: object, *, message: bool) -> str:
    match value:
        case bool():
            return str(not value)
        case int():
            return str(value + 1)
        case float() if math.isfinite(value):
            return repr(value + 1)
        case str() if not message:
            return '""' if value else '"XX"'
        case bytes() if not message:
            return 'b""' if value else 'b"XX"'
    return ""


def default(site: Site, text: Text) -> Iterator[Edit]:
    """Turn a default `None` into `0`, and one that is computed into `None`."""
    if site.field == "defaults" and isinstance(site.node, ast.expr):
        if not isinstance(site.node, ast.Constant):
            yield text.replace(site.node, "None")
        elif site.node.value is None:
            yield text.replace(site.node, "0")


def slice_bound(site: Site, text: Text) -> Iterator[Edit]:
    """Turn `x[:n]` into `x[:(n) + 1]` and `x[:(n) - 1]`; `constant` adds one to a number."""
    if site.field in {"lower", "upper"} and isinstance(site.node, ast.expr):
        start, end = text.span(site.node)
        match site.node:
            case ast.Constant(value=int(number)):
                yield Edit(start, end, str(number - 1))
            case ast.UnaryOp(operand=ast.Constant()):
                pass
            case _:
                yield Edit(start, end, f"({text.source[start:end]}) + 1")
                yield Edit(start, end, f"({text.source[start:end]}) - 1")
