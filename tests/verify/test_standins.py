"""Stand-ins: which there are, what they keep, and that there are never too many."""

from __future__ import annotations

import asyncio
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from graders.verify.standins import ANSWERS, FREQUENT, MOST, standins

ROOT = Path(__file__).resolve().parents[2]
DEFINES = re.compile(r"^(async def|def|class) ", re.MULTILINE)
REFERENCES = [
    path for path in sorted(ROOT.glob("solutions/*/*/*.py")) if DEFINES.search(path.read_text(encoding="utf-8"))
]
"""Of a module in C, what is in Python may define nothing."""

FUNCTIONS = '''\
def double(x, *, y=0):
    """Return twice x."""
    return _twice(x)


async def later(x):
    return await x


def numbers(x):
    yield from range(x)


def _twice(x):
    return 2 * x
'''
STACK = """\
class Stack:
    def __init__(self, *items):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)
        return self

    @staticmethod
    def of(*items):
        return Stack(*items)

    @property
    def size(self):
        return len(self._items)

    def __enter__(self):
        return self

    def __hash__(self):
        return hash(self.size)

    def _drop(self):
        self._items.clear()
"""


def module(source: str, says: str, **options: Any) -> dict[str, Any]:
    """Return the names of the stand-in that is described so."""
    found = {standin.describe: standin.source for standin in standins(source, **options)}
    names: dict[str, Any] = {}
    exec(compile(found[says], says, "exec"), names)
    return names


@pytest.mark.parametrize(
    ("answer", "value"),
    [*zip([*[f"`{a}`" for a in ANSWERS[:-1]], ANSWERS[-1]], [None, 0, 1, True, "", [], {}, 7], strict=True)],
)
def test_a_function_answers_without_thinking(answer: str, value: object) -> None:
    names = module(FUNCTIONS, f"everything answers {answer}")

    assert names["double"](7) == value
    assert asyncio.run(names["later"](7)) == value
    assert list(names["numbers"](7)) == ([] if value is None else [value])
    assert names["_twice"](7) == 14


def test_one_function_alone_keeps_the_others_right() -> None:
    names = module(FUNCTIONS, "`double` answers `0`")

    assert names["double"](7) == 0
    assert list(names["numbers"](2)) == [0, 1]
    assert inspect.signature(names["double"]).parameters.keys() == {"x", "y"}


def test_a_class_answers_with_all_of_its_methods() -> None:
    stack = module(STACK, "everything answers `[]`")["Stack"](1)

    assert [stack.push(2), stack.of(3), stack.size, stack.__enter__()] == [[], [], [], []]
    assert stack._items == [1]


@pytest.mark.parametrize(("call", "value"), [("s.push(5)", 5), ("s.of(6, 7)", 6)])
def test_the_first_argument_of_a_method_is_not_its_object(call: str, value: int) -> None:
    names = module(STACK, "everything answers its first argument")

    assert eval(call, {"s": names["Stack"]()}) == value


def test_only_what_differs_from_the_reference_is_made() -> None:
    described = [standin.describe for standin in standins(STACK)]

    assert "`Stack.__enter__` answers its first argument" not in described
    assert "`Stack.__init__` answers `None`" in described
    assert not [line for line in described if "__hash__" in line or "_drop" in line]
    assert len(described) == len({standin.source for standin in standins(STACK)})


def test_the_frequent_answer_is_one_more() -> None:
    frequent = {"double": "14"}

    assert module(FUNCTIONS, f"`double` answers {FREQUENT}", frequent=frequent)["double"](1) == 14
    assert len(standins(FUNCTIONS, frequent=frequent)) == len(standins(FUNCTIONS)) + 1


def test_a_module_with_nothing_public_has_none() -> None:
    assert standins("def _f(): return 1\nX = 1\n") == ()


def test_a_large_class_gets_as_many_as_there_is_room_for() -> None:
    methods = [f"    def m{i}(self, x): return x + {i}\n" for i in range(40)]

    made = standins("class Large:\n" + "".join(methods))

    assert len(made) == MOST
    assert {f"m{i}" for i in range(40)} == {
        line.split("`")[1].partition(".")[2] for line in (m.describe for m in made[8:])
    }


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_every_reference_has_stand_ins_that_compile(path: Path) -> None:
    made = standins(path.read_text(encoding="utf-8"))

    assert 8 <= len(made) <= MOST
    for standin in made:
        compile(standin.source, standin.describe, "exec")


def test_a_protocol_has_none_since_nobody_runs_it() -> None:
    source = "class Readable(Protocol[T]):\n    def read(self) -> T:\n        return later()\n"

    assert standins(source) == ()
    assert standins(source.replace("Protocol[T]", "Base[T]")) != ()
