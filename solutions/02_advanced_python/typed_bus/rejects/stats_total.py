"""A message bus in one process: topics carry a type, and mypy knows it from publisher to handler."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Generic, NotRequired, ParamSpec, Protocol, TypedDict, TypeGuard, TypeVar, overload

E = TypeVar("E")
Q = TypeVar("Q")
R = TypeVar("R")
D = TypeVar("D")
P = ParamSpec("P")
E_co = TypeVar("E_co", covariant=True)
E_contra = TypeVar("E_contra", contravariant=True)


class Handler(Protocol[E_contra]):
    """Whatever can be called with an event."""

    def __call__(self, event: E_contra, /) -> object:
        """Take an event; what comes back is ignored."""


class Stats(TypedDict, total=False):
    """What a topic has seen on a bus."""

    published: int
    delivered: int
    failed: int
    last_error: NotRequired[str]


class Topic(Generic[E]):
    """A name, and the class of the events."""

    def __init__(self, name: str, kind: type[E]) -> None:
        self._name, self._kind = name, kind

    @property
    def name(self) -> str:
        """The name."""
        return self._name

    @property
    def kind(self) -> type[E]:
        """The class of the events."""
        return self._kind

    def accepts(self, value: object) -> TypeGuard[E]:
        """Say whether a value can be an event here."""
        return isinstance(value, self._kind)


class Query(Generic[Q, R]):
    """A name, the type of a question and that of its answer."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        """The name."""
        return self._name


class Inbox(Generic[E_co]):
    """Events that were published since the last look."""

    def __init__(self, events: list[E_co]) -> None:
        self._events = events

    def take(self) -> list[E_co]:
        """Return the events and forget them."""
        taken = self._events.copy()
        self._events.clear()
        return taken


class _Channel(Generic[E]):
    """A topic on one bus."""

    def __init__(self) -> None:
        self.handlers: dict[object, Handler[E]] = {}
        self.stats = Stats(published=0, delivered=0, failed=0)

    def add(self, handler: Handler[E]) -> Callable[[], None]:
        key = object()
        self.handlers[key] = handler

        def remove() -> None:
            self.handlers.pop(key, None)

        return remove

    def deliver(self, event: E) -> tuple[int, list[Exception]]:
        self.stats["published"] = self.stats.get("published", 0) + 1
        taken, errors = 0, list[Exception]()
        for key, handler in list(self.handlers.items()):
            if key in self.handlers:
                try:
                    handler(event)
                except Exception as error:
                    errors.append(error)
                else:
                    taken += 1
        self.stats["delivered"] += taken
        self.stats["failed"] += len(errors)
        if errors:
            self.stats["last_error"] = str(errors[-1])
        return taken, errors


def _is_of(channel: object, topic: Topic[E]) -> TypeGuard[_Channel[E]]:
    """Tell mypy what no type of a table can say: what stands under a topic is of its type."""
    return isinstance(channel, _Channel)


def _answers(handler: object, query: Query[Q, R]) -> TypeGuard[Callable[[Q], R]]:
    return handler is not None


class Bus:
    """Brings events to handlers, and questions to the one who answers."""

    def __init__(self) -> None:
        self._channels: dict[object, object] = {}
        self._handlers: dict[object, object] = {}

    def _on(self, topic: Topic[E]) -> _Channel[E]:
        channel = self._channels.get(topic)
        if _is_of(channel, topic):
            return channel
        new = _Channel[E]()
        self._channels[topic] = new
        return new

    def subscribe(self, topic: Topic[E], handler: Handler[E]) -> Callable[[], None]:
        """Have a handler called with each event; return what ends that."""
        return self._on(topic).add(handler)

    def publish(self, topic: Topic[E], event: E) -> int:
        """Call every handler; return how many took the event."""
        if not topic.accepts(event):
            raise TypeError(f"{topic.name} takes {topic.kind.__name__}, not {type(event).__name__}")
        taken, errors = self._on(topic).deliver(event)
        if errors:
            raise ExceptionGroup(topic.name, errors)
        return taken

    def on(self, topic: Topic[E]) -> Callable[[Callable[[E], R]], Callable[[E], R]]:
        """Subscribe the decorated function, which stays as it is."""

        def subscribed(handler: Callable[[E], R]) -> Callable[[E], R]:
            self.subscribe(topic, handler)
            return handler

        return subscribed

    def announces(self, topic: Topic[E]) -> Callable[[Callable[P, E]], Callable[P, E]]:
        """Publish what the decorated function returns, before its caller gets it."""

        def announced(function: Callable[P, E]) -> Callable[P, E]:
            @wraps(function)
            def call(*args: P.args, **kwargs: P.kwargs) -> E:
                event = function(*args, **kwargs)
                self.publish(topic, event)
                return event

            return call

        return announced

    def answer(self, query: Query[Q, R], handler: Callable[[Q], R]) -> None:
        """Let a function answer a query, which nobody else does."""
        if query in self._handlers:
            raise ValueError(f"{query.name} has an answer")
        self._handlers[query] = handler

    @overload
    def ask(self, query: Query[Q, R], question: Q) -> R: ...
    @overload
    def ask(self, query: Query[Q, R], question: Q, *, default: D) -> R | D: ...
    def ask(self, query: Query[Q, R], question: Q, **default: D) -> R | D:
        """Return the answer, or the default if nobody answers."""
        handler = self._handlers.get(query)
        if _answers(handler, query):
            return handler(question)
        if "default" in default:
            return default["default"]
        raise LookupError(f"nobody answers {query.name}")

    def inbox(self, topic: Topic[E]) -> Inbox[E]:
        """Return what keeps the events from now on."""
        events: list[E] = []
        self.subscribe(topic, events.append)
        return Inbox(events)

    def stats(self, topic: Topic[E]) -> Stats:
        """Return a copy of what the topic has seen here."""
        return self._on(topic).stats.copy()
