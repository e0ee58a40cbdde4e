"""What a test may do with what came back, and who answers: the judge or the learner."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graders.judge.conversation import Conversation
from graders.judge.trouble import HandleCompared
from graders.testing import Clock, Spy, Stream, drain, fields, hold, is_a, take, type_name

Load = Callable[[str], Any]

NUMBER = """
from functools import total_ordering

calls = []

@total_ordering
class Number:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        calls.append("eq")
        return self.x % 10 == other.x % 10 if isinstance(other, Number) else NotImplemented

    def __lt__(self, other):
        return self.x < other.x if isinstance(other, Number) else NotImplemented

    def __hash__(self):
        return self.x % 10

    def __add__(self, other):
        return Number(self.x + getattr(other, "x", other))

    def __radd__(self, other):
        return Number(other * 100 + self.x)

    def __iadd__(self, other):
        self.x += other
        return self

    def __neg__(self):
        return Number(-self.x)

    def __contains__(self, digit):
        return str(digit) in str(self.x)

    def __getitem__(self, place):
        return int(str(self.x)[place])

    def __len__(self):
        return len(str(self.x))

    def __bool__(self):
        return self.x > 0

    def __int__(self):
        return self.x

    def __format__(self, spec):
        return format(self.x, spec)

    def __repr__(self):
        return f"Number({self.x})"

    def __str__(self):
        return str(self.x)
"""


@pytest.fixture
def number(load: Load) -> Any:
    return load(NUMBER).Number


# --- comparisons -------------------------------------------------------------------------------------------------


def test_objects_are_compared_by_the_learner(load: Load) -> None:
    module = load(NUMBER)
    a, b, c = module.Number(3), module.Number(13), module.Number(4)

    assert a == b
    assert a != c
    assert not a != b  # noqa: SIM202  (both answers are the learner's)
    assert a < b <= module.Number(14) < module.Number(20)
    assert module.calls.count("eq") > 0


def test_objects_in_containers_are_compared_by_the_learner(number: Any) -> None:
    assert [number(3)] == [number(13)]
    assert number(3) in [number(4), number(13)]
    assert {number(3), number(13)} == {number(23)}
    assert {"k": number(3)} != {"k": number(4)}


@pytest.mark.parametrize(
    "compare",
    [
        lambda x: x == 3,
        lambda x: x != 3,
        lambda x: 3 == x,  # noqa: SIM300
        lambda x: [x] == [3],
        lambda x: (1, [x]) != (1, [3]),
        lambda x: x in [1, 2],
        lambda x: x == None,  # noqa: E711
        lambda x: x < 3,
        lambda x: x > 3,
        lambda x: x >= 3,
    ],
    ids=["eq", "ne", "reflected", "nested", "not-nested", "in", "none", "lt", "reflected-lt", "ge"],
)
def test_an_object_is_never_compared_with_plain_data(load: Load, compare: Callable[[Any], Any]) -> None:
    yes = "    def {0}(self, other): return True\n"
    liar = "class Liar:\n" + "".join(yes.format(f"__{name}__") for name in ("eq", "ne", "lt", "le", "gt", "ge"))

    with pytest.raises(HandleCompared, match="a Liar object came back where"):
        compare(load(liar).Liar())


def test_an_order_that_the_learner_refuses_is_refused(number: Any) -> None:
    with pytest.raises(TypeError, match="not supported"):
        number(1) < 3  # noqa: B015


def test_an_explicit_dunder_is_asked_of_the_learner(number: Any) -> None:
    assert number(1).__eq__(5) is NotImplemented
    assert number(1).__lt__(number(2)) is True


CONTENT = """
from collections import Counter, OrderedDict, defaultdict, namedtuple
from enum import IntEnum, StrEnum

Point = namedtuple("Point", "x y")
class Level(IntEnum): LOW = 1
class Word(StrEnum): HI = "hi"
class Liar(tuple):
    def __eq__(self, other): return True
    def __ne__(self, other): return True
    def __len__(self): return 2
    def __iter__(self): return iter([1, 2])
class LiarInt(int):
    def __eq__(self, other): return True
    def __lt__(self, other): return True
