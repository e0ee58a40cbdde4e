"""Calls all metadata."""

import collections.abc
import types
from functools import wraps
from inspect import Parameter, isasyncgenfunction, iscoroutinefunction, isgeneratorfunction, signature
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints, is_typeddict


class CheckError(TypeError):
    def __init__(self, path, value, expected):
        super().__init__(f"{value!r} at {path!r} is not {expected}")
        self.path, self.value, self.expected = path, value, expected


def checker(annotation):
    check = _compiled(annotation)

    def checking(value):
        check(value)
        return value

    return checking


def checked(function):
    plan = None

    def prepared():
        nonlocal plan
        if plan is None:                     # at the first call: what an annotation names may be defined after the function
            plan = _plan(function)
        return plan

    if iscoroutinefunction(function):
        @wraps(function)
        async def call(*args, **kwargs):
            arguments, result = prepared()
            arguments(args, kwargs)
            returned = await function(*args, **kwargs)
            result(returned)
            return returned
    else:
        @wraps(function)
        def call(*args, **kwargs):
            arguments, result = prepared()
            arguments(args, kwargs)
            returned = function(*args, **kwargs)
            result(returned)
            return returned
    return call


def _plan(function):
    """How to check the arguments of a call, and how its result."""
    hints = get_type_hints(function, include_extras=True)
    shape = signature(function)
    checks = [(name, parameter.kind, _compiled(hints[name])) for name, parameter in shape.parameters.items() if name in hints]
    lazy = isgeneratorfunction(function) or isasyncgenfunction(function)
    result = _nothing if lazy or "return" not in hints else _compiled(hints["return"])

    def arguments(args, kwargs):
        try:
            given = shape.bind(*args, **kwargs).arguments
        except TypeError:
            return                           # the call itself says better what is wrong with it
        for name, kind, check in checks:
            if name not in given:
                continue
            if kind is Parameter.VAR_POSITIONAL:
                for place, value in enumerate(given[name]):
                    _at(check, value, name, place)
            elif kind is Parameter.VAR_KEYWORD:
                for key, value in given[name].items():
                    _at(check, value, name, key)
            else:
                _at(check, given[name], name)

    return arguments, lambda value: _at(result, value, "return")


def _at(check, value, *path):
    try:
        check(value)
    except CheckError as error:
        raise CheckError((*path, *error.path), error.value, error.expected) from None


def _nothing(value):
    pass


def _compiled(annotation):
    """Return a function that raises CheckError for a value that does not fit."""
    if annotation is Any:
        return _nothing
    if annotation is None:
        annotation = type(None)
    if is_typeddict(annotation):
        return _typed_dict(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in _MAKERS:
        return _MAKERS[origin](annotation, *args)
    if origin is None and isinstance(annotation, type):
        return _instance(annotation, annotation)
    if origin is not None and getattr(collections.abc, getattr(origin, "__name__", ""), None) is origin:
        return _instance(annotation, origin)
    raise TypeError(f"{annotation!r} is no annotation that can be checked")


def _instance(annotation, cls):
    wider = {float: (int, float), complex: (int, float, complex)}.get(cls, cls)
    no_bool = cls in (int, float, complex)

    def check(value):
        if not isinstance(value, wider) or (no_bool and isinstance(value, bool)):
            raise CheckError((), value, annotation)
    return check


def _annotated(annotation, base, *metadata):
    check_base, tests = _compiled(base), metadata

    def check(value):
        check_base(value)
        if not all(test(value) for test in tests):
            raise CheckError((), value, annotation)
    return check


def _union(annotation, *members):
    checks = [_compiled(member) for member in members]

    def check(value):
        for member in checks:
            try:
                return member(value)
            except CheckError:
                pass
        raise CheckError((), value, annotation)
    return check


def _literal(annotation, *options):
    def check(value):
        if not any(type(value) is type(option) and value == option for option in options):
            raise CheckError((), value, annotation)
    return check


def _items(annotation, item):
    check_container, check_item = _instance(annotation, get_origin(annotation)), _compiled(item)

    def check(value):
        check_container(value)
        for place, x in enumerate(value):
            _at(check_item, x, place)
    return check


def _members(annotation, item):
    check_container, check_item = _instance(annotation, get_origin(annotation)), _compiled(item)

    def check(value):
        check_container(value)
        for x in value:
            check_item(x)
    return check


def _mapping(annotation, key, item):
    check_container, check_key, check_item = _instance(annotation, get_origin(annotation)), _compiled(key), _compiled(item)

    def check(value):
        check_container(value)
        for k, x in value.items():
            _at(check_key, k, k)
            _at(check_item, x, k)
    return check


def _tuple(annotation, *items):
    if len(items) == 2 and items[1] is ...:
        return _items(annotation, items[0])
    checks = [_compiled(item) for item in items]

    def check(value):
        if not isinstance(value, tuple) or len(value) != len(checks):
            raise CheckError((), value, annotation)
        for place, (check_item, x) in enumerate(zip(checks, value)):
            _at(check_item, x, place)
    return check


def _typed_dict(annotation):
    checks = {}

    def check(value):
        if not checks:                       # at the first use: it may name itself
            for key, hint in get_type_hints(annotation, include_extras=True).items():
                checks[key] = _compiled(get_args(hint)[0] if get_origin(hint) in (Required, NotRequired) else hint)
        if not isinstance(value, dict) or not annotation.__required_keys__ <= value.keys() <= checks.keys():
            raise CheckError((), value, annotation)
        for key, x in value.items():
            _at(checks[key], x, key)
    return check


_MAKERS = {
    Annotated: _annotated, Union: _union, types.UnionType: _union, Literal: _literal, tuple: _tuple,
    list: _items, collections.abc.Sequence: _items, dict: _mapping, collections.abc.Mapping: _mapping,
    set: _members, frozenset: _members,
}
