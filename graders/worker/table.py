"""Objects that stay in the worker: numbers for them, and what the judge needs to know of their types."""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

Tagged = dict[str, Any]


def _ordered_items(x: Any) -> Any:
    ordered = sys.modules["collections"].OrderedDict
    return (ordered if isinstance(x, ordered) else dict).items(x)


# A plain type -> its content as an exact plain value, by the base type's own method: the learner's are not asked.
CONTENT: Final[dict[type, Callable[[Any], Any]]] = {
    int: lambda x: int.__add__(x, 0),
    float: lambda x: float.__pos__(x),
    str: lambda x: str.__str__(x),
    bytes: lambda x: bytes.__getitem__(x, slice(None)),
    bytearray: lambda x: bytearray.__getitem__(x, slice(None)),
    tuple: lambda x: tuple.__getitem__(x, slice(None)),
    list: lambda x: list.__getitem__(x, slice(None)),
    dict: lambda x: dict(_ordered_items(x)),
    set: lambda x: set(set.__iter__(x)),
    frozenset: lambda x: frozenset(frozenset.__iter__(x)),
}


def plain_base(cls: type) -> type | None:
    """Return the plain type that a class derives from, if any."""
    return next((base for base in type.mro(cls) if base in CONTENT), None) if cls is not type else None


def content(x: Any) -> Any:
    """Return the content of an object whose class derives from a plain type.

    Raises:
        TypeError: it does not.
    """
    base = plain_base(type(x))
    if base is None:
        raise TypeError(f"a {type(x).__name__} has no plain content")
    return CONTENT[base](x)


def _callable_names(names: dict[str, Any]) -> list[str]:
    kinds = (FunctionType, BuiltinFunctionType, classmethod, staticmethod)
    return [n for n, x in names.items() if type(n) is str and type(x) in kinds and not n.startswith("__")]


def methods(subject: Any) -> list[str]:
    """Return the names on a class, module or function that can be called in the frame that fetches them.

    Only plain functions count: to look one up runs no code of the learner's.
    """
    if isinstance(subject, ModuleType):
        classes = [n for n, x in vars(subject).items() if type(x) is type and not issubclass(x, BaseException)]
        return _callable_names(vars(subject)) + classes
    if not isinstance(subject, type):
        return _callable_names(vars(subject))
    mro = [c for c in type.mro(subject) if c is not object] if subject is not type else []
    if any("__getattribute__" in vars(c) for c in mro):
        return []
    return list(dict.fromkeys(name for c in mro for name in _callable_names(dict(vars(c)))))


def fields(x: Any) -> dict[str, Any]:
    """Return what an object holds: its `__dict__` and its slots, without asking its class's methods."""
    held: dict[str, Any] = {}
    for cls in reversed(type.mro(type(x))):
        slots = vars(cls).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            descriptor = vars(cls).get(name)
            if descriptor is not None and hasattr(type(descriptor), "__get__"):
                try:
                    held[name] = descriptor.__get__(x, cls)
                except AttributeError:
                    continue
    try:
        held.update(object.__getattribute__(x, "__dict__"))
    except AttributeError:
        pass
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
        subject = x if isinstance(x, (type, ModuleType)) or (type(x) is FunctionType and vars(x)) else type(x)
        facts: list[Any] = [self.number(x), id(subject)]
        if id(subject) not in self._described:
            self._described.add(id(subject))
            self._kept.append(subject)  # its id must not be used again
            base = plain_base(type(x))
            facts += [_name(type(x)), base.__name__ if base else None, methods(subject)]
        return {"h": facts}


def _name(cls: type) -> str:
    return type.__dict__["__name__"].__get__(cls)  # type: ignore[no-any-return]
