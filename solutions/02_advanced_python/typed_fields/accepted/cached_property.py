"""Another honest design: places are reached through the class of the value's holder, Computed derives from functools.cached_property."""

import functools
import re
from types import MemberDescriptorType

_MISSING = object()


def _slot(cls, place):
    """Find the slot that holds a value, or None where it is in the object's dict."""
    for base in cls.__mro__:
        member = vars(base).get(place)
        if isinstance(member, MemberDescriptorType):
            return member
    return None


class Field:
    def __init__(self, **options):
        if len(options) > 1:
            raise TypeError("one of default and factory")
        self.options = options
        if "default" in options:
            options["default"] = self.validate(options["default"])

    def __set_name__(self, owner, name):
        self.name = name
        self.place = "_" + name
        self.slots = {}

    def validate(self, value):
        return value

    def slot(self, cls):
        if cls not in self.slots:
            self.slots[cls] = _slot(cls, self.place)
        return self.slots[cls]

    def load(self, obj):
        slot = self.slot(type(obj))
        if slot is None:
            return vars(obj).get(self.place, _MISSING)
        try:
            return slot.__get__(obj)
        except AttributeError:
            return _MISSING

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = self.load(obj)
        if value is not _MISSING:
            return value
        if "default" in self.options:
            return self.options["default"]
        if "factory" not in self.options:
            raise AttributeError(f"no value for {self.name}")
        self.__set__(obj, self.options["factory"]())
        return self.load(obj)

    def __set__(self, obj, value):
        try:
            checked = self.validate(value)
        except BaseException as error:
            error.add_note(f"{type(obj).__name__}.{self.name}")
            raise
        slot = self.slot(type(obj))
        if slot is None:
            vars(obj)[self.place] = checked
        else:
            slot.__set__(obj, checked)

    def __delete__(self, obj):
        if self.load(obj) is _MISSING:
            raise AttributeError(f"no value for {self.name}")
        slot = self.slot(type(obj))
        if slot is None:
            del vars(obj)[self.place]
        else:
            slot.__delete__(obj)


class Int(Field):
    def __init__(self, *, low=None, high=None, **options):
        self.low = float("-inf") if low is None else low
        self.high = float("inf") if high is None else high
        super().__init__(**options)

    def validate(self, value):
        if type(value) is bool or not isinstance(value, int):
            raise TypeError(f"not an int: {value!r}")
        if not self.low <= value <= self.high:
            raise ValueError(f"not in [{self.low}, {self.high}]: {value}")
        return value


class Str(Field):
    def __init__(self, *, max_length=None, pattern=None, **options):
        self.max_length, self.pattern = max_length, pattern
        super().__init__(**options)

    def validate(self, value):
        if not isinstance(value, str):
            raise TypeError(f"not a str: {value!r}")
        if self.max_length is not None and len(value) > self.max_length:
            raise ValueError(f"too long: {value!r}")
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            raise ValueError(f"no {self.pattern}: {value!r}")
        return value


class Computed(functools.cached_property):
    @property
    def name(self):
        return self.attrname

    def __get__(self, obj, owner=None):
        if obj is None or next(vars(c)[self.name] for c in type(obj).__mro__ if self.name in vars(c)) is self:
            return super().__get__(obj, owner)
        return self.func(obj)