def point(): return Point(1, [2])
def counted(): return Counter("aab")
def grouped(): return defaultdict(list, a=[Point(1, 2)])
def ordered(): return OrderedDict(a=1)
"""


@pytest.mark.parametrize(
    ("expression", "plain"),
    [
        ("point()", (1, [2])),
        ("counted()", {"a": 2, "b": 1}),
        ("counted()", Counter("aab")),
        ("grouped()", {"a": [(1, 2)]}),
        ("ordered()", {"a": 1}),
        ("Level.LOW", 1),
        ("Word.HI", "hi"),
    ],
)
@pytest.mark.parametrize("class_first", [True, False])
def test_an_object_with_plain_content_is_compared_by_it(
    load: Load, expression: str, plain: Any, class_first: bool
) -> None:
    module = load(CONTENT)
    if class_first:  # what is told of a class must not be taken for what is told of its instances
        assert repr((module.Point, module.Level, module.Word, module.Counter)).count("class") == 2

    x = _evaluate(module, expression)

    assert x == plain
    assert plain == x
    assert not x != plain  # noqa: SIM202  (both operators)
    assert [x] == [plain]


def _evaluate(module: Any, expression: str) -> Any:
    name, _, rest = expression.partition(".")
    return getattr(getattr(module, name), rest) if rest else getattr(module, name.removesuffix("()"))()


def test_a_tuple_that_equals_everything_has_its_content(load: Load) -> None:
    module = load(CONTENT)

    assert module.Liar((3, 4)) != (1, 2)
    assert not module.Liar((3, 4)) == (1, 2)  # noqa: SIM201
    assert module.Liar((3, 4)) == (3, 4)
    assert module.LiarInt(5) != 4
    assert not module.LiarInt(5) < 4
    assert 4 < module.LiarInt(5)  # noqa: SIM300


def test_a_member_of_an_enum_is_the_same_object_every_time(load: Load) -> None:
    module = load(CONTENT)

    low = module.Level.LOW

    assert module.Level.LOW is low
    assert module.Level(1) is low


# --- operators ---------------------------------------------------------------------------------------------------


def test_operators_are_forwarded(number: Any) -> None:
    x = number(25)

    assert (x + 1).x == 26
    assert (x + x).x == 50
    assert (1 + x).x == 125
    assert (-x).x == -25
    assert x[0] == 2
    assert list(x) == [2, 5]
    assert 5 in x
    assert 3 not in x
    assert (len(x), bool(x), int(x), hash(x)) == (2, True, 25, 5)
    assert (repr(x), str(x), f"{x:05}") == ("Number(25)", "25", "00025")


def test_in_place_operators_change_the_object(number: Any) -> None:
    x = y = number(1)

    x += 5

    assert x is y
    assert y.x == 6


def test_an_operator_that_is_not_there_is_a_type_error(number: Any) -> None:
    with pytest.raises(TypeError):
        number(1) * 2
    with pytest.raises(TypeError):
        number(1)()


def test_items_are_set_and_deleted_where_they_are(load: Load) -> None:
    box = load("class Box(dict):\n    pass\n").Box()

    box["a"], box["b"] = 1, [2]
    del box["a"]

    assert box == {"b": [2]}


def test_attributes_are_read_once_set_and_deleted(load: Load) -> None:
    source = """
class Counted:
    reads = 0

    @property
    def value(self):
        self.reads += 1
        return self.reads
"""
    x = load(source).Counted()

    assert [x.value, x.value] == [1, 2]
    x.reads = 10
    assert x.value == 11
    del x.reads
    assert x.value == 1


def test_an_attribute_that_hides_a_method_is_seen(load: Load) -> None:
    x = load("class Hiding:\n    def size(self): return 1\n    def __init__(self): self.size = 5\n").Hiding()

    assert x.size == 5


def test_a_method_is_looked_up_when_it_is_called(load: Load) -> None:
    module = load("class A:\n    def f(self): return 1\ndef change():\n    A.f = lambda self: 2\n")
    f = module.A().f

    module.change()

    assert f() == 2 or module.A().f() == 2


def test_a_context_manager_is_entered_and_left_with_the_error(load: Load) -> None:
    source = """
seen = []
class Scope:
    def __enter__(self):
        seen.append("in")
        return self
    def __exit__(self, kind, error, trace):
        seen.append((kind, error))
        return kind is KeyError
