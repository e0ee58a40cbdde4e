"""Takes None for a default that is missing."""

import re

_NOT_GIVEN = None


class Field:
    def __init__(self, *, default=_NOT_GIVEN, factory=None):
        if default is not _NOT_GIVEN and factory is not None:
            raise TypeError("default and factory exclude each other")
        self._factory = factory
        self._default = default if default is _NOT_GIVEN else self.validate(default)

    def __set_name__(self, owner, name):
        self.name, self._place = name, f"_{name}"

    def validate(self, value):
        return value

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        try:
            return object.__getattribute__(obj, self._place)
        except AttributeError:
            pass
        if self._factory is not None:
            self.__set__(obj, self._factory())
            return object.__getattribute__(obj, self._place)
        if self._default is _NOT_GIVEN:
            raise AttributeError(f"{self.name} has no value")
        return self._default

    def __set__(self, obj, value):
        try:
            value = self.validate(value)
        except Exception as error:
            error.add_note(f"{type(obj).__name__}.{self.name}")
            raise
        object.__setattr__(obj, self._place, value)

    def __delete__(self, obj):
        try:
            object.__delattr__(obj, self._place)
        except AttributeError:
            raise AttributeError(f"{self.name} has no value") from None


class Int(Field):
    def __init__(self, *, low=None, high=None, **options):
        self._low, self._high = low, high
        super().__init__(**options)

    def validate(self, value):
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"{value!r} is no whole number")
        if self._low is not None and value < self._low:
            raise ValueError(f"{value} is below {self._low}")
        if self._high is not None and value > self._high:
            raise ValueError(f"{value} is above {self._high}")
        return value


class Str(Field):
    def __init__(self, *, max_length=None, pattern=None, **options):
        self._max_length = max_length
        self._pattern = None if pattern is None else re.compile(pattern)
        super().__init__(**options)

    def validate(self, value):
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no text")
        if self._max_length is not None and len(value) > self._max_length:
            raise ValueError(f"{value!r} is longer than {self._max_length}")
        if self._pattern is not None and not self._pattern.fullmatch(value):
            raise ValueError(f"{value!r} does not match {self._pattern.pattern}")
        return value


class Computed:
    def __init__(self, function):
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        if not hasattr(obj, "__dict__"):
            raise TypeError(f"{type(obj).__name__}.{self.name} needs an object with a __dict__")
        value = self._function(obj)
        if getattr(type(obj), self.name) is self:
            obj.__dict__[self.name] = value
        return value
