"""What a check asked of the submission, in order, with the place in the test's source that asked."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graders.judge import proxy
from graders.worker import doubles

if TYPE_CHECKING:
    from types import CodeType, FrameType

MAX_ENTRIES: Final = 3_000
"""Requests that are kept; a longer check gets no transcript."""


class Span(NamedTuple):
    """A place in a test's source: file, first and last line, first and last column."""

    file: str
    line: int
    end_line: int
    column: int
    end_column: int

    def within(self, other: Span) -> bool:
        """Say whether this place lies inside another."""
        start, end = (self.line, self.column), (self.end_line, self.end_column)
        return (
            self.file == other.file
            and (other.line, other.column) <= start
            and end <= (other.end_line, other.end_column)
        )


class Ref(NamedTuple):
    """An object of the worker's, by number, or a function on it by name; keeps nothing alive."""

    number: int
    name: str | None = None


class Entry:
    """One request.  `operation` starts with `double.` where a test did something to a double of its own."""

    __slots__ = ("error", "operands", "operation", "result", "span", "target")

    def __init__(self, operation: str, target: Any, operands: tuple[Any, ...], span: Span | None) -> None:
        self.operation, self.target, self.operands, self.span = operation, target, operands, span
        self.result: Any = None
        self.error: BaseException | None = None


class Called(NamedTuple):
    """One call of a test's function by the submission."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    answer: Any
    error: BaseException | None


def kept(x: Any) -> Any:
    """Return a value as it is now: handles as numbers, containers copied."""
    kind = type(x)
    if kind is proxy.Handle:
        return Ref(*proxy.address(x))
    if kind in {list, tuple, set, frozenset}:
        return kind(kept(y) for y in x)
    if kind is dict:
        return {kept(k): kept(v) for k, v in x.items()}
    return x


class Log:
    """The record of one check, or of one example of it."""

    def __init__(self, files: frozenset[str] = frozenset()) -> None:
        self.files = files
        self.begin()

    def begin(self) -> None:
        """Start afresh: a new example."""
        self.entries: list[Entry] = []
        self.calls: dict[int, list[Called]] = {}
        self.owners: dict[int, tuple[Any, Any]] = {}
        self.full = False

    def note(self, operation: str, target: Any, operands: tuple[Any, ...]) -> Entry | None:
        """Keep a request, if there is room; the caller fills in what came of it."""
        if len(self.entries) >= MAX_ENTRIES:
            self.full = True
            return None
        entry = Entry(operation, Ref(*target) if type(target) is list else target, kept(operands), self._span())
        self.entries.append(entry)
        return entry

    def double(self, double: Any, name: str, args: tuple[Any, ...]) -> None:
        """Keep what a test does to one of its doubles."""
        self.note(f"double.{name}", double, args)

    def owner(self, function: Any) -> None:
        """Keep the content of a list whose `append` (or other method) is handed out."""
        held = getattr(function, "__self__", None)
        if type(held) in {list, dict, set} and id(held) not in self.owners:
            self.owners[id(held)] = (held, kept(held))

    def called(self, function: Any, call: Called) -> None:
        """Keep a call of a test's function."""
        calls = self.calls.setdefault(id(function), [])
        if len(calls) >= MAX_ENTRIES:
            self.full = True
        elif type(function) not in doubles.DOUBLES:
            calls.append(call)

    def _span(self) -> Span | None:
        """Return the place of the expression that the nearest frame of a test evaluates."""
        frame: FrameType | None = sys._getframe(2)  # noqa: SLF001  (the one way to a caller's position)
        while frame is not None and frame.f_code.co_filename not in self.files:
            frame = frame.f_back
        if frame is None:
            return None
        line, end_line, column, end_column = _positions(frame.f_code)[frame.f_lasti // 2]
        if line is None or end_line is None or column is None or end_column is None:
            return None
        return Span(frame.f_code.co_filename, line, end_line, column, end_column)


@lru_cache(maxsize=4_096)
def _positions(code: CodeType) -> list[tuple[int | None, int | None, int | None, int | None]]:
    return list(code.co_positions())
