"""Read a TOML table into the values of a dataclass, and collect every problem on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any, get_args

import msgspec

from graders.catalog.closest import closest, quoted
from graders.catalog.keys import PLACES, TABLES, Key


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: at which key, what, and what to write instead."""

    key: str
    wrong: str
    write: str

    def __str__(self) -> str:
        """Return the line that a person reads; a key may be empty, or hold control characters."""
        key = self.key if self.key.isprintable() and self.key else ascii(self.key)
        return f"`{key}`: {self.wrong}; {self.write}"


@dataclass(slots=True)
class Reading:
    """What was read of one table: the values that are right, and the problems of the others."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def advice(key: Key) -> str:
    """Say what to write for a key."""
    return f"write for example `{key.example}` ({key.about})"


def required(table: type) -> frozenset[str]:
    """Return the keys of the table that have no default."""
    return frozenset(f.name for f in fields(table) if f.default is MISSING and f.default_factory is MISSING)


def read_table(table: type, raw: Mapping[str, object], path: str = "") -> Reading:
    """Read the keys of one table; `path` is what stands before them in a message."""
    reading = Reading()
    meant = _unknown_keys(table, raw, path, reading)
    for name, key in TABLES[table].items():
        if name in raw:
            _read_key(key, raw[name], path + name, name, reading)
        elif name in required(table) - meant:
            reading.problems.append(Problem(path + name, "is missing", advice(key)))
    return reading


def _unknown_keys(table: type, raw: Mapping[str, object], path: str, reading: Reading) -> set[str]:
    """Report the keys that the table does not have; return those that were meant."""
    meant = set()
    for name in (name for name in raw if name not in TABLES[table]):
        write = _move(name, table)
        near = [] if write else closest(name, TABLES[table].keys() - raw.keys(), count=1)
        meant.update(near)
        write = write or (f"write `{near[0]}`" if near else f"the keys are {quoted(TABLES[table])}")
        reading.problems.append(Problem(path + name, "no such key here", write))
    return meant


def _move(name: str, table: type) -> str:
    """Say where a key belongs that stands in the wrong table."""
    for home, place in PLACES.items():
        if name in TABLES[home] and home is not table:
            return f"write it within `{place}`" if place else "write it above the first line with `[`, at the top"
    return ""


def _read_key(key: Key, raw: object, path: str, name: str, reading: Reading) -> None:
    """Read one key into the reading."""
    before = len(reading.problems)
    value = _read_value(key, key.kind, raw, path, reading.problems)
    if len(reading.problems) == before:
        reading.values[name] = value


def _read_value(key: Key, kind: Any, raw: object, path: str, problems: list[Problem]) -> Any:
    """Return the value as `kind`, or anything after adding to `problems`."""
    if kind in TABLES and isinstance(raw, dict):
        reading = read_table(kind, raw, f"{path}.")
        problems += reading.problems
        return None if reading.problems else kind(**reading.values)
    items = get_args(kind)
    if items and items[0] in TABLES and isinstance(raw, list):
        return tuple(_read_value(key, items[0], item, f"{path}[{i}]", problems) for i, item in enumerate(raw))
    return _convert(key, kind, raw, path, problems)


def _convert(key: Key, kind: Any, raw: object, path: str, problems: list[Problem]) -> Any:
    """Return a value without tables of its own."""
    try:
        value = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        problems.append(_explain(key, kind, raw, path, error))
        return None
    problems += [Problem(path, "has a line break or a control character", advice(key)) for _ in _unprintable(value)]
    return value


def _explain(key: Key, kind: Any, raw: object, path: str, error: msgspec.ValidationError) -> Problem:
    """Say in our words what msgspec found; its message ends with the place below the key."""
    wrong, _, place = str(error).partition(" - at `$")
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(raw, str):
        near = closest(raw, list(kind), count=1)
        return Problem(path, f"{raw!a} is none of {quoted(kind)}", f"write `{near[0]}`" if near else advice(key))
    return Problem(path + place.removesuffix("`"), wrong[0].lower() + wrong[1:], advice(key))


def _unprintable(value: object) -> Iterator[str]:
    """Yield the texts in a value that would spoil a message."""
    if isinstance(value, str) and not value.isprintable():
        yield value
    elif isinstance(value, dict):
        yield from _unprintable((*value, *value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from _unprintable(item)
