"""No compiled functions: one generator walks value and annotation together and gives what is wrong first."""

import collections.abc as abc
import functools
import inspect
import typing
from types import NoneType, UnionType


class CheckError(TypeError):
    def __init__(self, path, value, expected):
        super().__init__(path, value, expected)
        self.path, self.value, self.expected = path, value, expected


NUMBERS = {int: (int,), float: (int, float), complex: (int, float, complex)}
ONE_ITEM = {list, set, frozenset, abc.Sequence}


def _known(annotation):
    """Raise TypeError for an annotation that nothing is known of."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in (typing.Any, None) or origin is typing.Literal or (origin is None and isinstance(annotation, type)):
        return
    if origin is typing.Annotated:
        _known(args[0])
    elif origin in {typing.Union, UnionType, dict, abc.Mapping, tuple} | ONE_ITEM:
        for part in args:
            if part is not ...:
                _known(part)
    elif origin is None or origin.__module__ != "collections.abc":
        raise TypeError(annotation)


def _wrong(value, annotation, path=()):
    """Yield what does not fit, as CheckErrors, the first one first."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    mine = CheckError(path, value, NoneType if annotation is None else annotation)
    if annotation is typing.Any:
        return
    if annotation is None:
        annotation = NoneType
    if typing.is_typeddict(annotation):
        yield from _wrong_typed_dict(value, annotation, path, mine)
    elif origin is typing.Annotated:
        inner = next(_wrong(value, args[0], path), None)
        if inner is not None:
            yield inner
        elif not all(test(value) for test in args[1:] if callable(test)):
            yield mine
    elif origin in (typing.Union, UnionType):
        if all(next(_wrong(value, member), None) is not None for member in args):
            yield mine
    elif origin is typing.Literal:
        if (type(value), repr(value)) not in [(type(option), repr(option)) for option in args]:
            yield mine
    elif origin is None and annotation in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, NUMBERS[annotation]):
            yield mine
    elif not isinstance(value, origin or annotation):
        yield mine
    elif origin is tuple:
        items = [args[0]] * len(value) if args[1:] == (...,) else args
        if len(items) != len(value):
            yield mine
            return
        for place, item in enumerate(items):
            yield from _wrong(value[place], item, (*path, place))
    elif origin in ONE_ITEM:
        for place, item in enumerate(value):
            yield from _wrong(item, args[0], path if origin in (set, frozenset) else (*path, place))
    elif origin in (dict, abc.Mapping):
        for key in value:
            yield from _wrong(key, args[0], (*path, key))
            yield from _wrong(value[key], args[1], (*path, key))


@functools.cache
def _fields(cls):
    hints = typing.get_type_hints(cls, include_extras=True)
    return {key: hint.__args__[0] if typing.get_origin(hint) in (typing.Required, typing.NotRequired) else hint for key, hint in hints.items()}


def _wrong_typed_dict(value, cls, path, mine):
    fields = _fields(cls)
    if not isinstance(value, dict) or set(value) - set(fields) or cls.__required_keys__ - set(value):
        yield mine
        return
    for key in value:
        yield from _wrong(value[key], fields[key], (*path, key))


def _demand(value, annotation, path=()):
    for error in _wrong(value, annotation, path):
        raise error
    return value


def checker(annotation):
    _known(annotation)
    return functools.partial(_demand, annotation=annotation)


class _Shape:
    """What is asked of a function once."""

    def __init__(self, function):
        self.hints = typing.get_type_hints(function, include_extras=True)
        for hint in self.hints.values():
            _known(hint)
        self.signature = inspect.signature(function)
        kinds = {p.name: p.kind for p in self.signature.parameters.values()}
        self.spread = {name for name, kind in kinds.items() if kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)}

    def check(self, args, kwargs):
        try:
            bound = self.signature.bind(*args, **kwargs).arguments
        except TypeError:
            return
        for name, value in bound.items():
            if name not in self.hints:
                continue
            if name in self.spread:
                for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                    _demand(item, self.hints[name], (name, key))
            else:
                _demand(value, self.hints[name], (name,))

    def result(self, value):
        return _demand(value, self.hints["return"], ("return",)) if "return" in self.hints else value


def checked(function):
    shape = functools.cache(lambda: _Shape(function))
    if inspect.iscoroutinefunction(function):
        async def call(*args, **kwargs):
            shape().check(args, kwargs)
            return shape().result(await function(*args, **kwargs))
    elif inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        def call(*args, **kwargs):
            shape().check(args, kwargs)
            return function(*args, **kwargs)
    else:
        def call(*args, **kwargs):
            shape().check(args, kwargs)
            return shape().result(function(*args, **kwargs))
    return functools.wraps(function)(call)
