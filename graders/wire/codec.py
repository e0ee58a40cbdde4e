"""Plain data as canonical JSON, with exact types.

A list is a JSON array; None, booleans, strings, finite floats and ints of at most 1,000 bits are themselves
(`repr` of a float is exact); everything else is an object with one key, its tag.  What is not plain data is
given to `foreign`, which answers with such an object, and comes back through `native`.

No type is met by `isinstance`: a subclass of `int` that equals everything is not an int.
"""

from __future__ import annotations

import builtins
import json
import sys
from binascii import a2b_base64
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from graders.wire.frames import MAX_FRAME, WireError
from graders.wire.library import WRITE, rebuilt, text

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH: Final = 100
SMALL: Final = 1 << 1000
"""Beyond this an int goes as hex: Python's own limit on decimal digits is 4,300."""

CROWD: Final = 1_000
MAX_RANGE: Final = MAX_FRAME
"""Items of a range that crosses to a judge; a longer one stays where it is, and its items are asked for."""

Tagged = dict[str, Any]


class TooDeep(Exception):
    """Nested over MAX_DEPTH, or in a cycle: such a value cannot cross as data."""


_AS_IS: Final = frozenset({type(None), bool, str})
_CONSTANTS: Final = {"...": ..., "NotImplemented": NotImplemented}


def _apart(keys: list[Any]) -> list[Any]:
    """Return keys that are cheap to put into a set: many of the same hash would take the square of their number.

    Raises:
        WireError: they are not.
    """
    if len(keys) > CROWD and len(keys) - len({hash(key) for key in keys}) > CROWD:
        raise WireError("keys made to collide")
    return keys


def shared_class(cls: type) -> str | None:
    """Return the dotted name of a class that both sides have and may name: builtins and `collections.abc`."""
    name, module = cls.__name__, cls.__module__
    if module == "builtins" and getattr(builtins, name, None) is cls:
        return name
    if module == "collections.abc" and getattr(sys.modules.get(module), name, None) is cls:
        return f"{module}.{name}"
    return None


def _named_class(name: str) -> type:
    module, _, last = name.rpartition(".")
    if module not in {"", "collections.abc"}:
        raise WireError(f"no class {name!r} may cross by name")
    cls = getattr(import_module(module or "builtins"), last)
    if not isinstance(cls, type):
        raise WireError(f"{name!r} is no class")
    return cls


def _is_short(x: range) -> bool:
    return -MAX_RANGE <= (x.stop - x.start) // x.step <= MAX_RANGE


def _short_range(parts: list[int]) -> range:
    made = range(*parts)
    if not _is_short(made):
        raise WireError("a range that nobody should list")
    return made


def _readers(*, trusting: bool) -> dict[str, tuple[type, Callable[[Any], Any]]]:
    """Return for each tag the type of what it carries, and what makes a value of that."""
    # The type is that of JSON: what another tag has made, a range above all, is not taken apart again.
    return {
        "i": (str, lambda v: int(v, 16)),
        "f": (str, float),
        "t": (list, tuple),
        "d": (list, lambda v: dict(zip(_apart(v[::2]), v[1::2], strict=True))),
        "s": (list, lambda v: set(_apart(v))),
        "S": (list, lambda v: frozenset(_apart(v))),
        "b": (str, a2b_base64),
        "B": (str, lambda v: bytearray(a2b_base64(v))),
        "j": (list, lambda v: complex(float(v[0]), float(v[1]))),
        "r": (list, (lambda v: range(*v)) if trusting else _short_range),
        "l": (list, lambda v: slice(*v)),
        "k": (str, _CONSTANTS.__getitem__),
        "T": (str, _named_class),
        "v": (list, rebuilt),
    }


class Codec:
    """Encode and decode frames for one end of a wire.

    Args:
        foreign: makes the tagged object for what is not plain data.
        native: makes the value of a tagged object that `foreign` of the other end made.
        trusting: whether the other end may send ranges that would fill the memory if they were listed.
    """

    def __init__(
        self, foreign: Callable[[Any], Tagged], native: Callable[[str, Any], Any], *, trusting: bool = True
    ) -> None:
        self._foreign = foreign
        self._native = native
        # no \u escapes: two lone surrogates side by side would come back as one character
        plain = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"))
        self._write = plain.encode
        self._read = json.JSONDecoder(object_hook=self._revive).decode
        self._depth = 0
        self._by_type: dict[type, Callable[[Any], Any]] = {
            list: self._list,
            int: lambda x: x if -SMALL < x < SMALL else {"i": hex(x)},
            float: lambda x: x if x - x == 0 else {"f": repr(x)},
            tuple: lambda x: {"t": self._list(x)},
            dict: lambda x: {"d": self._list([part for item in x.items() for part in item])},
            set: lambda x: {"s": self._list(x)},
            frozenset: lambda x: {"S": self._list(x)},
            bytes: lambda x: {"b": text(x)},
            bytearray: lambda x: {"B": text(x)},
            complex: lambda x: {"j": [repr(x.real), repr(x.imag)]},
            range: lambda x: (
                {"r": self._list([x.start, x.stop, x.step])} if not trusting or _is_short(x) else self._foreign(x)
            ),
            slice: lambda x: {"l": self._list([x.start, x.stop, x.step])},
            type(...): lambda _: {"k": "..."},
            type(NotImplemented): lambda _: {"k": "NotImplemented"},
        }
        self._by_tag = _readers(trusting=trusting)

    def dumps(self, message: list[Any]) -> bytes:
        """Return the JSON of a message whose values are encoded already."""
        return self._write(message).encode("utf-8", "surrogatepass")

    def loads(self, frame: bytes) -> Any:
        """Return the message of a frame, its values decoded.

        Raises:
            WireError: the frame is no message.
        """
        try:
            return self._read(frame.decode("utf-8", "surrogatepass"))
        except WireError:
            raise
        except Exception as err:  # whatever an untrusted end can make json or a constructor raise
            raise WireError(f"a frame that cannot be read: {type(err).__name__}") from err

    def encode(self, value: Any) -> Any:
        """Return a value as JSON data; one that is nested too deep crosses as a foreign object."""
        depth, self._depth = self._depth, 0
        try:
            return self._encode(value)
        except (TooDeep, RecursionError):
            return self._foreign(value)
        finally:
            self._depth = depth

    def _encode(self, x: Any) -> Any:
        kind = type(x)
        if kind in _AS_IS:
            return x
        encoder = self._by_type.get(kind)
        return encoder(x) if encoder is not None else self._other(x, kind)

    def _list(self, xs: Any) -> list[Any]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeep
        as_is, encode = _AS_IS, self._encode
        tree = [x if type(x) in as_is else encode(x) for x in xs]
        self._depth -= 1
        return tree

    def _other(self, x: Any, kind: type) -> Any:
        if issubclass(kind, type):
            name = shared_class(x)
            return {"T": name} if name else self._foreign(x)
        module, name = kind.__module__, kind.__name__
        write = WRITE.get((module, name)) if type(module) is str else None
        if write is not None and getattr(sys.modules.get(module), name, None) is kind:
            plain = write(x)
            if plain is not None:
                return {"v": [module, name, plain]}
        return self._foreign(x)

    def _revive(self, tagged: dict[str, Any]) -> Any:
        if len(tagged) != 1:
            raise WireError("an object with other than one tag")
        ((tag, value),) = tagged.items()
        known = self._by_tag.get(tag)
        if known is None:
            return self._native(tag, value)
        kind, revive = known
        if type(value) is not kind:
            raise WireError("a tag over what is not its own")
        return revive(value)
