"""Uses of the module that mypy must accept, or refuse where a line says so.  Nobody runs them."""

import io
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, assert_type

from mypy_migrate import NoRate, Registry, Row, Tariff, cheapest, grouped, memo, price, read_tariff, timed


class Source:
    def read(self) -> str: return ""


class Bytes:
    def read(self) -> bytes: return b""


@dataclass(frozen=True)
class Frozen:
    zone: str
    weight: int


class Named(NamedTuple):
    zone: str
    weight: int
    sender: str


class Computed:
    zone = "EU"

    @property
    def weight(self) -> int: return 3


@dataclass
class Textual:
    zone: str
    weight: str


@dataclass
class Weightless:
    zone: str


row: Row = {"zone": "EU", "limit": 5, "price": Decimal(1)}
tariff = Tariff([row])
registry: Registry[int] = Registry()


def registries() -> None:
    assert_type(registry.add("a", 1), int)
    assert_type(registry["a"], int)
    assert_type(registry.get("a"), int | None)
    assert_type(registry.get("a", 0), int)
    assert_type(registry.get("a", "none"), int | str)
    assert_type(registry.select(lambda item: item > 3), dict[str, int])
    registry.select(abs)
    registry.add("a", "text")  # refused
    registry.add(1, 1)  # refused
    registry.get("a").bit_length()  # refused
    registry.select(str.upper)  # refused
    registry[1]  # refused


def registries_of_anything() -> None:
    rows = Registry[Row]()
    assert_type(rows.add("first", row)["limit"], int)
    wide: Registry[object] = registry  # refused


def reading() -> None:
    assert_type(read_tariff(io.StringIO("EU, 5, 1.20")), list[Row])
    with Path("tariff.csv").open() as file:
        read_tariff(file)
    read_tariff(Source())
    read_tariff("EU, 5, 1.20")  # refused
    read_tariff(Bytes())  # refused
    read_tariff(io.BytesIO())  # refused


def rows() -> None:
    assert_type(row["zone"], str)
    assert_type(row["limit"], int)
    assert_type(row["price"], Decimal)
    assert_type(row.get("note"), str | None)
    row["note"] = "heavy"
    row["weight"]  # refused
    row["limit"] = "5"  # refused
    short: Row = {"zone": "EU", "limit": 5}  # refused


def tariffs() -> None:
    Tariff(iter([row]))
    Tariff(tariff)
    Tariff([])
    assert_type(len(tariff), int)
    assert_type([entry for entry in tariff], list[Row])
    assert_type(tariff[0], Row)
    assert_type(tariff["EU"], list[Row])
    Tariff([1])  # refused
    tariff[1.5]  # refused
    tariff[None]  # refused
    tariff[0].append(row)  # refused


def finding() -> None:
    maybe = len(tariff) > 3
    assert_type(tariff.find("EU", 5), Row)
    assert_type(tariff.find("EU", 5, strict=True), Row)
    assert_type(tariff.find("EU", 5, strict=False), Row | None)
    assert_type(tariff.find("EU", 5, strict=maybe), Row | None)
    tariff.find("EU", 5, strict=False)["price"]  # refused
    tariff.find("EU", "5")  # refused
    tariff.find("EU", 5, False)  # refused


def failing() -> None:
    try:
        tariff.find("EU", 5)
    except NoRate as error:
        assert_type(error.zone, str)
        assert_type(error.weight, int)
    NoRate("EU", "5")  # refused


def pricing() -> None:
    assert_type(price(tariff, Frozen("EU", 5)), Decimal)
    price(tariff, Named("EU", 5, "me"))
    price(tariff, Computed())
    price(tariff, Textual("EU", "5"))  # refused
    price(tariff, Weightless("EU"))  # refused
    price([row], Frozen("EU", 5))  # refused


def surcharges() -> None:
    def twice(amount: Decimal) -> Decimal: return 2 * amount
    def text(amount: Decimal) -> str: return str(amount)
    price(tariff, Frozen("EU", 5), [twice, lambda amount: amount + 1])
    price(tariff, Frozen("EU", 5), (twice for _ in "ab"))
    price(tariff, Frozen("EU", 5), surcharges={twice})
    price(tariff, Frozen("EU", 5), [text])  # refused
    price(tariff, Frozen("EU", 5), twice)  # refused


def comparing() -> None:
    assert_type(cheapest(["ab", "c"], len), str | None)
    assert_type(cheapest(tariff, key=lambda entry: entry["price"]), Row | None)
    cheapest([Frozen("EU", 5)], lambda parcel: (parcel.zone, parcel.weight))
    cheapest(["a"], key=complex)  # refused
    cheapest(["a"], lambda text: object())  # refused
    cheapest([1], str.upper)  # refused
    cheapest(["ab"], len).upper()  # refused


def grouping() -> None:
    assert_type(grouped(["ab", "c"], len), dict[int, list[str]])
    assert_type(grouped(tariff, lambda entry: entry["zone"]), dict[str, list[Row]])
    grouped([1], str.upper)  # refused
    grouped(["a"], 3)  # refused


def remembering() -> None:
    @memo
    def area(width: int, height: int = 1, *, scale: float = 1.0) -> float:
        return width * height * scale

    assert_type(area(2, height=3, scale=0.5), float)
    assert_type(area.hits, int)
    area.clear()
    area("2")  # refused
    area()  # refused
    area(2, depth=3)  # refused
    area.misses  # refused
    area.clear(1)  # refused
    memo(3)  # refused


def timing() -> None:
    seen: list[float] = []
    with timed(seen.append):
        pass
    with timed(print, clock=lambda: 2.5) as nothing:
        assert_type(nothing, None)
    timed(str.upper)  # refused
    timed(seen.append, clock=2.5)  # refused
