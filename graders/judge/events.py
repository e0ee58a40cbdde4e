"""Plans into a judge and events out of it, as JSON."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec

from graders.model import Checked, Event, Finished, Held, Idle, Plan, Preparing, Started

T = TypeVar("T")

_EVENTS: Final[dict[str, type[Event]]] = {
    "held": Held,
    "preparing": Preparing,
    "started": Started,
    "checked": Checked,
    "finished": Finished,
    "idle": Idle,
}
_NAMES: Final = {cls: name for name, cls in _EVENTS.items()}


def _to_plain(x: Any) -> Any:
    if isinstance(x, Path):
        return str(x)
    if isinstance(x, MappingProxyType):
        return dict(x)
    raise NotImplementedError(type(x))


def _text_to_path(cls: type, x: Any) -> Any:
    if cls is Path:
        return Path(x)
    raise NotImplementedError(cls)


def to_json(value: Any) -> bytes:
    """Return what is made of our types as JSON."""
    return msgspec.json.encode(value, enc_hook=_to_plain)


def from_json(text: bytes, kind: type[T]) -> T:
    """Return what a JSON text says.

    Raises:
        ValueError: it does not say such a thing.
    """
    return msgspec.json.decode(text, type=kind, dec_hook=_text_to_path)


def plan_to_json(plan: Plan) -> bytes:
    """Return a plan as JSON."""
    return to_json(plan)


def plan_from_json(text: bytes) -> Plan:
    """Return the plan in a JSON text."""
    return from_json(text, Plan)


def event_to_line(event: Event) -> bytes:
    """Return an event as one line."""
    return msgspec.json.encode([_NAMES[type(event)], event]) + b"\n"


def event_from_line(line: bytes) -> Event:
    """Return the event of one line.

    Raises:
        ValueError: it is none.
    """
    kind, body = msgspec.json.decode(line, type=tuple[str, msgspec.Raw])
    cls = _EVENTS.get(kind)
    if cls is None:
        raise ValueError(f"no event is called {kind!r}")
    return msgspec.json.decode(body, type=cls)
