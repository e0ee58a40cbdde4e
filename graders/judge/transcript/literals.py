"""Plain values as source text."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any, Final

from graders.judge import mirrors
from graders.judge.transcript.record import Ref
from graders.worker import doubles

if TYPE_CHECKING:
    from collections.abc import Callable

MANY: Final = 8
_CONTAINERS: Final[dict[Any, tuple[str, str]]] = {list: ("[", "]"), set: ("{", "}"), tuple: ("(", ")")}
_STDLIB: Final = frozenset(sys.stdlib_module_names)
_ITSELF: Final = frozenset({type(None), bool, int, str, bytes, complex, bytearray, range, slice, type(...)})
_FROM: Final = {"Decimal": "decimal", "Fraction": "fractions", "UUID": "uuid"}


class CannotWrite(Exception):
    """Something has no source text: there is no transcript then."""


class Literals:
    """Write values; note which imports they need.

    Args:
        module: the submission's module.
        refer: the text of an object of the worker's.
        define: the name of a test's function, double or other object, defined where it is new.
    """

    def __init__(self, module: str, refer: Callable[[Ref], str], define: Callable[[Any], str]) -> None:
        self.module = module
        self.imports: dict[str, set[str]] = {}
        self.suggested: dict[int, str] = {}
        """id of a value -> the parameter that it was passed as."""
        self._refer, self.define = refer, define

    def need(self, module: str, name: str = "") -> str:
        """Import a name, or a module when no name is given; return it."""
        self.imports.setdefault(module, set()).add(name)
        return name or module

    def text(self, x: Any) -> str:
        """Return the source text of a value."""
        kind = type(x)
        if kind in _ITSELF:
            return "..." if x is ... else repr(x)
        if kind is float:
            return repr(x) if math.isfinite(x) else f"float({str(x)!r})"
        if kind in {list, tuple, set, frozenset, dict}:
            return self._container(x, kind)
        return self._refer(x) if kind is Ref else self._object(x, kind)

    def _object(self, x: Any, kind: type) -> str:
        if isinstance(x, BaseException):
            return self._exception(x)
        return self.class_name(x) if isinstance(x, type) else self._library(x, kind)

    def _container(self, x: Any, kind: type) -> str:
        if kind is dict:
            return "{" + ", ".join(f"{self.text(k)}: {self.text(v)}" for k, v in x.items()) + "}"
        if kind is frozenset:
            return f"frozenset({self.text(set(x)) if x else ''})"
        if kind is set and not x:
            return "set()"
        items = list(x)
        if kind is list and len(items) > MANY and all(type(y) is type(items[0]) and y == items[0] for y in items):
            return f"[{self.text(items[0])}] * {len(items)}"
        left, right = _CONTAINERS[kind]
        comma = "," if kind is tuple and len(items) == 1 else ""
        return left + ", ".join(map(self.text, items)) + comma + right

    def _exception(self, error: BaseException) -> str:
        return f"{self.class_name(type(error))}({', '.join(map(self.text, error.args))})"

    def class_name(self, cls: type) -> str:
        """Return the name of a class, imported or defined."""
        if cls.__module__ == "builtins":
            return cls.__name__
        if issubclass(cls, mirrors.RemoteError):
            return self.need(self.module, cls.__name__)
        if cls.__module__.split(".")[0] in _STDLIB:
            return self.need(cls.__module__, cls.__name__)
        return self.define(cls)

    def _library(self, x: Any, kind: type) -> str:
        if kind.__name__ in _FROM and kind.__module__ == _FROM[kind.__name__]:
            self.need(kind.__module__, kind.__name__)
            return repr(x)
        if kind.__module__ == "datetime":
            self.need("datetime")
            return repr(x)
        if kind.__module__.startswith("pathlib"):
            return f"{self.need('pathlib', 'Path')}({str(x)!r})"
        if callable(x) or type(x) in doubles.DOUBLES or hasattr(kind, "__next__") or kind is object:
            return self.define(x)
        raise CannotWrite(f"a {kind.__name__}")
