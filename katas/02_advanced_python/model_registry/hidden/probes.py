"""Class statements, hooks and pickles: what a proxy cannot express."""

import pickle
import types
from abc import abstractmethod
from collections.abc import Sized

from model_registry import Field, Model


def outcome(make):
    """The name of the class that is made, or of the error."""
    try:
        return type(make()).__name__
    except Exception as error:
        return type(error).__name__


def defaults(model):
    """The fields with their defaults, in order."""
    return [(name, field.default) for name, field in model.fields.items()]


def diamonds():
    """The fields of two diamonds that differ in the order of their bases."""

    class Top(Model, abstract=True):
        x = Field(default="Top")

    class Left(Top):
        y = Field(default="Left")

    class Right(Top):
        x = Field(default="Right")

    class RightFirst(Right, Left):
        z = Field(default="own")

    class LeftFirst(Left, Right):
        z = Field(default="own")

    return [defaults(RightFirst), defaults(LeftFirst)]


def removals():
    """The fields after a field is set to None, after it is declared anew, and with a field of a plain class."""

    class First(Model):
        x = Field(default=1)
        y = Field(default=2)

    class Without(First):
        x = None

    class Again(Without):
        x = Field(default=3)

    class Plain:
        y = "no field"
        z = Field(default=4)

    class Mixed(Plain, First):
        pass

    return [defaults(model) for model in [First, Without, Again, Mixed]]


def hierarchy(classes):
    """The fields of each model: (is it a plain class?, its bases by number, its names with a default or None)."""
    made = []
    for number, (plain, bases, names) in enumerate(classes):
        parents = [made[base] for base in bases]
        if not plain and not any(issubclass(parent, Model) for parent in parents):
            parents.append(Model)
        body = {name: default if default is None else Field(default=default) for name, default in names}
        keywords = {} if plain else {"abstract": True}
        made.append(types.new_class(f"Class{number}", tuple(parents), keywords, lambda namespace, body=body: namespace.update(body)))
    return [defaults(model) for model in made if issubclass(model, Model)]


def body(*lines):
    """The fields of an abstract model with this body."""
    names = {"Field": Field, "Model": Model}
    exec("\n    ".join(["class Sample(Model, abstract=True):", *lines]), names)
    return list(names["Sample"].fields)


def made_by_calls():
    """Two models without a class statement: their fields, and the registry."""
    called = type(Model)("Called", (Model,), {"x": Field(default=1)})
    built = types.new_class("Built", (called,), {"name": "built"}, lambda namespace: namespace.update(y=Field(default=2)))
    return {"fields": [defaults(called), defaults(built)], "registry": list(Model.registry)}


def names():
    """The registry after models with and without name=, and after two that ask for names that are taken."""

    class Order(Model, name="shop.Order"):
        pass

    class Line(Order):
        pass

    def again():
        class Line(Model):
            pass

    def same_name():
        class Other(Model, name="shop.Order"):
            pass

    errors = [outcome(again), outcome(same_name)]
    return {
        "errors": errors,
        "registry": list(Model.registry),
        "first kept": [Model.registry["shop.Order"] is Order, Model.registry["Line"] is Line],
    }


def failing_hook():
    """A model that its base's hook refuses, then one of the same name that it takes: the registry after each."""

    class Checked(Model, abstract=True):
        def __init_subclass__(cls, **keywords):
            super().__init_subclass__(**keywords)
            if not cls.fields:
                raise LookupError("no fields")

    def refused():
        class Order(Checked):
            pass

    seen = [outcome(refused), list(Model.registry)]

    class Order(Checked):
        x = Field(default=1)

    return [*seen, list(Model.registry)]


def abstract():
    """Abstract and concrete models: the registry, and what calling each gives."""

    class Flagged(Model, abstract=True):
        pass

    class Child(Flagged):
        pass

    class Shape(Model):
        @abstractmethod
        def area(self):
            pass

    class Square(Shape):
        def area(self):
            return 1

    return {"registry": list(Model.registry), "calls": [outcome(model) for model in [Model, Flagged, Child, Shape, Square]]}


def with_abc():
    """A model that is Sized too."""

    class Bag(Model, Sized):
        size = Field(default=3)

        def __len__(self):
            return self.size

    return [len(Bag()), isinstance(Bag(), Sized)]


def hook():
    """What the hook of a base sees for each model, in its first line."""
    seen = []

    class Table(Model, abstract=True):
        id = Field(default=0)

        def __init_subclass__(cls, table=None, **keywords):
            seen.append([cls.__name__, table, list(cls.fields)])
            super().__init_subclass__(**keywords)

    class Order(Table, table="orders"):
        total = Field(default=0)

    class Line(Order, table="lines", name="shop.Line"):
        count = Field(default=1)

    return seen


def with_super():
    """A method that calls `super()`."""

    class Parent(Model):
        def label(self):
            return "parent"

    class Child(Parent):
        def label(self):
            return "child of " + super().label()

    return Child().label()


def read_only():
    """Assigning items to the mappings: the names of the errors, and what they hold after."""

    class Order(Model):
        x = Field(default=1)

    def assign(mapping):
        mapping["more"] = mapping.get("x")

    errors = [outcome(lambda: assign(Order.fields)), outcome(lambda: assign(Model.registry))]
    return {"errors": errors, "fields": list(Order.fields), "registry": list(Model.registry)}


def instance(names, values):
    """The fields of an instance of a model with a field for each name and a field `size`, whose default is None."""
    model = type(Model)("Sample", (Model,), {**{name: Field() for name in names}, "size": Field(default=None)})
    made = model(**values)
    return {name: getattr(made, name) for name in [*names, "size"]}


def positional():
    """The name of the error when a model without an own `__init__` is called with a positional argument."""

    class Order(Model):
        id = Field(default=0)

    return outcome(lambda: Order(7))


def own_init():
    """A model with its own `__init__`, and a model that derives from it and has a further field."""

    class Point(Model):
        x = Field()
        y = Field()

        def __init__(self, text):
            x, y = text.split()
            super().__init__(x=x, y=y)

    class Named(Point):
        label = Field(default="unnamed")

    point, named = Point("3 4"), Named("5 6")
    return [point.x, point.y, named.x, named.y, named.label]


def pickled():
    """An instance through pickle, its class being local to this function, with an own `__init__`."""
    inits = []

    class Order(Model, name="shop.Order"):
        id = Field()
        total = Field(default=0)

        def __init__(self, text):
            inits.append(text)
            super().__init__(id=int(text))

    order = Order("7")
    order.total, order.note = 12, "by hand"
    copy = pickle.loads(pickle.dumps(order))
    return {"model": type(copy) is Order, "values": [copy.id, copy.total, copy.note], "inits": inits}