"""
    module, error = load(source), KeyError("k")

    with module.Scope() as scope:
        assert type_name(scope) == "Scope"
    with module.Scope():
        raise error

    assert module.seen == ["in", (None, None), "in", (KeyError, error)]
    assert module.seen[3][1] is error


# --- types -------------------------------------------------------------------------------------------------------


def test_isinstance_asks_the_class_of_the_submission(load: Load) -> None:
    module = load("class A: ...\nclass B(A): ...\ndef three(): return 3\n")

    assert isinstance(module.B(), module.A)
    assert not isinstance(module.A(), module.B)
    assert not isinstance(3, module.A)
    assert issubclass(module.B, module.A)
    assert not issubclass(int, module.A)


def test_helpers_tell_types_and_fields(load: Load) -> None:
    module = load(CONTENT + "class Plain:\n    __slots__ = 'a'\ndef plain():\n    x = Plain(); x.a = 1; return x\n")

    assert (is_a(module.counted(), dict), is_a(module.counted(), list)) == (True, False)
    assert (type_name(module.counted()), type_name(module.plain()), type_name(3)) == ("Counter", "Plain", "int")
    assert fields(module.plain()) == {"a": 1}


def test_a_class_of_the_submission_is_no_base_in_a_test(number: Any) -> None:
    with pytest.raises(TypeError, match="derive from it in a probe"):

        class Mine(number):  # type: ignore[misc]
            pass


def test_a_list_is_a_copy_unless_it_is_held(load: Load) -> None:
    module = load("def sort(xs):\n    xs.sort()\n")
    copied, held = [3, 1, 2], hold([3, 1, 2])

    module.sort(copied)
    module.sort(held)

    assert copied == [3, 1, 2]
    assert take(held) == [1, 2, 3]
    assert take(copied) is copied


def test_drain_takes_so_many_and_no_more(load: Load) -> None:
    module = load(
        "import itertools\npulled = []\ndef count():\n    for i in itertools.count():\n"
        "        pulled.append(i)\n        yield i\n"
    )

    assert drain(module.count(), 3) == [0, 1, 2]
    assert module.pulled == [0, 1, 2]
    assert drain([1, 2], 1) == [1]


def test_an_object_is_let_go_when_the_test_lets_go(load: Load) -> None:
    module = load(
        "import weakref\nseen = weakref.WeakSet()\nclass A: ...\ndef make():\n"
        "    a = A(); seen.add(a); return a\ndef alive(): return len(seen)\n"
    )
    a, b = module.make(), module.make()
    assert module.alive() == 2

    del a
    gc.collect()

    assert module.alive() == 1
    assert b is not None


def test_objects_that_come_and_go_in_thousands_leave_nothing(load: Load) -> None:
    module = load(
        "import weakref\nseen = weakref.WeakSet()\nclass A: ...\nkept = A()\nseen.add(kept)\n"
        "def same(): return kept\ndef make():\n    a = A(); seen.add(a); return [a, a, kept]\n"
        "def alive(): return len(seen)\n"
    )

    for _ in range(300):
        module.make()
        assert module.same() is module.same()

    assert module.alive() == 1


# --- callbacks ---------------------------------------------------------------------------------------------------

CALLS = """
def call(f, *args, **kwargs): return f(*args, **kwargs)
def same(f): return f
def are_same(f, g): return f is g
def name(f): return f.__name__, f.__doc__
def guarded(f, kind=Exception):
    try:
        return f()
    except kind as error:
        return error
def total(xs): return sum(xs)
def first(xs):
    try:
        return next(xs)
    finally:
        xs.close()
