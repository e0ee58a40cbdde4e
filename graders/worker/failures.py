"""Exceptions on their way out of the worker, and the judge's on their way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graders.wire.codec import shared_class
from graders.worker.loading import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.worker.table import Table, Tagged

MAX_TEXT: Final = 2_000
MAX_CHAIN: Final = 8
MAX_FRAMES: Final = 12

# What a builtin exception holds beside its arguments.
_MEMBERS: Final = [
    (OSError, ("filename", "filename2")),
    (ImportError, ("name", "path")),
    (NameError, ("name",)),
    (AttributeError, ("name",)),
]
# An exception of the learner's may be frozen, or compute what is asked for: its class is not asked.
_DICT, _ARGS, _TRACEBACK, _CAUSE, _CONTEXT, _SUPPRESS = (
    BaseException.__dict__[name]
    for name in ("__dict__", "args", "__traceback__", "__cause__", "__context__", "__suppress_context__")
)


def text_of(error: BaseException) -> str:
    """Return `str(error)`, bounded, whatever the learner's `__str__` does."""
    try:
        return str(error)[:MAX_TEXT]
    except BaseException as second:  # noqa: BLE001  (the learner's __str__)
        return f"<str() raised {type(second).__name__}>"


def frames_of(error: BaseException) -> list[list[Any]]:
    """Return file, line and function of the learner's frames: the first two and the last."""
    found, tb, paths = [], _TRACEBACK.__get__(error), SOURCES.paths
    while tb is not None:
        code = tb.tb_frame.f_code
        if code.co_filename in paths:
            found.append([code.co_filename, tb.tb_lineno, code.co_name])
        tb = tb.tb_next
    return found if len(found) <= MAX_FRAMES else [*found[:2], *found[2 - MAX_FRAMES :]]


def state_of(error: BaseException) -> dict[str, Any]:
    """Return what an exception holds beside its arguments, by name."""
    names = [(cls, name) for cls, names in _MEMBERS if isinstance(error, cls) for name in names]
    members = {name: cls.__dict__[name].__get__(error) for cls, name in names}
    held: dict[str, Any] = _DICT.__get__(error)
    return held | {name: x for name, x in members.items() if x is not None}


class Failures:
    """Describe exceptions and their classes for the judge."""

    def __init__(self, table: Table, encode: Callable[[Any], Any]) -> None:
        self._table = table
        self._encode = encode
        self._chain = 0
        self.foreign: dict[int, int] = {}
        """id of a local copy of the judge's exception or class -> the judge's number."""
        self._kept: dict[int, Any] = {}

    def describe_class(self, cls: type) -> Tagged:
        """Return the tagged object of an exception class, with its bases: the judge makes a mirror of it."""
        if id(cls) in self.foreign:
            return {"o": self.foreign[id(cls)]}
        name = shared_class(cls)
        if name:
            return {"T": name}
        bases = [self.describe_class(base) for base in cls.__bases__ if issubclass(base, BaseException)]
        return {"X": [self._table.number(cls), str(cls.__module__), str(cls.__qualname__), bases]}

    def describe(self, error: BaseException) -> Tagged:
        """Return the tagged object of an exception: class, arguments, state, notes, causes, the learner's frames."""
        if id(error) in self.foreign:
            return {"o": self.foreign[id(error)]}
        if self._chain >= MAX_CHAIN:
            return {
                "x": [0, {"T": "Exception"}, self._encode(("...",)), self._encode({}), [], None, None, False, "...", []]
            }
        self._chain += 1
        try:
            return {"x": self._parts(error)}
        finally:
            self._chain -= 1

    def _parts(self, error: BaseException) -> list[Any]:
        frames = frames_of(error)
        _TRACEBACK.__set__(error, None)  # the numbered exception must keep no frame alive
        state = state_of(error)
        notes = state.pop("__notes__", [])
        cause, context = _CAUSE.__get__(error), _CONTEXT.__get__(error)
        return [
            self._table.number(error),
            self.describe_class(type(error)),
            self._encode(_ARGS.__get__(error)),
            self._encode(state),
            [note[:MAX_TEXT] for note in notes if type(note) is str] if type(notes) is list else [],
            self._linked(cause),
            self._linked(None if context is cause else context),
            _SUPPRESS.__get__(error),
            text_of(error),
            frames,
        ]

    def _linked(self, error: BaseException | None) -> Tagged | None:
        return None if error is None else self.describe(error)

    def adopt_class(self, number: int, name: str, bases: list[type]) -> type:
        """Return the local copy of an exception class that a test defined."""
        known = self._kept.get(number)
        if known is None:
            known = self._kept[number] = type(name, tuple(bases), {"__module__": "tests"})
            self.foreign[id(known)] = number
        return known

    def adopt(
        self, number: int, cls: type[BaseException], args: tuple[Any, ...], state: dict[str, Any]
    ) -> BaseException:
        """Return the local copy of an exception that the judge raised or passed."""
        known = self._kept.get(number)
        if known is None:
            known = self._kept[number] = cls(*args)  # with __init__: `yield from` reads what StopIteration's sets
            known.args = args
            vars(known).update(state)
            self.foreign[id(known)] = number
        return known
