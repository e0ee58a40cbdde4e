"""Objects that stay in the worker: numbers for them, and what the judge needs to know of their types."""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, FunctionType, GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Tagged = dict[str, Any]

# `isinstance`, `vars`, `cls.__mro__` and a class as the key of a dict can all run code of the learner's; these cannot.
_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_namespace: Final[Callable[[type], Mapping[str, Any]]] = type.__dict__["__dict__"].__get__
_name: Final[Callable[[type], str]] = type.__dict__["__name__"].__get__
_globals: Final[Callable[[Any], dict[str, Any]]] = vars(ModuleType)["__dict__"].__get__


def _dict_items(x: Any) -> Iterable[tuple[Any, Any]]:
    ordered = sys.modules["collections"].OrderedDict
    return (ordered if issubclass(type(x), ordered) else dict).items(x)


# A plain type -> its content as an exact plain value, by the base type's own method: the learner's are not asked.
CONTENT: Final[dict[type, Callable[[Any], Any]]] = {
    int: lambda x: int.__add__(x, 0),
    float: float.__pos__,
    str: str.__str__,
    bytes: lambda x: bytes.__getitem__(x, slice(None)),
    bytearray: lambda x: bytearray.__getitem__(x, slice(None)),
    tuple: lambda x: tuple.__getitem__(x, slice(None)),
    list: lambda x: list.__getitem__(x, slice(None)),
    dict: lambda x: dict(_dict_items(x)),
    set: lambda x: set(set.__iter__(x)),
    frozenset: lambda x: frozenset(frozenset.__iter__(x)),
}
_PLAIN: Final = frozenset(map(id, CONTENT))
_FUNCTIONS: Final = frozenset(map(id, (FunctionType, BuiltinFunctionType, classmethod, staticmethod)))


def plain_base(cls: type) -> type | None:
    """Return the plain type that a class derives from, if any."""
    return next((base for base in _mro(cls) if id(base) in _PLAIN), None)


def content(x: Any) -> Any:
    """Return the content of an object whose class derives from a plain type.

    Raises:
        TypeError: it does not.
    """
    base = plain_base(type(x))
    if base is None:
        raise TypeError(f"a {_name(type(x))} has no plain content")
    return CONTENT[base](x)


def _callable_names(names: Mapping[str, Any]) -> list[str]:
    return [n for n, x in names.items() if type(n) is str and id(type(x)) in _FUNCTIONS and not n.startswith("__")]


def methods(subject: Any) -> list[str]:
    """Return the names on a class, module or function that can be called in the frame that fetches them.

    Only plain functions count: to look one up runs no code of the learner's.
    """
    if issubclass(type(subject), ModuleType):
        names = _globals(subject)
        classes = [n for n, x in names.items() if type(x) is type and not issubclass(x, BaseException)]
        return _callable_names(names) + classes
    if not issubclass(type(subject), type):
        return _callable_names(vars(subject))
    namespaces = [_namespace(c) for c in _mro(subject) if c is not object and c is not type]
    if any("__getattribute__" in names for names in namespaces):
        return []
    return list(dict.fromkeys(name for names in namespaces for name in _callable_names(names)))


def names(x: Any) -> list[str]:
    """Return the names that a module holds; none for what poses as one."""
    return sorted(n for n in _globals(x) if type(n) is str) if issubclass(type(x), ModuleType) else []


def fields(x: Any) -> dict[str, Any]:
    """Return what an object holds: its `__dict__` and its slots, without asking its class's methods."""
    held: dict[str, Any] = {}
    for cls in reversed(_mro(type(x))):
        names = _namespace(cls)
        if type(names.get("__dict__")) is GetSetDescriptorType and cls is not type:
            held.update(names["__dict__"].__get__(x))
        slots = [n for n, d in names.items() if type(d) is MemberDescriptorType] if "__slots__" in names else []
        for name in slots:
            try:
                held[name] = names[name].__get__(x)
            except AttributeError:  # not set yet
                continue
    return held


class Table:
    """The worker's own objects by number, kept alive as long as the judge holds a proxy."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._sent: dict[int, int] = {}
        self._described: set[int] = set()
        self._kept: list[Any] = []
        self._next = 0

    def __getitem__(self, number: int) -> Any:
        return self._objects[number]

    def number(self, x: Any) -> int:
        """Return the number of an object, the same as long as the judge knows it."""
        number = self._numbers.get(id(x))
        if number is None:
            self._next += 1
            number = self._numbers[id(x)] = self._next
            self._objects[number] = x
            self._sent[number] = 0
        self._sent[number] += 1
        return number

    def drop(self, drops: list[list[int]]) -> None:
        """Forget references that the judge let go: pairs of number and how often it was received."""
        for number, times in drops:
            left = self._sent[number] - times
            if left:
                self._sent[number] = left
            else:
                del self._sent[number], self._numbers[id(self._objects[number])]
                gone = self._objects.pop(number)
                del gone

    def refer(self, x: Any) -> Tagged:
        """Return the tagged object for something that stays here, with its type's facts the first time."""
        own = issubclass(type(x), (type, ModuleType)) or (type(x) is FunctionType and vars(x))
        subject = x if own else type(x)
        key = -id(x) if own else id(subject)  # a class as an object, and as the type of its instances
        facts: list[Any] = [self.number(x), key]
        if key not in self._described:
            self._described.add(key)
            self._kept.append(subject)  # its id must not be used again
            base = plain_base(type(x))
            facts += [_name(type(x)), base.__name__ if base else None, methods(subject)]
        return {"h": facts}
