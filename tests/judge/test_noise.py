"""A variant is written otherwise in each run, and does the same."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.judge.variants.noise import noisy

ROOT = Path(__file__).parents[2]
SEEDS = st.integers(0, 2**32)
SOURCES = sorted((ROOT / "solutions").glob("*/*/*.py"))
TRICKY = '''
"""All that a renaming could break."""
from __future__ import annotations
import math as m
from functools import reduce as fold
LIMIT = 10


def simple(a, b=2, *rest, c: int = 3, **more):
    """Add."""
    total = a + b + c
    for one in rest:
        total += one
    return total, sorted(more), f"{total=}", f"{total!r:>5}"


def nested(n):
    count = 0

    def step(k):
        nonlocal count
        count += k
        inner = [count * i for i in range(k) if (half := i // 2) or not half]
        return inner, half

    return [step(i + 1) for i in range(n)], count


def caught(text):
    try:
        number = int(text)
    except ValueError as problem:
        return type(problem).__name__, LIMIT
    else:
        return m.sqrt(number), fold(lambda x, y: x + y, range(number), 0)


def matched(thing):
    match thing:
        case {"a": first, **rest}:
            return first, rest
        case [head, *tail] if len(tail) < LIMIT:
            return head, tail
        case (int() | str()) as plain:
            return plain
    return None


def made():
    class Local:
        size = 3

        def grow(self, by):
            size = self.size + by
            return size

    local = Local()
    import json
    text = json.dumps(local.grow(2))
    del local
    return text


def later(n):
    value = yield n
    while value:
        value = yield (got := value * 2)
        last = got
    return last


async def waits(thing):
    answer = await thing
    async with answer as opened:
        return opened


class Shape:
    sides = 4

    def area(self, width):
        height = width * self.sides
        return height


class Square(Shape):
    def area(self, width):
        result = super().area(width)
        return result + self.sides
'''


def outcomes(source: str) -> list[Any]:
    """Return what the functions of `TRICKY` answer."""
    space: dict[str, Any] = {"__name__": "tricky"}
    exec(compile(source, "tricky.py", "exec", dont_inherit=True), space)
    walk = space["later"](4)
    steps = [next(walk), walk.send(5), walk.send(7)]
    return [
        space["simple"](1, 2, 3, 4, c=5, d=6),
        space["nested"](4),
        space["caught"]("9"),
        space["caught"]("x"),
        [space["matched"](x) for x in ({"a": 1, "b": 2}, [1, 2, 3], "s", 3.5)],
        space["made"](),
        steps,
        space["Square"]().area(3),
        space["simple"].__kwdefaults__,
    ]


@given(SEEDS)
def test_it_does_the_same(seed: int) -> None:
    assert outcomes(noisy(TRICKY, seed)) == outcomes(TRICKY)


@given(SEEDS)
def test_it_is_written_otherwise_each_time_and_the_same_for_a_seed(seed: int) -> None:
    assert noisy(TRICKY, seed) == noisy(TRICKY, seed)
    assert noisy(TRICKY, seed) != noisy(TRICKY, seed + 1)


@given(SEEDS)
def test_no_docstring_and_no_local_name_is_left(seed: int) -> None:
    text = noisy(TRICKY, seed)

    assert "Add." not in text
    assert "All that" not in text
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert names.isdisjoint({"total", "number", "count", "inner", "half", "head", "tail", "got", "opened"} - {"count"})


def test_two_seeds_rarely_agree_on_an_order() -> None:
    orders = {
        tuple(node.name for node in ast.parse(noisy(TRICKY, seed)).body if isinstance(node, ast.FunctionDef))
        for seed in range(20)
    }
    assert len(orders) > 10


@pytest.mark.parametrize("source", SOURCES[:40], ids=lambda path: path.stem)
def test_any_module_stays_one_with_the_same_public_names(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    for seed in itertools.islice(itertools.count(1), 3):
        found = ast.parse(noisy(text, seed))
        compile(found, source.name, "exec", dont_inherit=True)
        assert _public(found) == _public(ast.parse(text))


def _public(tree: ast.Module) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in tree.body if isinstance(node, kinds)}
