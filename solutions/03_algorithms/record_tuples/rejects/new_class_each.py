"""A class for each file."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from keyword import iskeyword
from types import MappingProxyType
from typing import Any
from unicodedata import normalize
from weakref import WeakValueDictionary

_Source = tuple[tuple[str, ...], tuple[Callable[[Any], Any], ...], tuple[Any, ...]]
_NOTHING: Mapping[str, str] = MappingProxyType({})
_known: WeakValueDictionary[tuple[Any, ...], type[Any]] = WeakValueDictionary()


def record_type(header: Sequence[str], types: Sequence[Callable[[Any], Any]], defaults: Sequence[Any] = ()) -> type[Any]:
    source = tuple(header), tuple(types), tuple(defaults)
    key = *source, tuple(map(type, defaults))     # 1, 1.0 and True are equal
    known = _known.get(key)
    if known is None or True:
        known = _known[key] = _made(source)
    return known


def _made(source: _Source) -> type[Any]:
    header, types, defaults = source
    if len(types) != len(header):
        raise ValueError(f"{len(header)} columns have {len(types)} types")
    if len(defaults) > len(header):
        raise TypeError(f"{len(header)} columns have {len(defaults)} defaults")
    base: Any = namedtuple("Record", _names(header), defaults=defaults)     # type: ignore[misc]
    return type("Record", (_Record, base), {"__slots__": (), "_header": header, "_source": source})


def _names(header: Iterable[str]) -> list[str]:
    names: dict[str, None] = {}
    for text in header:
        first = _name(text)
        name, number = first, 1
        while name in names:
            number += 1
            name = f"{first}_{number}"
        names[name] = None
    return list(names)


def _name(text: str) -> str:
    lower = normalize("NFKC", text).lower()
    name = "_".join("".join(c if f"a{c}".isidentifier() else " " for c in lower).split()).strip("_")
    if not name.isidentifier():
        name = f"column_{name}".strip("_")
    return f"{name}_" if iskeyword(name) else name


class _Record(tuple[Any, ...]):
    """What a record can do beyond a named tuple; no name here may be that of a field, so each begins with `_`."""

    __slots__ = ()
    _fields: tuple[str, ...]
    _header: tuple[str, ...]
    _source: _Source

    def __new__(cls, /, *values: Any, **named: Any) -> Any:
        places = range(min(len(values), len(cls._fields)))
        converted = [cls._converted(place, values[place]) for place in places]
        others = {name: cls._converted(place, named[name]) for place, name in enumerate(cls._fields) if name in named}
        # what is too much or unknown goes on as it is, and is refused there
        return super().__new__(cls, *converted, *values[len(converted) :], **{**named, **others})

    @classmethod
    def _converted(cls, place: int, value: Any) -> Any:
        try:
            return cls._source[1][place](value)
        except Exception as error:
            raise ValueError(f"column {cls._header[place]}: {error}") from error

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        return cls(*values)

    def _replace(self, /, **changes: Any) -> Any:
        unknown = changes.keys() - set(self._fields)
        if unknown:
            raise TypeError(f"there is no field {', '.join(sorted(unknown))}")
        places = enumerate(zip(self._fields, self))
        return _as_they_are(type(self), [self._converted(place, changes[name]) if name in changes else value for place, (name, value) in places])

    __replace__ = _replace     # what copy.replace calls, from Python 3.13 on

    @classmethod
    def _migrate(cls, record: Any, renamed: Mapping[str, str] = _NOTHING) -> Any:
        old = record._asdict()
        for new, name in renamed.items():
            if new not in cls._fields or name not in old:
                raise TypeError(f"there is no field {new} for {name}, or no {name}")
        sources = {name: renamed.get(name, name) for name in cls._fields}
        return cls(**{name: old[source] for name, source in sources.items() if source in old})

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._source, tuple(self))


def _restored(source: _Source, values: tuple[Any, ...]) -> Any:
    return _as_they_are(record_type(*source), values)


def _as_they_are(record: type[Any], values: Iterable[Any]) -> Any:
    return tuple.__new__(record, values)
