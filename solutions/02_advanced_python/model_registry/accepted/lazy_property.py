"""Another honest design: fields on demand, values kept by data descriptors, classes pickled through copyreg."""

import copyreg
from abc import ABCMeta
from inspect import isabstract
from types import MappingProxyType


class Field:
    def __init__(self, **options):
        self.required = "default" not in options
        self.default = options.pop("default", None)
        if options:
            raise TypeError(f"unknown options {list(options)}")

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        try:
            return instance._values[self.name]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, instance, value):
        instance._values[self.name] = value


class Body(dict):
    def __setitem__(self, name, value):
        known = [self[name]] if name in self else []
        if known and any(isinstance(x, Field) for x in [*known, value]):
            raise TypeError(f"{name} stands there twice")
        dict.__setitem__(self, name, value)


class ModelMeta(ABCMeta):
    __prepare__ = classmethod(lambda meta, *args, **keywords: Body())

    def __new__(meta, *args, abstract=False, name=None, **keywords):
        return super().__new__(meta, *args, **keywords)

    def __init__(cls, *args, abstract=False, name=None, **keywords):
        super().__init__(*args)
        cls._flagged = abstract
        cls._label = cls.__name__ if name is None else name
        if abstract or isabstract(cls):
            return
        if type(cls)._by_name.setdefault(cls._label, cls) is not cls:
            raise ValueError(f"there is a model {cls._label} already")

    _by_name = {}

    @property
    def registry(cls):
        return MappingProxyType(ModelMeta._by_name)

    @property
    def fields(cls):
        if "_known" not in cls.__dict__:
            found = []
            for name in dict.fromkeys(n for c in cls.__mro__[::-1] for n in vars(c)):
                holders = [c for c in cls.__mro__[::-1] if name in vars(c)]
                if isinstance(vars(holders[-1])[name], Field):
                    first = len(holders) - 1
                    while first and isinstance(vars(holders[first - 1])[name], Field):
                        first -= 1
                    place = cls.__mro__[::-1].index(holders[first]), list(vars(holders[first])).index(name)
                    found.append((place, name, vars(holders[-1])[name]))
            cls._known = MappingProxyType({name: field for _, name, field in sorted(found, key=lambda x: x[0])})
        return cls._known


def find(_label):
    return ModelMeta._by_name[_label]


copyreg.pickle(ModelMeta, lambda cls: cls.__qualname__ if cls._flagged or isabstract(cls) else (find, (cls._label,)))


class Model(metaclass=ModelMeta, abstract=True):
    def __new__(cls, /, *args, **values):
        if cls._flagged:
            raise TypeError(f"{cls.__name__} is abstract")
        self = super().__new__(cls)
        self._values = {}
        return self

    def __init__(self, /, **values):
        fields = type(self).fields
        for name, field in fields.items():
            if name in values:
                setattr(self, name, values.pop(name))
            elif field.required:
                raise TypeError(f"{name} is missing")
            else:
                setattr(self, name, field.default)
        if values:
            raise TypeError(f"no such field: {', '.join(values)}")
