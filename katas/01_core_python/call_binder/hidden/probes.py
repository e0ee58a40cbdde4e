"""Functions of all kinds, called by name: a signature does not cross a pipe."""

import functools
from collections import ChainMap
from types import MappingProxyType

from call_binder import BindError, binder, call_with, explain

CALLS = []


def plain(a, b=2, c=3):
    return a, b, c


def by_position(a, b=2, c=3, /):
    return a, b, c


def by_keyword(*, a, b=2):
    return a, b


def with_rest(a, b=2, *rest, c=3):
    return a, b, rest, c


def with_extra(a, /, b=2, **extra):
    return a, b, extra


def with_both(a, /, *rest, **extra):
    return a, rest, extra


def odd_names(fn, config, strict, self=0):
    return fn, config, strict, self


def breaks(a):
    CALLS.append(a)
    raise TypeError("breaks() got an unexpected keyword argument 'b'")


def binds(a):
    """Raises a BindError of its own, as a task does that calls others."""
    return call_with(plain, a)


def traced(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return "traced", fn(*args, **kwargs)
    return wrapper


class Job:
    """A class with all sorts of callables."""

    def __init__(self, name, /, size=1, **extra):
        self.all = name, size, extra

    def run(self, a, b=2):
        return self.all, a, b

    def __call__(self, x, *, y=0):
        return x, y

    @classmethod
    def of(cls, name, size):
        return cls.__name__, name, size

    @staticmethod
    def add(a, b):
        return a, b


class Sized(Job):
    """Has the constructor of its base."""


FUNCTIONS = {
    "plain": plain, "by_position": by_position, "by_keyword": by_keyword, "with_rest": with_rest, "with_extra": with_extra,
    "with_both": with_both, "odd_names": odd_names, "breaks": breaks, "binds": binds, "traced": traced(plain),
    "traced by_position": traced(by_position), "method": Job("j").run, "instance": Job("j"),
    "classmethod": Job.of, "staticmethod": Job.add, "lambda": lambda x, y=1: (x, y),
    "partial": functools.partial(plain, 7), "partial keyword": functools.partial(plain, b=8),
    "partial by_position": functools.partial(by_position, 7), "partial of method": functools.partial(Job("j").run, b=5),
    "partial extra": functools.partial(with_extra, z=1),
}


def outcome(make):
    """What came back, or what is known of the error."""
    try:
        return make()
    except BindError as error:
        return {"BindError": isinstance(error, TypeError), "missing": error.missing, "unknown": error.unknown}
    except Exception as error:
        return {type(error).__name__: str(error)}


def call(name, config, **options):
    """The outcome of call_with, and of a binder that is used twice, which must not differ."""
    fn = FUNCTIONS[name]
    again = binder(fn)
    outcomes = [outcome(lambda: call_with(fn, config, **options))] + [outcome(lambda: again(config, **options)) for _ in range(2)]
    return outcomes[0] if outcomes == outcomes[:1] * 3 else {"call_with": outcomes[0], "binder": outcomes[1:]}


def construct(subclass, config):
    """The class and the arguments of an object that was made."""
    made = call_with(Sized if subclass else Job, config)
    return type(made).__name__, made.all


def explained(name, config):
    """What explain says, by key in a fixed order."""
    return explain(FUNCTIONS[name], config)


def error_of_its_own():
    """The error of a function that raises TypeError, told by identity, and how often it was called."""
    CALLS.clear()
    error = TypeError("a: missing")

    def fn(a):
        CALLS.append(a)
        raise error
    try:
        call_with(fn, {"a": 1})
    except Exception as caught:
        return {"same": caught is error, "cause": repr(caught.__cause__), "context": repr(caught.__context__), "calls": list(CALLS)}
    return {"calls": list(CALLS)}


def not_called():
    """How often a function is called that explain was asked about, or that does not fit."""
    CALLS.clear()
    explain(breaks, {"a": 1})
    refused = [outcome(lambda: call_with(breaks, config)) for config in ({}, {"a": 1, "b": 2})]
    binder(breaks)
    return {"refused": refused, "calls": list(CALLS)}


def message(config):
    """The words of the message of a BindError."""
    try:
        call_with(plain, config)
    except BindError as error:
        return str(error)
    return None


def mappings():
    """Calls with mappings that are no dicts, and one with a dict, which is looked at afterwards."""
    config = {"a": 1, "z": [2]}
    calls = [call_with(with_extra, m) for m in (MappingProxyType(config), ChainMap({"a": 5}, config), config)]
    calls[-1][2]["z"].append(3)
    calls[-1][2]["new"] = 4
    return {"calls": calls, "config": config}


def default_itself():
    """Whether the function's own default is passed on where one has to be."""
    kept = []

    def fn(a, b=kept, /, c=0, *rest):
        b.append(c)
        return b
    call_with(fn, {"a": 1, "rest": [3], "c": 9})
    call_with(fn, {"a": 1})
    return kept


def configs_of_one_binder():
    """One binder, called with several mappings, of which some do not fit."""
    bound = binder(with_extra)
    return [outcome(lambda: bound(config)) for config in ({"a": 1, "x": 2}, {"b": 3}, {"a": 4}, {"a": 5, "b": 6, "y": 7})]


def generated(source, config, strict):
    """The outcome for a function made of source."""
    names = {}
    exec(source, names)
    return outcome(lambda: call_with(names["f"], config, strict=strict)), explain(names["f"], config)
