"""The hidden checks as their text shows them: names, places, and whether each is an example."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graders.verify.findings import Finding, Rule

_STATIC: Final = {"static", "suite"}
"""Fixtures that show what they found by themselves: no script of calls would."""


class Kind(StrEnum):
    """How a check chooses its inputs; only an example sees the same ones in every run."""

    EXAMPLE = "example"
    PROPERTY = "property"
    MACHINE = "state machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test function of a hidden file; a method is called `Class.name`, as the judge does.

    A static one asks tools about the text, or runs the tests in it, so no script of calls shows its failure.
    """

    name: str
    kind: Kind
    where: str
    static: bool = False


def base_name(check: str) -> str:
    """Return the name of a check without the ids of its parameters."""
    return check.partition("[")[0]


def matches(wanted: str, check: str) -> bool:
    """Tell whether a name in cases.toml means a check: `test_x` means `test_x[...]` too."""
    return wanted in {check, base_name(check)}


def find_checks(trees: Mapping[str, ast.Module]) -> list[Check]:
    """Return the test functions of the hidden files, by the name of the file."""
    return [check for file, tree in trees.items() if file.startswith("test_") for check in _checks(file, tree)]


def _checks(file: str, tree: ast.Module) -> Iterator[Check]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for inner in node.body:
                yield from _check(file, inner, f"{node.name}.")
        else:
            yield from _check(file, node, "")


def _check(file: str, node: ast.stmt, owner: str) -> Iterator[Check]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
        where, static = f"hidden/{file}:{node.lineno}", not _STATIC.isdisjoint(_arguments(node))
        yield Check(name=owner + node.name, kind=_kind(node), where=where, static=static)


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}


def _kind(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Kind:
    if any(_called(decorator) == "given" for decorator in node.decorator_list):
        return Kind.PROPERTY
    return Kind.MACHINE if "machine" in _arguments(node) else Kind.EXAMPLE


def _called(node: ast.expr) -> str:
    """Return the last part of a decorator's name."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def name_findings(checks: list[Check]) -> Iterator[Finding]:
    """Check that there are checks, and that no two have the same name: a report could not tell them apart."""
    if not checks:
        write = "write hidden/test_behaviour.py with a `def test_...(submission)` for each rule of the README"
        yield Finding(rule=Rule.HIDDEN, what="there is no hidden check", where="hidden/", write=write)
    places = defaultdict(list)
    for check in checks:
        places[check.name].append(check.where)
    for name, where in places.items():
        if len(where) > 1:
            what = f"`{name}` is also the name of the check in {where[0]}"
            yield Finding(rule=Rule.HIDDEN, what=what, where=where[-1], write="give one of them a name of its own")


def parse_hidden(texts: Mapping[str, str]) -> tuple[dict[str, ast.Module], list[Finding]]:
    """Return the syntax trees of the hidden files, and a finding for each that has none."""
    trees, findings = {}, []
    for file, text in texts.items():
        try:
            trees[file] = ast.parse(text)
        except (SyntaxError, ValueError) as error:
            where = f"hidden/{file}:{getattr(error, 'lineno', None) or 1}"
            what = f"does not parse: {getattr(error, 'msg', error)}"
            findings.append(Finding(rule=Rule.HIDDEN, what=what, where=where, write="mend the syntax"))
    return trees, findings
