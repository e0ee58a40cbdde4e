"""A message bus in one process. Only names and docstrings are given: types are your part, `Generic` bases too."""


class Handler:
    """A protocol: whatever can be called with one event, by position; the result is ignored. Contravariant."""


class Stats:
    """A TypedDict: `published`, `delivered`, `failed`, all `int`; `last_error`, a `str`, may be missing."""


class Topic:
    """A name and the class of its events. Invariant. `name` and `kind` are read-only."""

    def __init__(self, name, kind):
        """Make a topic for instances of `kind`."""
        raise NotImplementedError

    def accepts(self, value):
        """Say whether `value` may be published here; mypy knows its type afterwards."""
        raise NotImplementedError


class Query:
    """A name, the type of a question and that of its answer. Invariant in both. `name` is read-only."""

    def __init__(self, name):
        """Make a query: `price: Query[str, int] = Query("price")`."""
        raise NotImplementedError


class Inbox:
    """Events that were published since the last look; made by `Bus.inbox`. Covariant."""

    def take(self):
        """Return the events as a list of their own, and forget them."""
        raise NotImplementedError


class Bus:
    """Brings events to handlers, and questions to the one who answers."""

    def subscribe(self, topic, handler):
        """Call `handler` with each event; return a function that ends this."""
        raise NotImplementedError

    def publish(self, topic, event):
        """Call every handler; return how many took the event."""
        raise NotImplementedError

    def on(self, topic):
        """Decorate a handler: it is subscribed, and stays the same object."""
        raise NotImplementedError

    def announces(self, topic):
        """Decorate a function: what it returns is published, then returned."""
        raise NotImplementedError

    def answer(self, query, handler):
        """Let `handler` answer the query."""
        raise NotImplementedError

    def ask(self, query, question, **default):
        """Return the answer; where nobody answers, `default` if it is given."""
        raise NotImplementedError

    def inbox(self, topic):
        """Return an inbox of the events from now on."""
        raise NotImplementedError

    def stats(self, topic):
        """Return a copy of what the topic has seen on this bus."""
        raise NotImplementedError
