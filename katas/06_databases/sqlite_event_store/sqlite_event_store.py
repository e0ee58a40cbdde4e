"""An append-only event store in an SQLite file.  The contract is in README.md."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Event:
    """What is appended: its kind, and data that only the caller understands."""

    kind: str
    data: bytes


class Recorded(NamedTuple):
    """An event as it is stored: where in all events, where in its stream, what, and when."""

    position: int
    stream: str
    version: int
    kind: str
    data: bytes
    at: float


class VersionConflict(Exception):
    """The stream has another version than the one that was expected."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(stream, expected, actual)
        self.stream = stream
        self.expected = expected
        self.actual = actual


class EventStore:
    """Streams of events, each with a version, in one order of all."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout_s: float = 5.0,
        clock: Callable[[], float] = time.time,
        connect: Callable[..., sqlite3.Connection] = sqlite3.connect,
    ) -> None:
        """Open the file, or make it.

        Args:
            path: the database.
            timeout_s: how long to wait for somebody else who writes.
            clock: gives the time for `Recorded.at`.
            connect: makes each connection; takes the arguments of `sqlite3.connect`.
        """
        raise NotImplementedError

    def append(self, stream: str, expected_version: int | None, events: Iterable[Event]) -> int:
        """Add events to a stream in one transaction, and return its new version.

        Raises:
            VersionConflict: the stream does not have the expected version.
            TypeError: a name, a kind or data of another type.
        """
        raise NotImplementedError

    def append_many(self, appends: Iterable[tuple[str, int | None, Iterable[Event]]]) -> list[int]:
        """Do several appends in one transaction, all or none; return the new versions."""
        raise NotImplementedError

    def read(self, stream: str, after: int = 0) -> Iterator[Recorded]:
        """Iterate over the events of a stream beyond a version."""
        raise NotImplementedError

    def read_all(self, after: int = 0, limit: int | None = None) -> Iterator[Recorded]:
        """Iterate over the events of all streams beyond a position, at most `limit`."""
        raise NotImplementedError

    def close(self) -> None:
        """Close all connections."""
        raise NotImplementedError
