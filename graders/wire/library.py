"""Values of the standard library, and numeric arrays, that cross by value: what they are written as, and back."""

from __future__ import annotations

import sys
from binascii import a2b_base64, b2a_base64
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from graders.wire.frames import WireError

if TYPE_CHECKING:
    from collections.abc import Callable

LONG: Final = 40_000
"""Hexadecimal digits of a part of a fraction: to reduce it takes the square of their number."""
SHORT: Final = 5
"""Characters of the name of a numeric type, as `<c16`."""


def text(x: bytes) -> str:
    """Return bytes as base64."""
    return b2a_base64(x, newline=False).decode("ascii")


def _zone(tz: Any) -> list[Any] | None:
    return None if tz is None else [round(tz.utcoffset(None).total_seconds() * 1_000_000), tz.tzname(None)]


def _fixed(tz: Any) -> bool:
    return tz is None or type(tz) is sys.modules["datetime"].timezone


def _moment(x: Any) -> list[Any] | None:
    return [x.replace(tzinfo=None).isoformat(), x.fold, _zone(x.tzinfo)] if _fixed(x.tzinfo) else None


def _ratio(*parts: int) -> list[str] | None:
    texts = [hex(x) for x in parts]
    return texts if max(map(len, texts)) <= LONG else None


def _fraction(module: Any, parts: list[str]) -> Any:
    if max(map(len, parts)) > LONG:
        raise WireError("a fraction that is too long to reduce")
    return module.Fraction(*[int(part, 16) for part in parts])


def _array(x: Any) -> list[Any]:
    return [x.dtype.str, list(x.shape), text(x.tobytes())]


# (module, name) -> what the value is written as, or None when this value cannot cross by value.
WRITE: Final[dict[tuple[str, str], Callable[[Any], Any]]] = {
    ("decimal", "Decimal"): str,
    ("fractions", "Fraction"): lambda x: _ratio(x.numerator, x.denominator),
    ("datetime", "date"): lambda x: x.isoformat(),
    ("datetime", "timedelta"): lambda x: [x.days, x.seconds, x.microseconds],
    ("datetime", "time"): _moment,
    ("datetime", "datetime"): _moment,
    ("uuid", "UUID"): lambda x: x.hex,
    ("pathlib", "PosixPath"): str,
    ("pathlib._local", "PosixPath"): str,
    ("numpy", "ndarray"): lambda x: _array(x) if x.dtype.kind in "biufc" else None,
}


def _aware(value: Any, fold: int, zone: list[Any] | None) -> Any:
    if zone is None:
        return value.replace(fold=fold)
    datetime = import_module("datetime")
    offset = datetime.timedelta(microseconds=zone[0])
    plain = datetime.timezone(offset)
    named = plain if plain.tzname(None) == zone[1] else datetime.timezone(offset, zone[1])
    return value.replace(
        fold=fold, tzinfo=datetime.timezone.utc if named == datetime.timezone.utc and zone[1] == "UTC" else named
    )


def _ndarray(numpy: Any, dtype: str, shape: list[int], data: str) -> Any:
    if len(dtype) > SHORT:
        raise WireError("an array of no numeric type")
    return numpy.frombuffer(bytearray(a2b_base64(data)), dtype=dtype).reshape(shape)


REBUILD: Final[dict[tuple[str, str], Callable[[Any, Any], Any]]] = {
    ("decimal", "Decimal"): lambda m, v: m.Decimal(v),
    ("fractions", "Fraction"): _fraction,
    ("datetime", "date"): lambda m, v: m.date.fromisoformat(v),
    ("datetime", "timedelta"): lambda m, v: m.timedelta(*v),
    ("datetime", "time"): lambda m, v: _aware(m.time.fromisoformat(v[0]), v[1], v[2]),
    ("datetime", "datetime"): lambda m, v: _aware(m.datetime.fromisoformat(v[0]), v[1], v[2]),
    ("uuid", "UUID"): lambda m, v: m.UUID(v),
    ("pathlib", "PosixPath"): lambda m, v: m.Path(v),
    ("pathlib._local", "PosixPath"): lambda m, v: m.Path(v),
    ("numpy", "ndarray"): lambda m, v: _ndarray(m, *v),
}
_RAW: Final = frozenset({str, int, type(None)})


def rebuilt(value: list[Any]) -> Any:
    """Return the value that was written as module, name and plain parts.

    Raises:
        WireError: the parts are no plain JSON.
    """
    module, name, parts = value
    revive = REBUILD.get((module, name))
    if revive is None or not _is_plain(parts, depth=2):
        raise WireError("no value of a library")
    return revive(import_module(module), parts)


def _is_plain(x: Any, depth: int) -> bool:
    return type(x) in _RAW or (type(x) is list and depth > 0 and all(_is_plain(part, depth - 1) for part in x))
