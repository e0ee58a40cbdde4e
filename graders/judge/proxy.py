"""`Handle`, the judge's proxy of an object that stays in the worker.

Attribute access is eager, as in one process: a property runs exactly once.  Only a plain function or class is
fetched and called in one frame, since to look it up runs no code of the learner's.
"""

from __future__ import annotations

import contextlib
import operator
from typing import TYPE_CHECKING, Any, Final

from graders.judge.link import Kind, Link
from graders.judge.trouble import HandleCompared, LimitHit, UserInterrupt, WorkerDied, is_outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.judge.conversation import Conversation

_LOCAL: Final = frozenset({"__class__", "__dict__", "__weakref__", "__slots__", "__mro_entries__"})


current: Conversation | None = None
"""The conversation of the check that runs now; None in direct mode."""


class Handle:
    """An object in the worker."""

    __slots__ = ("__weakref__", "_link")

    def __init__(
        self, conversation: Conversation, number: int, kind: Kind, parent: Link | None = None, name: str = ""
    ) -> None:
        object.__setattr__(self, "_link", Link(conversation, number, kind, parent, name))

    def __getattribute__(self, name: str) -> Any:
        if name in _LOCAL:
            return object.__getattribute__(self, name)
        there = fetched(self)
        if type(there) is not Handle:
            return getattr(there, name)
        link = _link(there)
        if name in link.fetched:
            return link.fetched[name]
        if name not in link.kind.functions:
            return link.conversation.request("get", link.target, name)
        handle = Handle(link.conversation, link.number, link.kind, link, name)
        if link.kind.name == "module":
            link.fetched[name] = handle
        return handle

    def __setattr__(self, name: str, value: Any) -> None:
        ask(self, "set", name, value)

    def __delattr__(self, name: str) -> None:
        ask(self, "del", name)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Call what stays in the worker."""
        return ask(self, "call", args, kwargs)

    def __eq__(self, other: object) -> Any:
        return ask(self, "eq", other) if type(other) is Handle else content_of(self, other) == other

    def __ne__(self, other: object) -> Any:
        return ask(self, "ne", other) if type(other) is Handle else content_of(self, other) != other

    def __hash__(self) -> int:
        return ask(self, "hash")  # type: ignore[no-any-return]

    def __format__(self, spec: str) -> str:
        return ask(self, "format", spec)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return _text(self, "repr")

    def __str__(self) -> str:
        return _text(self, "str")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> Any:
        if isinstance(error, (LimitHit, WorkerDied, UserInterrupt)):
            return False
        swallow = ask(self, "exit", error)
        return swallow and not is_outcome(error)

    def __instancecheck__(self, x: object) -> bool:
        return bool(ask(_held(x, self), "isinstance", self))

    def __subclasscheck__(self, x: type) -> bool:
        return bool(ask(_held(x, self), "issubclass", self))

    def __mro_entries__(self, bases: object) -> Any:
        raise TypeError("a class of the submission cannot be a base in a test: derive from it in a probe")


_get_link: Final[Callable[[Handle], Link]] = Handle.__dict__["_link"].__get__


def _link(handle: Handle) -> Link:
    return _get_link(handle)


def fetched(handle: Handle) -> Any:
    """Return the object itself, for a handle that is known as a function on another by name."""
    link = _link(handle)
    if link.parent is None:
        return handle
    if link.generation != link.conversation.generation or "" not in link.fetched:
        target = link.target
        link.fetched[""] = link.conversation.request("get", target[:1], link.name)
        link.generation = link.conversation.generation
    return link.fetched[""]


def _held(x: Any, beside: Handle) -> Handle:
    """Return a handle for any value: what is none is sent first, and stays in the worker."""
    return x if type(x) is Handle else hold(_link(beside).conversation, x)


def hold(conversation: Conversation, x: Any) -> Handle:
    """Send plain data to the worker and return the handle of its copy there."""
    conversation.ready()
    return conversation.request("hold", [0], x)  # type: ignore[no-any-return]


def ask(handle: Handle, name: str, *operands: Any) -> Any:
    """Ask the worker for an operation on an object."""
    __tracebackhide__ = True
    link = _link(handle)
    return link.conversation.request(name, link.target, *operands)


def number(handle: Handle) -> int:
    """Return the worker's number of an object, which must be of the living worker."""
    return int(_link(fetched(handle)).target[0])


def address(handle: Handle) -> tuple[int, str | None]:
    """Return the number of an object, or of its owner and its name there; asks nobody."""
    link = _link(handle)
    return (link.number, None) if link.parent is None else (link.parent.number, link.name)


def kind_of(handle: Handle) -> Kind:
    """Return what is known of an object's type."""
    x = fetched(handle)
    return _link(x).kind if type(x) is Handle else Kind(type(x).__name__, None, [])


def received(handle: Handle) -> None:
    """Count that the worker has sent this object once more."""
    _link(handle).received += 1


def rebind(root: Handle, fresh: Handle) -> None:
    """Let the proxy of a module point at the module in a new worker."""
    link, new = _link(root), _link(fresh)
    link.number, link.kind, link.generation = new.number, new.kind, new.generation
    link.received, new.received = new.received, 0
    link.fetched = {}


def content_of(handle: Handle, other: object) -> Any:
    """Return the plain content of an object for a comparison with plain data.

    Raises:
        HandleCompared: its class derives from no plain type.  To answer False would let `!=` pass.
    """
    x = fetched(handle)
    if type(x) is not Handle:
        return x
    if kind_of(handle).base is None:
        raise HandleCompared(f"a {kind_of(handle).name} object came back where {other!r} was expected")
    content = ask(handle, "content")
    if type(content) is Handle:
        raise HandleCompared(f"a {kind_of(handle).name} too deep to look at came back where {other!r} was expected")
    return content


def _text(handle: Handle, name: str) -> str:
    answer = ask(handle, name)
    return answer if type(answer) is str else f"<{name}() gave a {type(answer).__name__}>"


def _forward(name: str) -> Callable[..., Any]:
    def method(self: Handle, *operands: Any) -> Any:
        return ask(self, name, *operands)

    return method


def _order(name: str) -> Callable[..., Any]:
    compare = getattr(operator, name)

    def method(self: Handle, other: Any) -> Any:
        if type(other) is Handle:
            return ask(self, name, other)
        if kind_of(self).base is None:
            ask(self, name, other)  # it may refuse; what it answers is not believed, as with `==`
        return compare(content_of(self, other), other)

    return method


def _reflect(name: str) -> Callable[..., Any]:
    def method(self: Handle, other: Any) -> Any:
        return ask(_held(other, self), name, self)

    return method


_UNARY: Final = "neg pos abs invert index int float complex bool len iter next bytes round enter dir reversed"
_BOTH: Final = "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or"
for _name in (*_UNARY.split(), "contains", "getitem", "delitem", "divmod", "setitem"):
    setattr(Handle, f"__{_name}__", _forward(_name))
for _name in ("lt", "le", "gt", "ge"):
    setattr(Handle, f"__{_name}__", _order(_name))
for _name in _BOTH.split():
    setattr(Handle, f"__{_name}__", _forward(_name))
    setattr(Handle, f"__i{_name}__", _forward(f"i{_name}"))
    setattr(Handle, f"__r{_name}__", _reflect(_name))
with contextlib.suppress(NameError):
    del _name
