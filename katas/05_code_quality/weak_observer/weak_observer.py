"""Signals whose receivers come and go, and a history of commands.  The contract is in README.md."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Signal:
    """Receivers that are called, in order of connection, whenever something is sent."""

    def __init__(self) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many connections there are."""
        raise NotImplementedError

    def connect(self, receiver: Callable[..., Any]) -> Callable[[], None]:
        """Let the receiver be called by each `send`; return a function that ends this.

        Raises:
            TypeError: it is not callable, or a method of an object that allows no weak reference.
        """
        raise NotImplementedError

    def send(self, *args: Any, **kwargs: Any) -> None:
        """Call all receivers with these arguments.

        Raises:
            ExceptionGroup: receivers failed; it is raised when all have been called.
        """
        raise NotImplementedError


class Command(Protocol):
    """A step that can be taken and taken back, again and again."""

    def do(self) -> Any: ...

    def undo(self) -> Any: ...


class History:
    """What was done, and what was undone and can be done again."""

    coalesce: Callable[[Command, Command], Command | None] | None

    def __init__(self, coalesce: Callable[[Command, Command], Command | None] | None = None) -> None:
        raise NotImplementedError

    @property
    def undoable(self) -> int:
        """How many steps can be undone."""
        raise NotImplementedError

    @property
    def redoable(self) -> int:
        """How many steps can be redone."""
        raise NotImplementedError

    def do(self, command: Command) -> None:
        """Do a command, as a step of its own or as part of the open group."""
        raise NotImplementedError

    def undo(self) -> None:
        """Undo the last step.

        Raises:
            IndexError: there is none.
            RuntimeError: a group is open.
        """
        raise NotImplementedError

    def redo(self) -> None:
        """Do again what was undone last.

        Raises:
            IndexError: there is nothing.
            RuntimeError: a group is open.
        """
        raise NotImplementedError

    def group(self) -> AbstractContextManager[None]:
        """Make one step of all commands of a `with` block, or nothing if it raises."""
        raise NotImplementedError