"""


@pytest.fixture
def calls(load: Load) -> Any:
    return load(CALLS)


def test_a_callback_runs_in_the_judge_with_exact_arguments(calls: Any) -> None:
    spy = Spy([{"a": (1, 2.0)}])

    assert calls.call(spy, 1, [True], k={"x": b"y"}) == {"a": (1, 2.0)}
    assert spy.calls == [(1, [True])]
    assert spy.kwargs == [{"k": {"x": b"y"}}]


def test_an_argument_may_be_called_self(calls: Any) -> None:
    spy = Spy([7])

    assert calls.call(spy, self=1, name=2) == 7
    assert spy.kwargs == [{"self": 1, "name": 2}]


def test_a_callback_keeps_its_identity(calls: Any) -> None:
    def f() -> None:
        """Do nothing."""

    clock = Clock()

    assert calls.same(f) is f
    assert calls.are_same(f, f) is True
    assert calls.are_same(clock.sleep, clock.sleep) is True
    assert calls.are_same(f, lambda: None) is False
    assert calls.name(f) == ("f", "Do nothing.")


def test_a_callback_may_call_the_submission_again(calls: Any) -> None:
    def down(n: int) -> int:
        return 0 if not n else 1 + calls.call(down, n - 1)

    assert calls.call(down, 20) == 20


def test_an_error_of_a_callback_comes_back_as_the_same_object(calls: Any) -> None:
    class Down(OSError):
        pass

    error = Down(5, "down")

    with pytest.raises(Down) as caught:
        calls.call(Spy([error]))
    assert caught.value is error
    assert calls.guarded(Spy([error])) is error
    assert calls.guarded(Spy([error]), Down) is error
    assert calls.guarded(Spy([error]), OSError) is error


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, StopAsyncIteration])
def test_an_interrupt_passes_through_the_submission(calls: Any, kind: type[BaseException]) -> None:
    error = kind("now")

    with pytest.raises(kind) as caught:
        calls.guarded(Spy([error]), ZeroDivisionError)
    assert caught.value is error


def failing_assert() -> None:
    assert [1] == [2]


def failing_raises() -> None:
    with pytest.raises(ValueError, match="never"):
        pass


@pytest.mark.parametrize("failure", [failing_assert, failing_raises])
def test_a_failure_in_a_callback_cannot_be_swallowed(calls: Any, failure: Callable[[], None]) -> None:
    with pytest.raises(BaseException) as caught:  # noqa: PT011  (pytest's Failed is none of Exception's)
        calls.guarded(failure, BaseException)

    assert type(caught.value).__name__ in {"AssertionError", "Failed"}
    assert calls.call(lambda: 1) == 1


@pytest.mark.parametrize("failure", [failing_assert, failing_raises])
def test_a_failure_cannot_be_swallowed_by_a_context_manager(load: Load, failure: Callable[[], None]) -> None:
    scope = load("class All:\n    def __enter__(self): ...\n    def __exit__(self, *_): return True\n").All()

    with scope:
        raise ValueError
    with pytest.raises(BaseException) as caught:  # noqa: PT011, SIM117
        with scope:
            failure()
    assert type(caught.value).__name__ in {"AssertionError", "Failed"}


def test_a_failure_within_nested_callbacks_is_not_swallowed(calls: Any) -> None:
    def outer() -> Any:
        return calls.guarded(failing_assert, BaseException)

    with pytest.raises(AssertionError, match="1"):
        calls.guarded(outer, BaseException)


def test_an_iterator_is_pulled_and_closed_in_the_judge(calls: Any) -> None:
    stream = Stream([1, 2, 3])

    assert calls.first(stream) == 1
    assert (stream.pulled, stream.closed) == (1, 1)
    assert calls.total(iter([1, 2])) == 3
    assert calls.same(stream) is stream


def test_a_generator_of_the_test_ends_as_one_of_the_learner_would(calls: Any) -> None:
    def numbers() -> Iterator[int]:
        yield 1
        yield 2

    assert calls.total(numbers()) == 3


def test_a_sentinel_has_nothing_but_its_identity(calls: Any) -> None:
    missing = object()

    assert calls.same(missing) is missing


def test_what_cannot_cross_is_the_tests_own_error(calls: Any) -> None:
    class Odd:
        pass

    with pytest.raises(TypeError, match="a Odd cannot cross"):
        calls.same(Odd())


def test_an_answer_beyond_the_size_of_a_frame_fails_the_check(load: Load, conversation: Conversation) -> None:
    module = load("def big(): return 'x' * 5_000_000\ndef small(): return 1\n")

    with pytest.raises(AssertionError, match="at most 4194304 can cross"):
        module.big()
    assert module.small() == 1
    assert conversation.trouble is None


def test_an_object_whose_hash_fails_raises_what_it_raises(load: Load) -> None:
    source = (
        "class A:\n    def __hash__(self):\n        if armed: raise KeyError('hash')\n"
        "        return 1\narmed = []\ndef make():\n    s = {A()}\n    armed.append(1)\n    return s\n"
        "def after(): return 1\n"
    )
    module = load(source)

    with pytest.raises(KeyError, match="hash"):
        module.make()
    assert module.after() == 1
