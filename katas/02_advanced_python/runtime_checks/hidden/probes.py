"""Values and calls that are checked against annotations, told as data."""

import inspect
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Annotated, Any, Literal, NotRequired, Optional, Required, TypedDict, TypeVar, Union, get_origin

from runtime_checks import CheckError, checked, checker


class Color(IntEnum):
    RED = 1


class Point(TypedDict):
    x: int
    y: NotRequired[float]


class Loose(TypedDict, total=False):
    x: int
    y: Required[Annotated[str, str.isupper]]


class Node(TypedDict):
    name: str
    below: NotRequired[list["Node"]]


def _positive(number):
    return number > 0


def _short(text):
    return len(text) < 4


def failing(value):
    raise LookupError(value)


PLAIN = {
    "Any": Any, "object": object, "None": None, "int": int, "float": float, "complex": complex, "bool": bool, "str": str, "list": list,
    "Union": Union[str, list[int]], "Optional": Optional[int],  # noqa: UP007, UP045  (they are other objects than with |)
    "int|str": int | str, "literal": Literal[1, "a", None], "yes": Literal[True],
}
CONTAINERS = {
    "list[int]": list[int], "Sequence[int]": Sequence[int], "tuple[int, ...]": tuple[int, ...], "pair": tuple[int, str], "tuple[()]": tuple[()],
    "set[int]": set[int], "frozenset[str]": frozenset[str], "dict[str, int]": dict[str, int], "Mapping[str, int]": Mapping[str, int],
    "deep": dict[str, list[tuple[int, set[str]]]],
}
DICTS = {"Point": Point, "Loose": Loose, "Node": Node, "points": list[Point]}
POSITIVE = Annotated[int, _positive]
ANNOTATED = {
    "positive": POSITIVE, "doc": Annotated[str, "a text", 5], "two": Annotated[str, "x", _short, "y", str.isupper], "failing": Annotated[int, failing],
    "list": list[POSITIVE], "Optional": POSITIVE | None,
}
UNKNOWN = {"TypeVar": TypeVar("T"), "text": "int", "number": 5, "list[number]": list[5]}


def outcome(call, whole=None):
    """"fits", what a CheckError says, or the name of another error; what is expected is told by its name, the whole annotation as "it"."""
    try:
        call()
    except CheckError as error:
        name = "Annotated" if get_origin(error.expected) is Annotated else getattr(error.expected, "__name__", "another")
        expected = "it" if error.expected == whole else name
        return error.path, error.value, expected
    except Exception as error:
        return type(error).__name__
    return "fits"


def _checks(annotation, values):
    check = checker(annotation)
    return [outcome(lambda value=value: check(value), annotation) for value in values]


def plain(name, *values):
    """What becomes of each value."""
    return _checks(PLAIN[name], values)


def containers(name, *values):
    """What becomes of each value."""
    return _checks(CONTAINERS[name], values)


def dicts(name, *values):
    """What becomes of each value."""
    return _checks(DICTS[name], values)


def annotated(name, *values):
    """What becomes of each value."""
    return _checks(ANNOTATED[name], values)


def made(name):
    """What becomes of making a checker."""
    return outcome(lambda: checker(UNKNOWN[name]))


def returned():
    """Whether a checker returns the object itself."""
    values = [[1], {}, "text"]
    return [checker(annotation)(value) is value for annotation, value in zip([list[int], dict, str], values)]


def instances():
    """Values that are no plain data, each with an annotation."""
    call = Callable[[int], str]
    pairs = [(int, Color.RED), (float, Color.RED), (call, len), (call, 5), (call, Color), (object, object()), (Hashable, 5), (Hashable, [])]
    return [outcome(lambda pair=pair: checker(pair[0])(pair[1])) == "fits" for pair in pairs]


def lazily():
    """Iterators and iterables, checked, and what they still give."""
    numbers, texts = iter([1, 2, 3]), iter(["a", "b"])
    seen = [outcome(lambda: checker(Iterator[int])(numbers)), outcome(lambda: checker(Iterable[int])(texts)), outcome(lambda: checker(Iterable[int])(["a"]))]
    return seen, _checks(Iterator[int], [[1]]), list(numbers), list(texts)


CALLS = []


@checked
def order(item: str, count: int = 1.5, /, *codes: POSITIVE, unit: Literal["kg", "t"] = None, loose=5, **options: list[int]) -> float | None:  # noqa: RUF013  (defaults are not checked)
    """Order."""
    CALLS.append((item, count, codes, unit, loose, options))
    return options.get("result", [count])[0]


