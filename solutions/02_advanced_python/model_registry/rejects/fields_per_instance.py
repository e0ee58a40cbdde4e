"""Collects the fields of the class again for every instance."""

from abc import ABCMeta
from types import MappingProxyType

_NOT_GIVEN = object()
_registry = {}


class Field:
    def __init__(self, *, default=_NOT_GIVEN):
        self.default = default


class _Body(dict):
    """The namespace of a class body, in which a field is bound once."""

    def __setitem__(self, name, value):
        if name in self and (isinstance(value, Field) or isinstance(self[name], Field)):
            raise TypeError(f"{name} is bound twice")
        super().__setitem__(name, value)


class _Fields:
    """Stands in the namespace as `fields` until `__set_name__`: the MRO is known then, and no hook has run."""

    def __set_name__(self, cls, name):
        found = {}
        for base in reversed(cls.__mro__):
            for attribute, value in vars(base).items():
                if isinstance(value, Field):
                    found[attribute] = value
                else:
                    found.pop(attribute, None)
        cls.fields = MappingProxyType(found)
        cls._defaults = {n: field.default for n, field in found.items() if field.default is not _NOT_GIVEN}


class _ModelMeta(ABCMeta):
    @classmethod
    def __prepare__(mcs, cls_name, bases, /, **keywords):
        return _Body()

    def __new__(mcs, cls_name, bases, body, /, *, name=None, abstract=False, **keywords):
        cls = super().__new__(mcs, cls_name, bases, {**body, "fields": _Fields()}, **keywords)
        cls._abstract = abstract or bool(cls.__abstractmethods__)
        if not cls._abstract:
            cls._name = cls_name if name is None else name
            if cls._name in _registry:
                raise ValueError(f"{cls._name} is taken")
            _registry[cls._name] = cls
        return cls

    def __call__(cls, /, *args, **values):
        if cls._abstract:
            raise TypeError(f"{cls.__name__} is abstract")
        return super().__call__(*args, **values)


class Model(metaclass=_ModelMeta, abstract=True):
    registry = MappingProxyType(_registry)

    def __init__(self, /, **values):
        cls = type(self)
        _Fields().__set_name__(cls, "fields")
        state = cls._defaults | values
        if state.keys() != cls.fields.keys():
            raise TypeError(f"missing or unknown: {state.keys() ^ cls.fields.keys()}")
        self.__dict__.update(state)

    def __reduce__(self):
        return _blank, (self._name,), self.__getstate__()


def _blank(name):
    cls = _registry[name]
    return cls.__new__(cls)
