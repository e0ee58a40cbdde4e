"""Machine-made mutants of a reference: the same module, wrong at one place.

Mutants that must die measure hidden tests, so none is made that every test would kill or that none could: what no
test can see is left alone (graders/verify/mutate/sites.py).  Each change is made in the text, so that comments
and the numbers of the lines stay.  A mutant may run for ever; the judge's CPU limit ends it, and it counts as dead.
"""

from __future__ import annotations

import ast
import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from graders.verify.mutate import expressions, statements
from graders.verify.mutate.sites import Site, qualified_name, sites
from graders.verify.mutate.text import Edit, Text

# The usual names of mutation analysis are those of MutPy: ROR, AOR, ASR, LCR, COI and COD, CRP, SIR, SDL, BCR, DDL.
OPERATORS: Final[Mapping[str, Callable[[Site, Text], Iterator[Edit]]]] = MappingProxyType(
    {
        "comparison boundary": expressions.boundary,
        "comparison negation": expressions.comparison_negation,
        "arithmetic": expressions.arithmetic,
        "augmented assignment": expressions.augmented,
        "sign": expressions.unary,
        "connector": expressions.connector,
        "condition negation": expressions.condition_negation,
        "fixed condition": expressions.fixed_condition,
        "constant": expressions.constant,
        "default": expressions.default,
        "slice bound": expressions.slice_bound,
        "removal": statements.removal,
        "answer": statements.answer,
        "yield from": statements.yield_from,
        "jump": statements.jump,
        "keyword dropped": statements.keyword_dropped,
        "decorator removed": statements.decorator_removed,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A whole module that is wrong at one line.

    `describe` shows the line before and after and names its function, so it still fits when lines are added above.
    """

    source: str
    line: int
    describe: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    operator: str
    line: int
    edit: Edit


def mutants(source: str, *, most: int = 60, seed: int = 0) -> tuple[Mutant, ...]:
    """Return the mutants of a module by line, at most so many: evenly of all operators, then of all lines."""
    text = Text(source)
    chosen = islice(_valid(_evenly(_candidates(text), seed), text), most)
    return tuple(
        _mutant(candidate, text) for candidate in sorted(chosen, key=lambda c: (c.line, c.edit.start, c.edit.new))
    )


def _candidates(text: Text) -> list[_Candidate]:
    return [
        _Candidate(name, text.line(edit.start), edit)
        for site in sites(text.tree)
        for name, operator in OPERATORS.items()
        for edit in operator(site, text)
    ]


def _evenly(candidates: Iterable[_Candidate], seed: int) -> Iterator[_Candidate]:
    """Yield all candidates: always one of the operator, and then of the line, that had the fewest turns."""
    left = list(candidates)
    random.Random(seed).shuffle(left)
    operators: Counter[str] = Counter()
    lines: Counter[int] = Counter()
    while left:
        found = min(left, key=lambda c: (operators[c.operator], lines[c.line]))
        left.remove(found)
        operators[found.operator] += 1
        lines[found.line] += 1
        yield found


def _valid(candidates: Iterable[_Candidate], text: Text) -> Iterator[_Candidate]:
    """Yield the candidates that compile and are no copy of the original or of an earlier one."""
    seen = {ast.dump(text.tree)}
    for candidate in candidates:
        tree = _compiled(text.apply(candidate.edit))
        if tree is not None and (dump := ast.dump(tree)) not in seen:
            seen.add(dump)
            yield candidate


def _compiled(source: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(source)
            compile(tree, "<mutant>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return None
    return tree


def _mutant(candidate: _Candidate, text: Text) -> Mutant:
    source, line = text.apply(candidate.edit), candidate.line
    before, after = text.code(line), text.code(line, source)
    change = f"becomes `{after}`" if after else "is removed"
    name = qualified_name(text.tree, line)
    return Mutant(source=source, line=line, describe=f"`{before}` {change}" + (f" in `{name}`" if name else ""))