def ordered(*args, **kwargs):
    """What comes of a call, and what the function has got."""
    CALLS.clear()
    result = []
    seen = outcome(lambda: result.append(order(*args, **kwargs)))
    return seen, result, list(CALLS)


def appearance():
    """What a decorated function looks like."""
    def plain(item: str, *counts: int, unit: "str" = "kg") -> float:
        return 1.0
    plain.__doc__ = "Weigh."
    weigh = checked(plain)
    return weigh.__name__, weigh.__doc__, list(inspect.signature(weigh).parameters), sorted(weigh.__annotations__)


def wrong_calls():
    """Calls that do not fit the signature: how many, and the texts of the decorated function's errors that are not those of the plain one."""
    def plain(a, *, b):
        return a
    seen = {}
    for function in [plain, checked(plain)]:
        for n, call in enumerate([function, lambda: function(1, 2, b=3), lambda: function(1, b=2, c=3)]):
            try:
                call()
            except TypeError as error:
                seen.setdefault(n, []).append(str(error).partition(")")[2])
    return {"calls": len(seen), "other texts": [texts[1:] for texts in seen.values() if texts[1:] != texts[:1]]}


def results():
    """Results that fit, do not, and that have no annotation; and what was called."""
    @checked
    def typed(x) -> list[int]:
        return x

    @checked
    def nothing(x) -> None:
        return x

    @checked
    def free(x):
        return x
    return [outcome(lambda: typed([1])), outcome(lambda: typed([1, "a"])), outcome(lambda: nothing(None)), outcome(lambda: nothing(0)), outcome(lambda: free(object()))]


def methods():
    """Methods, called on an object and on the class; each names the class."""
    global Shelf  # noqa: PLW0603  (texts in annotations name what is in the module)

    class Shelf:
        def __init__(self, size=0):
            self.size = size

        @checked
        def add(self, other: "Shelf", count: int = 1) -> "Shelf":
            return Shelf(self.size + other.size * count)

        @classmethod
        @checked
        def of(cls, size: int) -> "Shelf":
            return cls(size)

    return [Shelf(1).add(Shelf(2), 3).size, Shelf.of(4).size, outcome(lambda: Shelf(1).add(5))[0], outcome(lambda: Shelf.of("x"))]


def forward():
    """A function that names a class which is defined after it, and was decorated before."""
    @checked
    def later(value: "Later", more: "list[Later]" = (), either: "dict[str, Later | None]" = None) -> "int":  # noqa: F821, RUF013
        return value.number

    before = outcome(lambda: later(5))
    globals()["Later"] = type("Later", (), {"number": 7})
    value = globals()["Later"]()
    return before, later(value), later(value, [value], {"a": value, "b": None}), outcome(lambda: later(value, [value, 5]))[:2]


def texts_stay():
    """The annotations of a function with texts, after a call."""
    def function(a: "int", b: list["int"]) -> "str":
        return "x"
    decorated = checked(function)
    decorated(1, [2])
    return function.__annotations__["a"], decorated.__annotations__["return"], outcome(lambda: decorated(1, ["x"]))


def run(coroutine):
    """Run a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("the coroutine waits")


def coroutines():
    """An async function: whether it is one still, results, and when a wrong argument shows."""
    called = []

    @checked
    async def fetch(key: str) -> int:
        called.append(key)
        return len(key) if key else "none"

    waiting = fetch(5)
    return inspect.iscoroutinefunction(fetch), fetch.__name__, run(fetch(key="abc")), outcome(lambda: run(waiting)), outcome(lambda: run(fetch(""))), called


def generators():
    """A generator function: its arguments are checked at the call, its items and the annotation of its result are not."""
    started = []

    @checked
    def numbers(count: int) -> Iterator[str]:
        started.append(count)
        yield from range(count)

    @checked
    def odd(count: int) -> int:
        yield count

    return list(numbers(2)), list(odd(5)), outcome(lambda: numbers("x")), started


def python_calls(calls):
    """How many Python functions run in so many calls, and what came of the last."""
    @checked
    def price(user: "str", items: "list[int]", prices: "dict[str, float]", limit: "int | None" = None) -> "bool":
        return len(items) == limit

    result, count = price("ann", [1, 2, 3], {"a": 1.5, "b": 2}, limit=3), 0

    def profile(frame, event, arg):
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        for _ in range(calls):
            result = price("ann", [1, 2, 3], {"a": 1.5, "b": 2}, limit=3)
    finally:
        sys.setprofile(None)
    return {"result": result, "wrong": outcome(lambda: price("ann", [1, "x"], {})), "calls": count}
