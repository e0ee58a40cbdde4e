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


def text_of(error: BaseException) -> str:
    """Return `str(error)`, bounded, whatever the learner's `__str__` does."""
    try:
        return str(error)[:MAX_TEXT]
    except BaseException as second:  # noqa: BLE001  (the learner's __str__)
        return f"<str() raised {type(second).__name__}>"


def frames_of(error: BaseException) -> list[list[Any]]:
    """Return file, line and function of the learner's frames, the last ones."""
    found, tb, paths = [], error.__traceback__, SOURCES.paths
    while tb is not None:
        code = tb.tb_frame.f_code
        if code.co_filename in paths:
            found.append([code.co_filename, tb.tb_lineno, code.co_name])
        tb = tb.tb_next
    return found[-MAX_FRAMES:]


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
            return {"x": [0, {"T": "Exception"}, self._encode(("...",)), self._encode({}), [], None, None, False, "...", []]}
        self._chain += 1
        try:
            return {"x": self._parts(error)}
        finally:
            self._chain -= 1

    def _parts(self, error: BaseException) -> list[Any]:
        frames, error.__traceback__ = frames_of(error), None  # the numbered exception must keep no frame alive
        state = {k: v for k, v in vars(error).items() if k != "__notes__"}
        notes = [note[:MAX_TEXT] for note in getattr(error, "__notes__", []) if type(note) is str]
        return [
            self._table.number(error),
            self.describe_class(type(error)),
            self._encode(error.args),
            self._encode(state),
            notes,
            self._linked(error.__cause__),
            self._linked(None if error.__context__ is error.__cause__ else error.__context__),
            bool(error.__suppress_context__),
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
        return known  # type: ignore[no-any-return]

    def adopt(self, number: int, cls: type[BaseException], args: tuple[Any, ...], state: dict[str, Any]) -> BaseException:
        """Return the local copy of an exception that the judge raised or passed."""
        known = self._kept.get(number)
        if known is None:
            known = self._kept[number] = cls.__new__(cls, *args)
            known.args = args
            vars(known).update(state)
            self.foreign[id(known)] = number
        return known  # type: ignore[no-any-return]
