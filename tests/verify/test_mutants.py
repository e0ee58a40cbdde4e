"""Mutants: which are made of what, what stays, and that each is one change."""

from __future__ import annotations

import ast
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.verify.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "solutions/02_advanced_python/ttl_memo/ttl_memo.py"

SHELF = '''\
class Shelf:
    """Books."""

    def take(self, n=1, *, key=None):
        if n < 0:  # nothing
            raise ValueError("n is negative")
        self.taken += n
        return sorted(self.books, key=key)[:n]
'''
TAKE = "in `Shelf.take`"


def changes(source: str) -> set[str]:
    """Return what the mutants of a module's only line become."""
    return {mutant.source.strip() for mutant in mutants(source, most=1000)}


def test_a_small_class_has_these_mutants() -> None:
    head, condition = "def take(self, n=1, *, key=None):", "if n < 0:"
    count, last = "self.taken += n", "return sorted(self.books, key=key)[:n]"

    assert [(mutant.line, mutant.describe) for mutant in mutants(SHELF)] == [
        (4, f"`{head}` becomes `def take(self, n=2, *, key=None):` {TAKE}"),
        (4, f"`{head}` becomes `def take(self, n=1, *, key=0):` {TAKE}"),
        *[(5, f"`{condition}` becomes `if {new}:` {TAKE}") for new in CONDITIONS],
        (7, f"`{count}` becomes `pass` {TAKE}"),
        (7, f"`{count}` becomes `self.taken -= n` {TAKE}"),
        (8, f"`{last}` becomes `return None` {TAKE}"),
        (8, f"`{last}` becomes `return sorted(self.books, )[:n]` {TAKE}"),
        *[(8, f"`{last}` becomes `return sorted(self.books, key=key)[:(n) {sign} 1]` {TAKE}") for sign in "+-"],
    ]


CONDITIONS = ["False", "True", "n <= 0", "n >= 0", "n < 1"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a == b", {"a != b", "pass"}),
        ("(a) not in (b)", {"(a) in (b)", "pass"}),
        ("a is b < c", {"a is not b < c", "a is b <= c", "a is b >= c", "pass"}),
        ("x = a ** -b", {"x = a * -b", "x = a ** b"}),
        ("x //= b", {"x /= b", "pass"}),
        ("x = a and b or c", {"x = a or b or c", "x = a and b and c"}),
        ("x = not a", {"x = a"}),
        ("x = a if f() else b", {f"x = a if {new} else b" for new in ("not (f())", "True", "False")}),
        ("x = 'é' + str(0)", {'x = "" + str(0)', "x = 'é' + str(1)"}),
        ("x = b''", {'x = b"XX"'}),
        ("x = (True, 1.5)", {"x = (False, 1.5)", "x = (True, 2.5)"}),
        (
            "def f(x=None, y=z): x, y",
            {f"def f({new}): x, y" for new in ("x=0, y=z", "x=None, y=None")} | {"def f(x=None, y=z): pass"},
        ),
        ("x = a[2:]", {"x = a[3:]", "x = a[1:]"}),
        ("def f(): yield from x", {"def f(): yield x", "def f(): pass"}),
        ("for x in y: break", {"for x in y: continue"}),
        ("f = g(a, k=b)", {"f = g(a, )"}),
        ("f = g(k=b, **c)", {"f = g( **c)", "f = g(k=b, )"}),
        ("@(g)\ndef f(): return x", {"def f(): return x", "@(g)\ndef f(): return None"}),
        ("a.b, c[0] = d", {"pass", "a.b, c[1] = d"}),
        ("x = x.strip()", {"pass"}),
        ("del a[b]", {"pass"}),
    ],
)
def test_each_operator_changes_one_thing(source: str, expected: set[str]) -> None:
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "from a import b",
        "x: Literal[1, 'a']",
        "def f(x: Annotated[int, 1]) -> 'str': ...",
        "__all__ = ['a', 'b']",
        "T = TypeVar('T', bound='A')",
        "x = f'{a + 1} of {b < 2}'",
        "raise ValueError('one' 'two')",
        "e = cast('list[int]', e2)",
        "assert x < 1, 'message'",
        "x = int | Fraction | None",
        "x = [y] + z",
        "if TYPE_CHECKING:\n    x = 1",
        "if __name__ == '__main__':\n    main(1)",
        "def f(unused=1): ...",
        "@lru_cache\ndef f(): ...",
        "@dataclass(frozen=True)\nclass _Private:\n    x: int",
        "del x",
    ],
)
def test_what_no_test_could_see_stays(source: str) -> None:
    assert mutants(source) == ()


