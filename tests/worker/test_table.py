"""Objects live in a worker as long as the judge knows them, and to look at them runs no code of the learner's."""

from __future__ import annotations

import gc
import weakref
from collections import Counter, OrderedDict, defaultdict, namedtuple
from enum import IntEnum, StrEnum
from types import ModuleType
from typing import Any

import pytest

from graders.worker.table import Table, content, fields, methods


class Plain:
    """Can be referred to weakly."""


@pytest.fixture
def table() -> Table:
    return Table()


def test_an_object_keeps_its_number_while_it_is_known(table: Table) -> None:
    x = Plain()

    first, again, other = table.number(x), table.number(x), table.number(Plain())

    assert first == again != other
    assert table[first] is x


def test_an_object_goes_when_every_time_it_was_sent_is_dropped(table: Table) -> None:
    x = Plain()
    gone, number = weakref.ref(x), table.number(x)
    table.number(x)
    del x

    table.drop([[number, 1]])
    assert gone() is not None

    table.drop([[number, 1]])
    assert gone() is None
    with pytest.raises(KeyError):
        table[number]


def test_an_object_that_is_sent_again_before_the_drop_arrives_stays(table: Table) -> None:
    x = Plain()
    number = table.number(x)
    table.number(x)  # the answer that crossed the drop of the first

    table.drop([[number, 1]])

    assert table[number] is x
    assert table.number(x) == number


def test_a_number_is_never_used_again(table: Table) -> None:
    first = table.number(Plain())
    table.drop([[first, 1]])

    assert table.number(Plain()) != first


def test_an_object_that_ends_in_a_drop_may_be_asked_for_what_it_likes(table: Table) -> None:
    class Loud:
        def __del__(self) -> None:
            table.number(self)

    number = table.number(Loud())

    table.drop([[number, 1]])
    gc.collect()


def test_the_facts_of_a_type_are_sent_once(table: Table) -> None:
    first, second = table.refer(Plain()), table.refer(Plain())

    assert first["h"][2:] == ["Plain", None, []]
    assert len(second["h"]) == 2
    assert first["h"][1] == second["h"][1]


class Level(IntEnum):
    LOW = 1


@pytest.mark.parametrize("class_first", [True, False])
def test_a_class_and_its_instances_have_facts_of_their_own(table: Table, class_first: bool) -> None:
    told = [table.refer(x)["h"] for x in ([Level, Level.LOW] if class_first else [Level.LOW, Level])]

    of_class, of_instance = told if class_first else told[::-1]

    assert of_class[1] != of_instance[1]
    assert of_class[3] is None
    assert of_instance[2:4] == ["Level", "int"]


# --- nothing of the learner's runs -------------------------------------------------------------------------------

Pair = namedtuple("Pair", "a b")  # noqa: PYI024  (a class as learners write it)
Ran = list[str]


class Word(StrEnum):
    HI = "hi"


@pytest.mark.parametrize(
    ("x", "plain"),
    [
        (Pair(1, [2]), (1, [2])),
        (Level.LOW, 1),
        (Word.HI, "hi"),
        (Counter("aab"), {"a": 2, "b": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (type("Floating", (float,), {})(0.5), 0.5),
        (type("Data", (bytearray,), {})(b"x"), bytearray(b"x")),
        (type("Many", (frozenset,), {})([1]), frozenset({1})),
    ],
    ids=lambda x: type(x).__name__,
)
def test_content_is_an_exact_plain_value(x: Any, plain: Any) -> None:
    assert content(x) == plain
    assert type(content(x)) is type(plain)


def test_what_derives_from_nothing_plain_has_no_content() -> None:
    with pytest.raises(TypeError, match="Plain"):
        content(Plain())


def spying(base: type, ran: Ran, *, meta: type = type) -> type:
    """Return a class whose every method, of itself and of its metaclass, notes that it ran."""

    def note(name: str) -> Any:
        def method(*_: Any, **__: Any) -> Any:
            ran.append(name)
            raise RuntimeError(name)

        return method

    names = "eq ne lt hash len iter getitem contains bool getattr getattribute int str repr index add pos instancecheck"
    body = {f"__{name}__": note(name) for name in names.split()}
    body |= {name: note(name) for name in ("items", "keys", "values", "copy", "mro")}
    body["__class__"] = property(note("class"))
    body["__dict__"] = property(note("dict"))
    metaclass = type("Meta", (meta,), {k: v for k, v in body.items() if k != "mro"})
    cls: type = metaclass("Spying", (base,), body)
    return cls


@pytest.mark.parametrize("base", [object, int, str, tuple, list, dict, OrderedDict, set, frozenset, bytes, float])
def test_to_look_at_an_object_runs_nothing_of_its_class(table: Table, base: type) -> None:
    ran: Ran = []
    x: Any = base.__new__(spying(base, ran))  # type: ignore[call-overload]

    table.refer(x)
    fields(x)
    if base is not object:
        assert type(content(x)) in {base, dict}

    assert ran == []


def test_to_look_at_a_class_runs_nothing_of_its_metaclass(table: Table) -> None:
    ran: Ran = []
    cls = spying(object, ran)

    table.refer(cls)
    methods(cls)

    assert ran == []


def test_fields_are_the_dict_and_the_slots() -> None:
    class Base:
        __slots__ = ("__dict__", "a", "unset")

    class Child(Base):
        __slots__ = ("b",)

        @property
        def computed(self) -> int:
            raise AssertionError

    x = Child()
    x.a, x.b, x.c = 1, 2, 3  # type: ignore[attr-defined]

    assert fields(x) == {"a": 1, "b": 2, "c": 3}


def test_private_slots_are_fields_too() -> None:
    class Hidden:
        __slots__ = ("__a",)

        def __init__(self) -> None:
            self.__a = 1

    assert fields(Hidden()) == {"_Hidden__a": 1}


def test_only_plain_functions_are_called_in_one_frame() -> None:
    class Kinds:
        data = 1

        def method(self) -> None: ...

        @classmethod
        def of_class(cls) -> None: ...

        @staticmethod
        def static() -> None: ...

        @property
        def computed(self) -> int:
            return 1

        def __len__(self) -> int:
            return 0

    assert methods(Kinds) == ["method", "of_class", "static"]


def test_a_class_that_decides_about_its_attributes_has_none() -> None:
    class Deciding:
        def method(self) -> None: ...

        def __getattribute__(self, name: str) -> Any:
            return name

    assert methods(Deciding) == []


def test_a_module_offers_its_functions_and_plain_classes_but_no_exceptions() -> None:
    module = ModuleType("m")
    vars(module).update(f=lambda: 1, Plain=Plain, Level=Level, E=ValueError, x=1, __private__=len)

    assert methods(module) == ["f", "Plain"]
