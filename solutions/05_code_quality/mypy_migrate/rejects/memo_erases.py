"""Parcel rates: read a tariff, find a rate, price a parcel."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Generic, Literal, NotRequired, ParamSpec, Protocol, TypedDict, TypeVar, overload

T = TypeVar("T")
D = TypeVar("D")
K = TypeVar("K")
P = ParamSpec("P")
R = TypeVar("R")


class Row(TypedDict):
    """One line of a tariff."""

    zone: str
    limit: int
    price: Decimal
    note: NotRequired[str]


class Readable(Protocol):
    """What a tariff is read from."""

    def read(self) -> str:
        """Return all of it."""


class Parcel(Protocol):
    """What is sent; nobody here changes it."""

    @property
    def zone(self) -> str:
        """Where to."""

    @property
    def weight(self) -> int:
        """In grams."""


class Ordered(Protocol):
    """What can be compared with its like."""

    def __lt__(self: C, other: C, /) -> bool:
        """Say which comes first."""


C = TypeVar("C", bound=Ordered)


class NoRate(LookupError):
    """The tariff has no rate; `zone` and `weight` say for what."""

    def __init__(self, zone: str, weight: int) -> None:
        super().__init__(f"no rate for {zone} at {weight} g")
        self.zone = zone
        self.weight = weight


class Registry(Generic[T]):
    """Named items of one type."""

    def __init__(self) -> None:
        self._items: dict[str, T] = {}

    def add(self, name: str, item: T) -> T:
        """Add an item under a new name, and return it."""
        if name in self._items:
            raise ValueError(f"{name} is taken")
        self._items[name] = item
        return item

    @overload
    def get(self, name: str) -> T | None: ...
    @overload
    def get(self, name: str, default: D) -> T | D: ...
    def get(self, name: str, default: D | None = None) -> T | D | None:
        """Return an item, or the default."""
        return self._items.get(name, default)

    def __getitem__(self, name: str) -> T:
        return self._items[name]

    def select(self, wanted: Callable[[T], object]) -> dict[str, T]:
        """Return the items that a function wants, by name."""
        return {name: item for name, item in self._items.items() if wanted(item)}


def read_tariff(source: Readable) -> list[Row]:
    """Read lines of zone, limit in grams, price, and perhaps a note; `source` needs a `read` only."""
    rows = []
    for line in source.read().splitlines():
        if line.strip() and not line.startswith("#"):
            zone, limit, price, *note = line.split(",", 3)
            row: Row = {"zone": zone.strip(), "limit": int(limit), "price": Decimal(price.strip())}
            if note:
                row["note"] = note[0].strip()
            rows.append(row)
    return rows


class Tariff:
    """Rows by zone and limit."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = sorted(rows, key=lambda row: (row["zone"], row["limit"]))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: str) -> list[Row]: ...
    def __getitem__(self, index: int | str) -> Row | list[Row]:
        """Return the row at a number, or the list of a zone's rows."""
        if isinstance(index, str):
            return [row for row in self._rows if row["zone"] == index]
        return self._rows[index]

    @overload
    def find(self, zone: str, weight: int, *, strict: Literal[True] = True) -> Row: ...
    @overload
    def find(self, zone: str, weight: int, *, strict: bool) -> Row | None: ...
    def find(self, zone: str, weight: int, *, strict: bool = True) -> Row | None:
        """Return the first row of the zone whose limit is not exceeded; else None, or with `strict` a NoRate."""
        for row in self[zone]:
            if weight <= row["limit"]:
                return row
        if strict:
            raise NoRate(zone, weight)
        return None


def price(tariff: Tariff, parcel: Parcel, surcharges: Iterable[Callable[[Decimal], Decimal]] = ()) -> Decimal:
    """Return the price of a parcel, which has a zone and a weight, after each surcharge in turn."""
    amount = tariff.find(parcel.zone, parcel.weight)["price"]
    for surcharge in surcharges:
        amount = surcharge(amount)
    return amount


def cheapest(offers: Iterable[T], key: Callable[[T], C]) -> T | None:
    """Return the offer with the smallest key; the first of equal ones, None if there is none."""
    best: tuple[C, T] | None = None
    for offer in offers:
        rank = key(offer)
        if best is None or rank < best[0]:
            best = (rank, offer)
    return None if best is None else best[1]


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Return lists of the items by their key."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


class memo(Generic[R]):  # a decorator in lower case, as it was
    """Remember answers by arguments; `hits` counts, `clear()` forgets."""

    def __init__(self, function: Callable[..., R]) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self._known: dict[tuple[object, object], R] = {}
        self.hits = 0

    def __call__(self, *args: object, **kwargs: object) -> R:
        asked = (args, frozenset(kwargs.items()))
        if asked in self._known:
            self.hits += 1
        else:
            self._known[asked] = self._function(*args, **kwargs)
        return self._known[asked]

    def clear(self) -> None:
        """Forget all answers and hits."""
        self._known.clear()
        self.hits = 0


@contextmanager
def timed(report: Callable[[float], object], clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Report how long the block took, also if it failed."""
    begun = clock()
    try:
        yield
    finally:
        report(clock() - begun)
