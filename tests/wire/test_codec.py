"""Values cross with their exact types; nothing that only looks like data does; no bytes can do harm."""

from __future__ import annotations

import collections.abc
import json
import math
from collections import Counter, OrderedDict, namedtuple
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.wire.codec import MAX_DEPTH, SMALL, Codec
from graders.wire.frames import WireError

SAMPLE = settings(max_examples=150, deadline=None, derandomize=True, database=None)


class Foreign:
    """Both ends of a wire in one process: what is no data is kept here by number."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.codec = Codec(self.keep, lambda _, number: self.kept[number], trusting=False)
        self.worker = Codec(self.keep, lambda _, number: self.kept[number])

    def keep(self, x: Any) -> dict[str, Any]:
        self.kept.append(x)
        return {"h": len(self.kept) - 1}

    def cross(self, x: Any) -> Any:
        return self.worker.loads(self.codec.dumps([self.codec.encode(x)]))[0]

    def answer(self, x: Any) -> Any:
        return self.codec.loads(self.worker.dumps([self.worker.encode(x)]))[0]


@pytest.fixture
def wire() -> Foreign:
    return Foreign()


def same(a: Any, b: Any) -> bool:
    """Say whether two values are equal in type, order, sign and `fold`, all the way down; nan is itself."""
    compare = COMPARE.get(type(a), lambda a, b: repr(a) == repr(b))
    return type(a) is type(b) and compare(a, b)


def same_items(a: Any, b: Any) -> bool:
    """Compare two sequences."""
    return len(a) == len(b) and all(map(same, a, b))


def same_members(a: Any, b: Any) -> bool:
    """Compare two sets, whose order is not told."""
    return len(a) == len(b) and all(any(same(x, y) for y in b) for x in a)


COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    list: same_items,
    tuple: same_items,
    set: same_members,
    frozenset: same_members,
    dict: lambda a, b: same_items(list(a.items()), list(b.items())),
    complex: lambda a, b: same_items((a.real, a.imag), (b.real, b.imag)),
    Decimal: lambda a, b: bool(a.as_tuple() == b.as_tuple()),
}


text = st.text(st.characters(codec=None, exclude_categories=()))
zones = st.none() | st.just(UTC) | st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([SMALL, -SMALL, SMALL - 1, 1 - SMALL]),
    st.floats(),
    st.complex_numbers(),
    text,
    st.binary(),
    st.binary().map(bytearray),
    st.decimals(),
    st.fractions(),
    st.dates(),
    st.timedeltas(),
    st.times(timezones=zones),
    st.datetimes(timezones=zones),
    st.builds(datetime.replace, st.datetimes(timezones=zones), fold=st.just(1)),
    st.uuids(),
    text.filter(lambda x: "\0" not in x).map(Path),
    st.builds(range, st.integers(), st.integers(), st.integers(1)),
    st.slices(10),
    st.sampled_from([..., NotImplemented, int, dict, OSError, ExceptionGroup, collections.abc.Mapping]),
)
hashable = leaves.filter(lambda x: type(x) not in {bytearray, slice} and not (type(x) is Decimal and x.is_snan()))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(hashable, inner),
        st.sets(hashable),
        st.frozensets(hashable),
    ),
    max_leaves=20,
)


@SAMPLE
@given(values)
def test_a_value_comes_back_as_it_was(x: Any) -> None:
    wire = Foreign()

    assert same(wire.cross(x), x)
    assert wire.kept == []


@pytest.mark.parametrize(
    "x",
    [
        "\ud83d\ude00",
        "\udcff",
        "😀",
        -0.0,
        math.nan,
        -math.inf,
        5e-324,
        complex(-0.0, math.nan),
        Decimal("-0E+5"),
        Decimal("sNaN123"),
        Fraction(-1, 1 << 2000),
        datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=timezone(timedelta(hours=2), "CEST")),
        time(2, 30, fold=1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(microseconds=1))),
        date(1, 1, 1),
        timedelta(days=-1, microseconds=1),
        UUID(int=0),
        Path(),
        Path("/a b/\udcff"),
        {1: True, 0: False},
        {True: 1, False: 0},
        [True, 1, 1.0],
        {"b": 1, "a": 2},
        slice(None, [1], "x"),
        range(1 << 70, 0, -3),
    ],
    ids=repr,
)
def test_an_awkward_value_comes_back_as_it_was(wire: Foreign, x: Any) -> None:
    assert same(wire.cross(x), x)
    assert wire.kept == []


def test_an_int_beyond_the_decimal_limit_comes_back_as_it_was(wire: Foreign) -> None:
    assert wire.cross(-(1 << 100_000)) == -(1 << 100_000)


def test_a_name_of_a_time_zone_is_kept(wire: Foreign) -> None:
    zone = timezone(timedelta(hours=2), "CEST")

    assert wire.cross(time(1, tzinfo=zone)).tzname() == "CEST"
    assert wire.cross(datetime(2024, 1, 1, tzinfo=UTC)).tzinfo is UTC


class Liar(int):
    """Equal to everything."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


class Impostor:
    """Says of itself that it is an int."""

    __class__ = int  # type: ignore[assignment]


class Level(IntEnum):
    LOW = 1


Pair = namedtuple("Pair", "a b")  # noqa: PYI024  (a class as learners write it)


class Text(str):
    __slots__ = ()


