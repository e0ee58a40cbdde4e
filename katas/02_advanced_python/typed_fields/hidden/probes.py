"""Classes with fields: what their objects hold and answer.  Errors are told by type, attributes named in the text, and notes."""

import gc
import re
import weakref

from typed_fields import Computed, Field, Int, Str

KINDS = {"Field": Field, "Int": Int, "Str": Str}


def outcome(function, *args):
    """What a call returns, or the error's type, the attributes that its text names, and its notes."""
    try:
        return function(*args)
    except Exception as error:
        names = {"price", "count", "total"} & set(re.findall(r"\w+", str(error)))
        return [type(error).__name__, sorted(names), getattr(error, "__notes__", [])]


def assigned(kind, options, values):
    """Assign values, each to a new object: what is stored then, or the name of the error."""
    item_class = type("Item", (), {"price": KINDS[kind](**options)})

    def assign(value):
        item = item_class()
        item.price = value
        return vars(item)

    return [seen if isinstance(seen, dict) else seen[0] for seen in (outcome(assign, value) for value in values)]


def history(steps, default):
    """Two objects of one class and a field from 0 to 9: ("set", object, value), ("get", object), ("del", object)."""

    class Item:
        price = Int(low=0, high=9, **default)

    items = [Item(), Item()]
    do = {
        "set": lambda item, value: setattr(item, "price", value),
        "get": lambda item: item.price,
        "del": lambda item: delattr(item, "price"),
    }
    seen = []
    for verb, number, *value in steps:
        result = outcome(do[verb], items[number], *value)
        seen.append(result[0] if isinstance(result, list) else result)
    return {"seen": seen, "vars": [vars(item) for item in items]}


def on_class():
    """What classes give for their fields: is it the field, and its name."""

    class Base:
        price = Int()

        @Computed
        def total(self):
            """Price and tax."""

    class Item(Base):
        code = Str()

    price, total = vars(Base)["price"], vars(Base)["total"]
    return {
        "same": [Base.price is price, Item.price is price, Item.total is total],
        "names": [Item.price.name, Item.code.name, Item.total.name],
        "doc": Item.total.__doc__,
    }


def unhashable():
    """Two objects that are equal and cannot be hashed."""

    class Item:
        price = Field()

        def __eq__(self, other):
            return True

        __hash__ = None

    a, b = Item(), Item()
    a.price, b.price = 5, 7
    return [a.price, b.price]


def let_go():
    """An object is dropped, with the collector of cycles off: are it and its value alive?"""

    class Price:
        pass

    class Item:
        price = Field()
        tags = Field(factory=Price)

    gc.disable()
    item = Item()
    item.price = Price()
    refs = [weakref.ref(item), weakref.ref(item.price), weakref.ref(item.tags)]
    del item
    return [ref() is not None for ref in refs]


def with_slots():
    """Objects without a `__dict__` and without weak references: values, what the slots hold, a deletion."""

    class Item:
        __slots__ = ("_count", "_price", "_tags")
        price = Int()
        count = Int(default=1)
        tags = Field(factory=list)

    class Heavy(Item):
        __slots__ = ("_weight",)
        weight = Int()

    a, b = Heavy(), Heavy()
    a.price, a.weight, b.price = 5, 6, 7
    a.tags.append("new")
    seen = [a.price, a.count, a.weight, a.tags, b.price, b.tags, a._price, a._weight]
    del a.price
    return [*seen, hasattr(a, "_price"), hasattr(a, "price")]


def own_hooks():
    """A class with all three attribute hooks: the names each was asked for."""
    calls = []

    class Item:
        price = Field()

        def __getattr__(self, name):
            calls.append(("get", name))
            return "by hook"

        def __setattr__(self, name, value):
            calls.append(("set", name))
            super().__setattr__(name, value)

        def __delattr__(self, name):
            calls.append(("del", name))
            super().__delattr__(name)

    item = Item()
    before = item.price
    item.price = 5
    between = item.price
    del item.price
    return {"values": [before, between], "calls": calls}


