"""The worker's serving loop: one frame in, one operation, one frame out; callbacks in between."""

from __future__ import annotations

import sys
from _thread import RLock
from typing import TYPE_CHECKING, Any

from graders.wire import frames
from graders.wire.codec import Codec
from graders.worker import bans, bench, loading
from graders.worker.failures import Failures
from graders.worker.operations import OPERATIONS
from graders.worker.table import Table, Tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Kept:
    """An answer that crosses as a handle, whatever it is."""

    __slots__ = ("tagged",)

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged


class Token:
    """Stands for an object of the judge's that has nothing to offer but its identity."""

    __slots__ = ("__weakref__",)


class JudgeIterator:
    """An iterator that runs in the judge; only `next` and `close` cross."""

    def __init__(self, channel: Channel, number: int) -> None:
        self._channel, self._number = channel, number

    def __iter__(self) -> JudgeIterator:
        return self

    def __next__(self) -> Any:
        return self._channel.call_back(self._number, "next", (), {})

    def close(self) -> None:
        """Close the judge's iterator, if it can be closed."""
        self._channel.call_back(self._number, "close", (), {})


class Channel:
    """One end of the wire, in the worker.

    The thread that holds the lock may use the pipes: the main thread while it waits for the next request,
    or any thread that calls back while a request is being served.
    """

    def __init__(self, requests: int, answers: int) -> None:
        self._reader = frames.Reader(requests)
        self._answers = answers
        self._lock = RLock()
        self._table = Table()
        self._codec = Codec(self._refer, self._native)
        self._failures = Failures(self._table, self._codec.encode)
        self._adopted: dict[int, Any] = {}

    def serve(self) -> None:
        """Answer requests until the judge hangs up."""
        with self._lock:
            while True:
                message = self._codec.loads(self._reader.read())
                self._lock.release()
                try:
                    answer = self._answer(message)
                finally:
                    self._lock.acquire()
                self._send(answer)

    def call_back(self, number: int, kind: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the judge's callback and return what it answers, or raise what it raises."""
        with self._lock:
            encode = self._codec.encode
            self._send(["c", number, kind, encode(args), encode(kwargs)])
            while True:
                message = self._codec.loads(self._reader.read())
                if message[0] == "v":
                    return message[1]
                if message[0] == "x":
                    raise message[1]
                self._send(self._answer(message))  # the callback asks us something

    def _send(self, message: list[Any]) -> None:
        try:
            frames.send(self._answers, self._codec.dumps(message))
        except frames.FrameTooLarge as err:
            frames.send(self._answers, self._codec.dumps(["big", str(err)]))

    def _answer(self, message: list[Any]) -> list[Any]:
        try:
            answer = self._execute(*message)
            return ["v", answer.tagged if type(answer) is Kept else self._codec.encode(answer)]
        except BaseException as error:  # noqa: BLE001  (the learner's code may raise anything)
            return ["x", self._describe(error)]

    def _describe(self, error: BaseException) -> Tagged:
        try:
            return self._failures.describe(error)
        except BaseException as second:  # noqa: BLE001  (the learner's metaclass, say)
            return self._failures.describe(TypeError(f"an exception that cannot be described: {type(second).__name__}"))

    def _execute(self, drops: list[list[int]], name: str, target: Any, *rest: Any) -> Any:
        self._table.drop(drops)
        if name == "load":
            return self._load(target, *rest)
        if name == "stage":
            return Kept(self._table.refer(bench.Bench(target)))
        if name == "hold":
            return Kept(self._table.refer(rest[0]))
        subject = self._table[target[0]]
        if len(target) > 1:
            subject = getattr(subject, target[1])
        return OPERATIONS[name](subject, *rest)

    def _load(
        self, name: str, files: Mapping[str, str], banned: list[str], seed: int | None, given: Mapping[str, str]
    ) -> Any:
        """Import a module from memory; answer with it as a handle, or with what it uses that is banned.

        It may import what is `given`, for which nothing is banned.
        """
        found = bans.find(files, banned) if banned else []
        if found:
            return found
        if seed is not None and "random" in sys.modules:
            sys.modules["random"].seed(seed)
        loading.SOURCES.add(given)
        return Kept(self._table.refer(loading.load(name, files)))

    def _refer(self, x: Any) -> Tagged:
        number = self._failures.foreign.get(id(x))
        if number is not None:
            return {"o": number}
        if isinstance(x, BaseException):
            return self._failures.describe(x)
        if isinstance(x, type) and issubclass(x, BaseException):
            return self._failures.describe_class(x)
        return self._table.refer(x)

    def _native(self, tag: str, value: Any) -> Any:
        if tag == "o":
            return self._table[value]
        if tag == "c":
            return self._adopted.get(value[0]) or self._adopt(*value)
        if tag == "X":
            return self._failures.adopt_class(*value)
        if tag == "x":
            return self._failures.adopt(*value)
        raise frames.WireError(f"an unknown tag {tag!r}")

    def _adopt(self, number: int, kind: str, name: str, doc: str | None) -> Any:
        if kind == "token":
            local: Any = Token()
        elif kind == "iterator":
            local = JudgeIterator(self, number)
        else:
            local = self._function(number, name, doc)
        self._adopted[number] = local
        self._failures.foreign[id(local)] = number
        return local

    def _function(self, number: int, name: str, doc: str | None) -> Callable[..., Any]:
        def callback(*args: Any, **kwargs: Any) -> Any:
            return self.call_back(number, "call", args, kwargs)

        callback.__name__ = callback.__qualname__ = name
        callback.__doc__ = doc
        callback.__module__ = "tests"
        return callback