def test_a_loop_without_a_way_out_is_not_made_endless() -> None:
    assert "while True: f(x)" not in changes("while g(x): f(x)")


def test_the_lines_below_a_change_keep_their_numbers() -> None:
    source = "if f(a,\n     b):\n    g(a,\n      b)  # why\n    h(k=(1,\n         2))\nx = last\n"

    assert {mutant.source.split("\n").index("x = last") for mutant in mutants(source)} == {6}


def test_a_choice_takes_every_operator_and_every_line() -> None:
    source = "x = a < b\n" * 50 + "y = c + d\n" + "z = -e\n"

    chosen = mutants(source, most=9)

    assert len(chosen) == 9
    assert {51, 52} < {mutant.line for mutant in chosen}
    assert len({mutant.line for mutant in chosen}) == 9
    assert mutants(source, most=9, seed=1) != chosen


names = st.sampled_from(["a", "b", "self.c"])
expressions = st.recursive(
    names | st.sampled_from(["0", "1.5", "'text'", "True", "None"]),
    lambda inner: st.one_of(
        st.builds(
            "({} {} {})".format, inner, st.sampled_from(["+", "**", "<", "is not", "not in", "and", "or"]), inner
        ),
        st.builds("(not {})".format, inner),
        st.builds("f({},\n  k={})".format, inner, inner),
        st.builds("a[{}:{}]".format, inner, inner),
        st.builds("(lambda x={}: {})".format, inner, inner),
        st.builds("[x for x in a if {}]".format, inner),
    ),
    max_leaves=5,
)
statements = st.recursive(
    st.one_of(
        st.builds("{} = {}".format, names, expressions),
        st.builds("{} += {}  # a < b".format, names, expressions),
        st.builds("return {}".format, expressions),
        st.sampled_from(["break", "continue", "del a[0]", "yield from a", "'é'; f()"]),
    ),
    lambda inner: st.builds(
        lambda head, value, body: f"{head} {value}:\n    " + body.replace("\n", "\n    "),
        st.sampled_from(["if", "while"]),
        expressions,
        st.lists(inner, min_size=1, max_size=3).map("\n".join),
    ),
    max_leaves=4,
)
programs = st.lists(statements, min_size=1, max_size=4).map(
    lambda lines: "def f(a, b=1):\n    while a:\n        " + "\n".join(lines).replace("\n", "\n        ") + "\n"
)


def rest(source: str, other: str) -> str:
    """Return what is left of a text without the beginning and the end that it shares with another."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(source, other, strict=False)))
    pairs = zip(reversed(source[start:]), reversed(other[start:]), strict=False)
    return source[start : len(source) - sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(source=programs, seed=st.integers(0, 3))
def test_every_mutant_is_one_change_that_parses(source: str, seed: int) -> None:
    tree = ast.parse(source)
    parts = [ast.get_source_segment(source, node) for node in ast.walk(tree) if hasattr(node, "lineno")]

    made = mutants(source, most=20, seed=seed)

    assert made == mutants(source, most=20, seed=seed)
    assert len({ast.dump(ast.parse(mutant.source)) for mutant in made} - {ast.dump(tree)}) == len(made) <= 20
    for mutant in made:
        assert mutant.source.count("\n") == source.count("\n")
        assert any(rest(source, mutant.source) in (part or "") for part in parts)


def test_a_reference_has_mutants_in_every_method() -> None:
    made = mutants(REFERENCE.read_text(encoding="utf-8"))

    assert len(made) == 60
    assert {mutant.describe.split(" in `")[-1] for mutant in made} >= {"_Cache._expire`", "_Memo.__get__`", "memo`"}
