"""What must hold of the variants of a kata whose learner delivers tests: enough of them, each asked about once."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from graders.judge.variants.facts import NAME, REFACTORS, Variants, has_variants, read_variants
from graders.model import GraderError, Kata
from graders.verify.findings import Finding, Rule

MUTANTS: Final = (8, 15)
REFACTORINGS: Final = (2, 3)
"""The fewest and the most of each."""


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
    for method, names in {"missed": variants.mutants, "failures": {"": variants.correct, **variants.refactors}}.items():
        for name in names:
            if asked[method, name] != 1:
                call = f'suite.{method}("{name}")' if name else f"suite.{method}()"
                what = f"`{name or variants.target}` is asked about by {asked[method, name]} checks"
                yield _finding(what, f"write one check with `assert {call} == []`")


def _amount(variants: Variants) -> Iterator[Finding]:
    for what, names, (fewest, most) in (
        ("mutants", variants.mutants, MUTANTS),
        (f"files in hidden/{REFACTORS}/", variants.refactors, REFACTORINGS),
    ):
        if not fewest <= len(names) <= most:
            yield _finding(f"there are {len(names)} {what}", f"write {fewest} to {most}")


def _asked(trees: Mapping[str, ast.Module]) -> Iterator[tuple[str, str]]:
    """Yield method and name of each call on `suite`."""
    for tree in trees.values():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="suite"), attr=method), args=[]):
                    yield method, ""
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="suite"), attr=method), args=[ast.Constant(value=str(name))]
                ):
                    yield method, name


def _finding(what: str, write: str) -> Finding:
    return Finding(rule=Rule.HIDDEN, what=what, where=f"hidden/{NAME}", write=write)
