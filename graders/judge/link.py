"""Where a proxy points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from graders.judge.trouble import WorkerDied

if TYPE_CHECKING:
    from graders.judge.conversation import Conversation


class Kind(NamedTuple):
    """What the worker said of an object's type: its name, the plain type it derives from, its plain functions."""

    name: str
    base: str | None
    functions: list[str]


class Link:
    """Where a handle points: an object of the worker's by number, or a function on one by name."""

    __slots__ = ("conversation", "fetched", "generation", "kind", "name", "number", "parent", "received")

    def __init__(self, conversation: Conversation, number: int, kind: Kind, parent: Link | None, name: str) -> None:
        self.conversation = conversation
        self.number = number
        self.kind = kind
        self.parent = parent
        self.name = name
        self.generation = conversation.generation
        self.received = 0
        self.fetched: dict[str, Any] = {}

    @property
    def target(self) -> list[Any]:
        """The address of the object in a frame; starts a worker when the last one has died.

        Raises:
            WorkerDied: the object was in a worker that has ended.
        """
        if self.parent is not None:
            return [self.parent.target[0], self.name]
        self.conversation.ready()
        if self.generation != self.conversation.generation:
            raise WorkerDied("an object of a process that has ended")
        return [self.number]

    def __del__(self) -> None:
        if self.received:
            self.conversation.crossing.drop(self.number, self.received, self.generation)