def conversion():
    """A field whose `validate` converts and hands on: stored values, and the default."""

    class Trimmed(Str):
        def validate(self, value):
            return super().validate(value).strip()

    class Item:
        name = Trimmed()
        code = Trimmed(default=" none ")
        unit = Trimmed(factory=lambda: " kg ")

    item = Item()
    item.name = "  bolt "
    return [item.name, item.code, item.unit, vars(item)]


def refused():
    """A value is refused by a field's own error, in an object of a subclass: the error and its notes, and the value after."""

    class Locked(Exception):
        pass

    class Once(Field):
        def validate(self, value):
            if value == "second":
                raise Locked("no more")
            return value

    class Item:
        price = Once()

    class Special(Item):
        pass

    item = Special()
    item.price = "first"
    return [outcome(setattr, item, "price", "second"), item.price]


def factories(answers):
    """A factory that gives these answers in turn: what two objects of a class and one of its subclass read, twice each, and hold."""
    made = iter(answers)

    class Item:
        tags = Int(factory=lambda: next(made))

    class Special(Item):
        pass

    items = [Item(), Item(), Special()]
    before = [vars(item).copy() for item in items]
    return {"before": before, "read": [outcome(getattr, item, "tags") for item in items * 2], "after": [vars(item) for item in items]}


def factory_again():
    """A factory's list is changed, deleted and read again."""

    class Item:
        tags = Field(factory=list)

    item = Item()
    item.tags.append("new")
    first = list(item.tags)
    del item.tags
    return [first, item.tags]


def missing():
    """A field without value and default: reading, deleting, asking."""

    class Item:
        price = Field()
        count = Field(default=None)

    item = Item()
    return {
        "read": outcome(getattr, item, "price"),
        "delete": outcome(delattr, item, "price"),
        "delete default": outcome(delattr, item, "count"),
        "hasattr": hasattr(item, "price"),
        "default": item.count,
        "held": vars(item),
    }


def made(kind, given):
    """Make a field with the options given, and "factory" for a factory: the name of the error, if there is one."""
    given = {name: dict if name == "factory" else value for name, value in given.items()}
    try:
        KINDS[kind](**given)
    except Exception as error:
        return type(error).__name__
    return "made"


class Shape:
    """A shape with a size and what is computed from it; `calls` counts."""

    def __init__(self, size):
        self.size, self.calls = size, 0

    def _compute(self):
        self.calls += 1
        return None if self.size == 0 else self.size * self.size

    area = Computed(_compute)


def computed(size):
    """An attribute is read twice, replaced, deleted, read, deleted twice: what came, and how often it was computed."""
    shape = Shape(size)
    seen = [shape.area, shape.area, shape.calls]
    shape.size = 3
    seen += [shape.area, vars(shape)["area"]]
    shape.area = "replaced"
    seen.append(shape.area)
    del shape.area
    seen += [shape.area, shape.calls]
    del shape.area
    return [*seen, outcome(delattr, shape, "area")[0], sorted(vars(shape))]


def computed_fails():
    """The function raises at the first read."""
    shape = Shape("text")
    first = outcome(lambda: shape.area)[0]
    held = sorted(vars(shape))
    shape.size = 3
    return [first, held, shape.area]


def computed_in_subclass():
    """An attribute defined anew: its value, that of the base through `super()` twice, its value again; and the calls of the base."""
    calls = []

    class Base:
        @Computed
        def total(self):
            calls.append("base")
            return 10

    class Taxed(Base):
        @Computed
        def total(self):
            return super().total + 2

        def net(self):
            return super().total

    taxed, plain, fresh = Taxed(), Base(), Taxed()
    seen = [taxed.total, taxed.net(), taxed.net(), taxed.total, plain.total, plain.total]
    return {"seen": seen, "calls": len(calls), "net first": [fresh.net(), list(vars(fresh)), fresh.total]}


def computed_without_dict():
    """A Computed in an object without a `__dict__`."""

    class Item:
        __slots__ = ("_price",)

        @Computed
        def total(self):
            return 1

    return outcome(lambda: Item().total)


def noted(kind, value):
    """Assign a value that is refused: the error and its notes."""
    item = type("Item", (), {"price": KINDS[kind]()})()
    error, _, notes = outcome(setattr, item, "price", value)
    return [error, notes]
