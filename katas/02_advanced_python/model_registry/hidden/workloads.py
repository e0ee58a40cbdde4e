"""Many instances of one model: what can be known of a class is worked out once, not for each of them.

The baseline is a class with `__slots__`, written by hand.
"""

from functools import cache


@cache
def order(module):
    """A model with fields from three classes, made once for each module."""

    class Record(module.Model, abstract=True):
        id = module.Field()
        source = module.Field(default="import")

    class Priced(Record, abstract=True):
        price = module.Field()
        currency = module.Field(default="EUR")

    class Order(Priced, name="workloads.Order"):
        count = module.Field(default=1)
        note = module.Field(default=None)

    return Order


class Slots:
    __slots__ = ("count", "currency", "id", "note", "price", "source")

    def __init__(self, *, id, price, source="import", currency="EUR", count=1, note=None):
        self.id, self.source, self.price, self.currency, self.count, self.note = id, source, price, currency, count, note


def setup_instances(rng, n):
    """Keywords for n instances, half of them with a value for a field that has a default."""
    rows = [{"id": i, "price": rng.randrange(1000)} for i in range(n)]
    return [row | {"count": rng.randrange(9)} if i % 2 else row for i, row in enumerate(rows)]


def instances(module, rows):
    model = order(module)
    return [made.price * made.count for made in [model(**row) for row in rows]]


def baseline_instances(rows):
    return [made.price * made.count for made in [Slots(**row) for row in rows]]
