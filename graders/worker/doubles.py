"""Doubles for tests and transcripts: functions, streams and clocks that note what is done to them.

Tests import them from `graders.testing`.  They are here because a transcript, which holds them, is run in a worker.
What a test itself does to a double (not what the submission does) is told to `recorder`, so that a transcript can
repeat it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

recorder: Callable[[Any, str, tuple[Any, ...]], None] | None = None


def _note(double: Any, name: str, *args: Any) -> None:
    if recorder is not None:
        recorder(double, name, args)


class Spy:
    """A function that notes its calls and answers from a script.

    Args:
        answers: one for each call; an exception, or a class of one, is raised.  None answers None for ever.
        name: what the submission reads as `__name__`.
    """

    def __init__(self, answers: Iterable[Any] | None = None, name: str = "spy") -> None:
        self.__name__ = name
        self.answers = answers if answers is None or type(answers) is range else list(answers)
        self.made = (self.answers,) if name == "spy" else (self.answers, name)
        self.calls: list[tuple[Any, ...]] = []
        self.kwargs: list[dict[str, Any]] = []

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Note the call and give the next answer."""
        self.calls.append(args)
        self.kwargs.append(kwargs)
        if self.answers is None:
            return None
        count, most = len(self.calls), len(self.answers)
        if count > most:
            raise AssertionError(f"{self.__name__} was called {count} times, at most {most} expected")
        answer = self.answers[count - 1]
        if isinstance(answer, BaseException) or (isinstance(answer, type) and issubclass(answer, BaseException)):
            raise answer
        return answer


class Stream:
    """An iterator that counts how often it is pulled and closed, and refuses to be pulled for ever."""

    def __init__(self, items: Iterable[Any], limit: int = 1_000) -> None:
        kept = items if type(items) is range else list(items)
        self.made = (kept,) if limit == 1_000 else (kept, limit)  # noqa: PLR2004  (the default)
        self._items = iter(kept)
        self._limit = limit
        self.pulled = 0
        self.closed = 0

    def __iter__(self) -> Stream:
        return self

    def __next__(self) -> Any:
        if self.pulled >= self._limit:
            raise AssertionError(f"pulled {self.pulled} items, and asked for more")
        item = next(self._items)
        self.pulled += 1
        return item

    def close(self) -> None:
        """Note that the source was closed."""
        self.closed += 1


class Clock:
    """A clock that only tests move: call it for the time, or hand out `sleep`.  Seconds."""

    def __init__(self, now: float = 0.0) -> None:
        self.made = (now,)
        self._now = now
        self.slept: list[float] = []

    @property
    def now(self) -> float:
        """The time; a test may set it."""
        return self._now

    @now.setter
    def now(self, seconds: float) -> None:
        _note(self, "now", seconds)
        self._now = seconds

    def __call__(self) -> float:
        """Return the time."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let time pass, and note it."""
        _note(self, "sleep", seconds)
        self.slept.append(seconds)
        self._now += seconds

    def advance(self, seconds: float) -> None:
        """Let time pass unnoticed."""
        _note(self, "advance", seconds)
        self._now += seconds


DOUBLES = (Spy, Stream, Clock)
