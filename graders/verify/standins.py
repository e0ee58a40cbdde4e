"""Trivial stand-ins for a reference: the same names, and an answer that nobody had to think about.

There are at most `MOST`.  First come those in which everything public gives one answer; then each function, and each
class with all of its methods, gives one; then methods one by one, as long as there is room.  In turns: each name gets
its first answer before any gets its second, and neighbours begin with different ones.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from graders.verify.mutate.sites import Function, last_name
from graders.verify.mutate.text import Edit, Text

MOST: Final = 60
FIRST: Final = "its first argument"
FREQUENT: Final = "its most frequent answer"
ANSWERS: Final = ("None", "0", "1", "True", "''", "[]", "{}", FIRST)
# They prepare an object and answer nothing, so all that can be taken away is what they do.
SILENT: Final = frozenset({"__init__", "__init_subclass__", "__post_init__", "__set_name__"})
# A constant is a right answer of theirs, if a slow one.
CONSTANT: Final = frozenset({"__del__", "__hash__", "__length_hint__", "__sizeof__"})
NOTHING: Final = frozenset({"", "...", "pass", "return", "return None"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A whole module that answers without thinking; `describe` says which name gives which answer."""

    source: str
    describe: str


@dataclass(frozen=True, slots=True)
class _Callable:
    """A public function; `bound` says that its first parameter is an object or a class."""

    name: str
    node: Function
    bound: bool = False


def standins(source: str, *, frequent: Mapping[str, str] | None = None) -> tuple[StandIn, ...]:
    """Return the stand-ins of a module; `frequent` has the source of an answer for some names, as `Stack.pop`."""
    text = Text(source)
    functions = _by_name(
        [_Callable(node.name, node) for node in text.tree.body if isinstance(node, Function) and _is_public(node)]
    )
    methods = _by_name([method for node in text.tree.body for method in _methods(node)])
    classes: dict[str, list[_Callable]] = {}
    for name, found in methods.items():
        classes.setdefault(name.partition(".")[0], []).extend(found)
    everything = [found for group in (functions | methods).values() for found in group]
    answers = (*ANSWERS, FREQUENT) if frequent else ANSWERS
    tiers = {"": everything}, functions | classes, methods
    made = (_standin(text, *turn, frequent or {}) for tier in tiers for turn in _in_turns(tier, answers))
    return tuple(islice(_distinct(made), MOST))


def _by_name(callables: Sequence[_Callable]) -> dict[str, list[_Callable]]:
    """Return the callables of each name: a property and its setter share theirs."""
    return {c.name: [other for other in callables if other.name == c.name] for c in callables}


def _is_public(node: Function) -> bool:
    return not node.name.startswith("_") and "overload" not in _marks(node)


def _marks(node: Function) -> set[str]:
    return {last_name(mark) for mark in node.decorator_list}


def _methods(node: ast.stmt) -> Iterator[_Callable]:
    """Yield the methods of a public class that others call, by name or through an operator."""
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not _is_protocol(node):
        for inner in node.body:
            if isinstance(inner, Function) and (_is_public(inner) or _is_special(inner.name)):
                yield _Callable(f"{node.name}.{inner.name}", inner, bound="staticmethod" not in _marks(inner))


def _is_protocol(node: ast.ClassDef) -> bool:
    """Tell whether a class is for type checkers: nobody runs what stands in its methods."""
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    return any(last_name(base) == "Protocol" for base in bases)


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in CONSTANT


Turn = tuple[str, Sequence[_Callable], str]


def _in_turns(tier: Mapping[str, Sequence[_Callable]], answers: Sequence[str]) -> Iterator[Turn]:
    """Yield each name with each answer, the first of all names first."""
    for turn in range(len(answers)):
        for i, (name, callables) in enumerate(tier.items()):
            yield name, callables, answers[(turn + i) % len(answers)]


def _standin(
    text: Text, name: str, callables: Sequence[_Callable], answer: str, frequent: Mapping[str, str]
) -> StandIn:
    """Return a copy in which the callables give the answer; an empty one if all of them did so before."""
    bodies = {found: _body(found, answer, frequent) for found in callables}
    changed = {found: body for found, body in bodies.items() if body and not _is_the_same(found.node, body)}
    names = {found.name for found in changed}
    who = f"`{names.pop() if len(names) == 1 else name}`" if name or len(names) == 1 else "everything"
    said = answer if answer in {FIRST, FREQUENT} else f"`{answer}`"
    edits = [_put(text, found.node, body) for found, body in changed.items()]
    return StandIn(source=text.apply(*edits) if edits else "", describe=f"{who} answers {said}")


def _distinct(made: Iterator[StandIn]) -> Iterator[StandIn]:
    """Yield the stand-ins that differ from the module and from each other."""
    seen = {""}
    for standin in made:
        if standin.source not in seen:
            seen.add(standin.source)
            yield standin


def _body(found: _Callable, answer: str, frequent: Mapping[str, str]) -> str:
    """Return the body that gives an answer; nothing where the function stays as it is."""
    if found.node.name in SILENT:
        return "pass" if answer == "None" else ""
    value = frequent.get(found.name, "") if answer == FREQUENT else _first(found) if answer == FIRST else answer
    if value and _is_generator(found.node):
        return "return; yield" if value == "None" else f"yield {value}"
    return value and f"return {value}"


def _first(found: _Callable) -> str:
    """Return the first argument, of a method the first after its object; the object itself if there is no other."""
    given = found.node.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    names += [f"next(iter({given.vararg.arg}), None)"] if given.vararg else []
    names += [argument.arg for argument in given.kwonlyargs]
    return (names[found.bound :] or names or ["None"])[0]


def _is_generator(node: Function) -> bool:
    """Tell whether a function yields; one within it may yield for itself."""
    left: list[ast.AST] = [*node.body]
    while left:
        part = left.pop()
        if isinstance(part, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(part, Function | ast.Lambda | ast.ClassDef):
            left += ast.iter_child_nodes(part)
    return False


def _is_the_same(node: Function, body: str) -> bool:
    """Tell whether a function did no more before than its new body does."""
    parts = node.body[1:] if ast.get_docstring(node) is not None else node.body
    old = "; ".join(ast.unparse(part) for part in parts)
    return old == body or {old, body} <= NOTHING


def _put(text: Text, node: Function, body: str) -> Edit:
    """Return the edit that gives a function another body."""
    first, last = node.body[0], node.body[-1]
    marks = getattr(first, "decorator_list", [])
    start = text.before(text.span(marks[0])[0]).start if marks else text.span(first)[0]
    return Edit(start, text.span(last)[1], body)
