"""Plans into a judge and events out of it, as JSON."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec

from graders.model import Checked, Event, Finished, Held, Idle, Plan, Preparing, Started

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


def plan_to_json(plan: Plan) -> bytes:
    """Return a plan as JSON."""
    return msgspec.json.encode(plan, enc_hook=_to_plain)


def plan_from_json(text: bytes) -> Plan:
    """Return the plan in a JSON text."""
    return msgspec.json.decode(text, type=Plan, dec_hook=_text_to_path)


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
