"""Helpers for the authors of hidden tests; each does the same in judged and in direct mode."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from graders.judge import proxy
from graders.worker import table
from graders.worker.doubles import Clock, Spy, Stream

if TYPE_CHECKING:
    from graders.judge.machines import Machine

__all__ = ["Clock", "Machine", "Spy", "Stream", "drain", "fields", "hold", "is_a", "take", "type_name"]

MANY: Final = 10_000


def __getattr__(name: str) -> Any:
    if name == "Machine":  # brings hypothesis, which costs more than all else: only tests with a machine pay
        from graders.judge.machines import Machine  # noqa: PLC0415

        return Machine
    raise AttributeError(name)


def _is_remote(x: object) -> bool:
    return type(x) is proxy.Handle


def is_a(x: Any, cls: type) -> bool:
    """Say whether `x` is an instance of a plain or library class; `isinstance` would ask the proxy's class."""
    return bool(proxy.ask(x, "isinstance", cls)) if _is_remote(x) else isinstance(x, cls)


def type_name(x: Any) -> str:
    """Return the name of `x`'s class."""
    return proxy.kind_of(x).name if _is_remote(x) else type(x).__name__


def fields(x: Any) -> dict[str, Any]:
    """Return what an object holds, its `__dict__` and slots, by name."""
    return proxy.ask(x, "fields") if _is_remote(x) else table.fields(x)


def drain(iterable: Any, n: int = MANY) -> list[Any]:
    """Return at most `n` items in one round trip; `list` would make one for each."""
    return proxy.ask(iterable, "drain", n) if _is_remote(iterable) else list(islice(iterable, n))


def hold(x: Any) -> Any:
    """Keep a list, dict or set where the submission is, so that it can be changed in place; `take` reads it back."""
    return x if proxy.current is None else proxy.hold(proxy.current, x)


def take(held: Any) -> Any:
    """Return the value that `hold` keeps, as it is now."""
    return proxy.ask(held, "take") if _is_remote(held) else held
