"""What must hold of the variants of a kata whose learner delivers tests: enough of them, each asked about once."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graders.judge.variants.facts import NAME, REFACTORS, STAGES, Variants, has_variants, read_variants
from graders.model import GraderError, Kata
from graders.verify.findings import Finding, Rule

MUTANTS: Final = (8, 15)
REFACTORINGS: Final = (2, 3)
STEPS: Final = (5, 12)
"""The fewest and the most of each."""
QUOTE: Final = '"'


def variant_findings(kata: Kata, trees: Mapping[str, ast.Module]) -> Iterator[Finding]:
    """Check a kata's variants against the calls of `suite` in its hidden tests."""
    if not has_variants(kata):
        return
    try:
        variants = read_variants(kata)
    except GraderError as error:
        yield _finding(str(error), "mend it")
        return
    yield from _amount(variants)
    asked = Counter(_asked(trees))
    for call in _calls(variants):
        if asked[call] != 1:
            what = f"`{call.argument.strip(QUOTE) or variants.target}` is asked about by {asked[call]} checks"
            yield _finding(what, f"write one check with `assert suite.{call.method}({call.argument}) == []`")


class Call(NamedTuple):
    """A call on `suite`; the argument as it is written, with double quotes."""

    method: str
    argument: str = ""


def _calls(variants: Variants) -> Iterator[Call]:
    """Yield the calls that must be there once each."""
    yield Call("failures")
    yield from (Call("missed", f'"{name}"') for name in variants.mutants)
    yield from (Call("failures", f'"{name}"') for name in variants.refactors)
    yield from (Call("rung", str(stage)) for stage in range(len(variants.stages)))


def _amount(variants: Variants) -> Iterator[Finding]:
    steps = len(variants.stages) - 1
    if variants.stages and not STEPS[0] <= steps <= STEPS[1]:
        yield _finding(f"hidden/{STAGES}/ has {steps} steps behind the first file", f"write {STEPS[0]} to {STEPS[1]}")
    if variants.stages:
        return
    for what, names, (fewest, most) in (
        ("mutants", variants.mutants, MUTANTS),
        (f"files in hidden/{REFACTORS}/", variants.refactors, REFACTORINGS),
    ):
        if not fewest <= len(names) <= most:
            yield _finding(f"there are {len(names)} {what}", f"write {fewest} to {most}")


def _asked(trees: Mapping[str, ast.Module]) -> Iterator[Call]:
    """Yield each call on `suite`."""
    for tree in trees.values():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="suite"), attr=method), args=[]):
                    yield Call(method)
                case ast.Call(func=ast.Attribute(value=ast.Name(id="suite"), attr=method), args=[ast.Constant(value)]):
                    yield Call(method, f'"{value}"' if isinstance(value, str) else str(value))


def _finding(what: str, write: str) -> Finding:
    return Finding(rule=Rule.HIDDEN, what=what, where=f"hidden/{NAME}", write=write)
