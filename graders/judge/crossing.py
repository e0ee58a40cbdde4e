"""What crosses between a check and its worker: the judge's objects by number, the worker's as proxies and mirrors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from graders.judge import mirrors, proxy
from graders.judge.link import Kind
from graders.wire import frames
from graders.wire.codec import Codec

if TYPE_CHECKING:
    from graders.judge.conversation import Conversation


class Crossing:
    """Both directions of one conversation's wire."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        codec = Codec(self._foreign, self._native, trusting=False)
        self.encode, self.dumps, self.loads = codec.encode, codec.dumps, codec.loads
        self.own: dict[int, Any] = {}
        self._numbers: dict[Any, int] = {}
        self.forget()

    def forget(self) -> None:
        """Start with nothing known of the worker's objects."""
        self._handles: WeakValueDictionary[int, Any] = WeakValueDictionary()
        self._types: dict[int, Kind] = {}
        self._drops: list[list[int]] = []
        self._mirrors = mirrors.Mirrors(self._conversation)

    def _foreign(self, x: Any) -> Any:
        if type(x) is proxy.Handle:
            x = proxy.fetched(x)
            return {"o": proxy.number(x)} if type(x) is proxy.Handle else self.encode(x)
        number = self._mirrors.number_of(x)
        if number is not None:
            return {"o": number}
        if isinstance(x, BaseException):
            return self.exception(x)
        if isinstance(x, type) and issubclass(x, BaseException):
            return mirrors.describe_class(x, self._number)
        return self._callback(x)

    def _callback(self, x: Any) -> dict[str, Any]:
        """Return the tagged object for what runs in the judge."""
        if hasattr(type(x), "__next__"):
            return {"c": [self._number(x), "iterator", "", None]}
        if type(x) is object:
            return {"c": [self._number(x), "token", "", None]}
        if callable(x):
            doc = getattr(x, "__doc__", None)
            name = getattr(x, "__name__", type(x).__name__)
            return {"c": [self._number(x), "function", name, doc if type(doc) is str else None]}
        raise TypeError(
            f"a {type(x).__name__} cannot cross to the submission: pass plain data, a function or an iterator"
        )

    def exception(self, error: BaseException) -> dict[str, Any]:
        """Return the tagged object of an exception."""
        number = self._mirrors.number_of(error)
        return {"o": number} if number is not None else mirrors.describe(error, self._number, self.encode)

    def _number(self, x: Any) -> int:
        """Return the number of an object of the judge's; a bound method is the same each time it is fetched."""
        bound = getattr(x, "__self__", None), getattr(x, "__func__", None)
        key = (id(bound[0]), id(bound[1])) if bound[1] is not None else id(x)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.own) + 1
            self.own[number] = x
            if self._conversation.log is not None:
                self._conversation.log.owner(x)
        return number

    def _native(self, tag: str, value: Any) -> Any:
        if tag == "o":
            return self.own[value]
        if type(value) is not list:
            raise frames.WireError("an object that is described by none")
        if tag == "h":
            return self._handle(*value)
        if tag == "X":
            return self._mirrors.adopt_class(*value)
        if tag == "x":
            return self._mirrors.adopt(value)
        raise frames.WireError("an unknown tag")

    def _handle(self, number: int, subject: int, *facts: Any) -> Any:
        if facts:
            self._types[subject] = _kind(*facts)
        handle = self._handles.get(number)
        if handle is None:
            handle = self._handles[number] = proxy.Handle(self._conversation, number, self._types[subject])
        proxy.received(handle)
        return handle

    def drop(self, number: int, times: int, generation: int) -> None:
        """Note that a proxy is gone; the worker hears of it with the next request."""
        if generation == self._conversation.generation:
            self._drops.append([number, times])

    def take_drops(self) -> list[list[int]]:
        """Return what the worker has not heard yet of proxies that are gone."""
        drops, self._drops = self._drops, []
        return drops


def _kind(name: str, base: str | None, functions: list[str]) -> Kind:
    """Return what a worker says of a type, if it is of the right form."""
    if type(name) is not str or type(base) not in {str, type(None)} or type(functions) is not list:
        raise frames.WireError("a type that is described by none")
    return Kind(name, base, functions)
