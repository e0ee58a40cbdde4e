"""Models declared by class statements: ordered fields, and a registry by name.  The contract is in README.md."""

from collections.abc import Mapping
from typing import Any, ClassVar

_NOT_GIVEN: Any = object()


class Field:
    """One field of a model; unless it has a `default`, a value must be given.

    `default` is also an attribute, and any object may be one, `None` too.
    """

    default: Any

    def __init__(self, *, default: Any = _NOT_GIVEN) -> None:
        raise NotImplementedError


class Model:
    """Base of all models, itself abstract; write its metaclass.

    A class statement takes `abstract` and `name`: `class Order(Model, abstract=False, name="shop.Order")`.
    """

    fields: ClassVar[Mapping[str, Field]]
    registry: ClassVar[Mapping[str, type["Model"]]]

    def __init__(self, /, **values: Any) -> None:
        """Set each field, to the value given or to its default.

        Raises:
            TypeError: a field without default is missing, or a name is no field.
        """
        raise NotImplementedError