class Mine:
    """Named as a class of the library is."""


Mine.__module__, Mine.__name__ = "decimal", "Decimal"


class MyError(ValueError):
    """Named as a builtin is."""


MyError.__module__, MyError.__name__ = "builtins", "ValueError"


@pytest.mark.parametrize(
    "x",
    [
        Liar(3),
        Impostor(),
        Level.LOW,
        Pair(1, 2),
        Text("a"),
        Counter("aa"),
        OrderedDict(a=1),
        object(),
        Mine(),
        MyError,
        Liar,
        type(None),
        datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC")),
        ValueError("x"),
        len,
    ],
    ids=lambda x: f"class {x.__qualname__}" if isinstance(x, type) else type(x).__qualname__,
)
def test_what_is_not_exactly_plain_stays_where_it_is(wire: Foreign, x: Any) -> None:
    back = wire.cross([x, {"k": x}, (x,)])

    assert [kept is x for kept in wire.kept] == [True, True, True]
    assert back[0] is x
    assert back[1]["k"] is x


@pytest.mark.parametrize(
    "container",
    [lambda x: [x], lambda x: (x,), lambda x: {"k": x}, lambda x: {(x,)}],
    ids=["list", "tuple", "dict", "set"],
)
def test_a_handle_inside_a_container_stays_a_handle(wire: Foreign, container: Any) -> None:
    x = object()

    assert wire.cross(container(x)) == container(x)
    assert wire.kept == [x]


def nested(depth: int) -> list[Any]:
    x: list[Any] = []
    for _ in range(depth - 1):
        x = [x]
    return x


def test_nesting_up_to_the_limit_crosses_and_beyond_it_stays(wire: Foreign) -> None:
    assert same(wire.cross(nested(MAX_DEPTH)), nested(MAX_DEPTH))
    assert wire.kept == []

    deep = nested(MAX_DEPTH + 1)
    assert wire.cross(deep) is deep
    assert wire.cross([1]) == [1]


def cyclic() -> list[Any]:
    x: list[Any] = []
    x.append(x)
    return x


@pytest.mark.parametrize("x", [nested(50_000), cyclic(), {"k": cyclic()}], ids=["deep", "cycle", "cycle inside"])
def test_a_cycle_stays_where_it_is(wire: Foreign, x: Any) -> None:
    assert wire.cross(x) is x


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("ifdtsSbBcjrlkTvhoxX"), inner, min_size=1, max_size=1)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=12,
)


@SAMPLE
@given(json_values.map(lambda x: json.dumps(x).encode()) | st.binary())
def test_no_frame_raises_anything_but_a_wire_error(frame: bytes) -> None:
    def refuse(tag: str, _: Any) -> Any:
        raise WireError(tag)

    with suppress(WireError):
        Codec(lambda _: {}, refuse).loads(frame)


@pytest.mark.parametrize(
    "frame",
    [
        b"[" * 200_000,
        b'{"t":' * 100_000,
        b'[{"T":"os.system"}]',
        b'[{"T":"collections.abc.sys"}]',
        b'[{"T":"__import__"}]',
        b'[{"v":["os","system","true"]}]',
        b'[{"v":["datetime","timedelta",[1e300,0,0]]}]',
        b'[{"d":[1]}]',
        b'[{"d":[[],1]}]',
        b'[{"i":"1","f":"1"}]',
        b"[{}]",
        b"9" * 10_000,
        b"\xff",
        b"",
    ],
    ids=lambda frame: frame[:20].decode("latin-1"),
)
def test_a_hostile_frame_is_refused(wire: Foreign, frame: bytes) -> None:
    with pytest.raises(WireError):
        wire.codec.loads(frame)


def test_a_long_range_stays_with_the_worker(wire: Foreign) -> None:
    assert wire.answer(range(10**6)) == range(10**6)
    assert wire.kept == []

    assert wire.answer(range(10**15)) == range(10**15)
    assert wire.kept == [range(10**15)]


@pytest.mark.parametrize(
    "value",
    [
        {"r": [0, 10**15]},
        {"r": [0, 10**400]},
        {"t": {"r": [0, 10**5]}},
        {"s": {"r": [0, 10**5]}},
        {"d": {"r": [0, 10**5]}},
        {"r": {"r": [0, 3]}},
        {"b": {"b": "AAAA"}},
        {"v": ["datetime", "timedelta", {"r": [0, 3]}]},
        {"v": ["fractions", "Fraction", [{"r": [0, 3]}, "0x1"]]},
        {"v": ["fractions", "Fraction", ["0x" + "f" * 50_000, "0x1"]]},
        {"v": ["os", "system", "true"]},
        {"s": [k * (2**61 - 1) for k in range(5000)]},
        {"d": [x for k in range(5000) for x in (k * (2**61 - 1), 0)]},
    ],
    ids=lambda value: json.dumps(value)[:50],
)
def test_what_is_small_to_send_is_not_made_large(wire: Foreign, value: Any) -> None:
    with pytest.raises(WireError):
        wire.codec.loads(json.dumps([value]).encode())


def test_many_keys_of_hashes_of_their_own_cross(wire: Foreign) -> None:
    many = {(i, str(i)) for i in range(5000)}

    assert wire.answer(many) == many
    assert wire.answer(dict.fromkeys(many)) == dict.fromkeys(many)
