"""Parcel rates: read a tariff, find a rate, price a parcel.  It works; give it types."""

import functools
import time
from contextlib import contextmanager
from decimal import Decimal


class NoRate(LookupError):
    """The tariff has no rate; `zone` and `weight` say for what."""

    def __init__(self, zone, weight):
        super().__init__(f"no rate for {zone} at {weight} g")
        self.zone = zone
        self.weight = weight


class Registry:
    """Named items of one type."""

    def __init__(self):
        self._items = {}

    def add(self, name, item):
        """Add an item under a new name, and return it."""
        if name in self._items:
            raise ValueError(f"{name} is taken")
        self._items[name] = item
        return item

    def get(self, name, default=None):
        """Return an item, or the default."""
        return self._items.get(name, default)

    def __getitem__(self, name):
        return self._items[name]

    def select(self, wanted):
        """Return the items that a function wants, by name."""
        return {name: item for name, item in self._items.items() if wanted(item)}


def read_tariff(source):
    """Read lines of zone, limit in grams, price, and perhaps a note; `source` needs a `read` only."""
    rows = []
    for line in source.read().splitlines():
        if line.strip() and not line.startswith("#"):
            zone, limit, price, *note = line.split(",", 3)
            row = {"zone": zone.strip(), "limit": int(limit), "price": Decimal(price.strip())}
            if note:
                row["note"] = note[0].strip()
            rows.append(row)
    return rows


class Tariff:
    """Rows by zone and limit."""

    def __init__(self, rows):
        self._rows = sorted(rows, key=lambda row: (row["zone"], row["limit"]))

    def __len__(self):
        return len(self._rows)

    def __iter__(self):
        return iter(self._rows)

    def __getitem__(self, index):
        """Return the row at a number, or the list of a zone's rows."""
        if isinstance(index, str):
            return [row for row in self._rows if row["zone"] == index]
        return self._rows[index]

    def find(self, zone, weight, *, strict=True):
        """Return the first row of the zone whose limit is not exceeded; else None, or with `strict` a NoRate."""
        for row in self[zone]:
            if weight <= row["limit"]:
                return row
        if strict:
            raise NoRate(zone, weight)
        return None


def price(tariff, parcel, surcharges=()):
    """Return the price of a parcel, which has a zone and a weight, after each surcharge in turn."""
    amount = tariff.find(parcel.zone, parcel.weight)["price"]
    for surcharge in surcharges:
        amount = surcharge(amount)
    return amount


def cheapest(offers, key):
    """Return the offer with the smallest key; the first of equal ones, None if there is none."""
    best = None
    for offer in offers:
        rank = key(offer)
        if best is None or rank < best[0]:
            best = (rank, offer)
    return None if best is None else best[1]


def grouped(items, key):
    """Return lists of the items by their key."""
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def memo(function):
    """Remember answers by arguments; `hits` counts, `clear()` forgets."""
    known = {}

    @functools.wraps(function)
    def call(*args, **kwargs):
        asked = (args, tuple(sorted(kwargs.items())))
        if asked in known:
            call.hits += 1
        else:
            known[asked] = function(*args, **kwargs)
        return known[asked]

    def clear():
        known.clear()
        call.hits = 0

    call.hits = 0
    call.clear = clear
    return call


@contextmanager
def timed(report, clock=time.monotonic):
    """Report how long the block took, also if it failed."""
    begun = clock()
    try:
        yield
    finally:
        report(clock() - begun)
