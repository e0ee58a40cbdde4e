"""Keeps a statement open between items, on a connection of its own."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

PAGE = 256
SCHEMA = """CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data BLOB NOT NULL,
    at REAL NOT NULL,
    UNIQUE (stream, version)
)"""


@dataclass(frozen=True)
class Event:
    kind: str
    data: bytes


class Recorded(NamedTuple):
    position: int
    stream: str
    version: int
    kind: str
    data: bytes
    at: float


class VersionConflict(Exception):
    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(stream, expected, actual)
        self.stream = stream
        self.expected = expected
        self.actual = actual


class EventStore:
    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout_s: float = 5.0,
        clock: Callable[[], float] = time.time,
        connect: Callable[..., sqlite3.Connection] = sqlite3.connect,
    ) -> None:
        self._clock = clock
        self._db = connect(path, timeout=timeout_s, isolation_level=None)   # each BEGIN is ours
        self._reader = connect(path, timeout=timeout_s, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute(SCHEMA)                        # writes nothing where the table is
        except BaseException:
            self._db.close()
            self._reader.close()
            raise

    def append(self, stream: str, expected_version: int | None, events: Iterable[Event]) -> int:
        return self.append_many([(stream, expected_version, events)])[0]

    def append_many(self, appends: Iterable[tuple[str, int | None, Iterable[Event]]]) -> list[int]:
        # taken whole first: the callers' code runs while nobody has to wait for it
        taken = [(stream, expected, _checked(stream, events)) for stream, expected, events in appends]
        at = self._clock()
        with self._transaction():
            return [self._add(*one, at) for one in taken]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")             # what is read now stays true until COMMIT
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.rollback()                             # does nothing if SQLite has done so already
            raise

    def _add(self, stream: str, expected: int | None, events: list[tuple[str, bytes]], at: float) -> int:
        actual = self._number("SELECT max(version) FROM event WHERE stream = ?", stream)
        if expected is not None and expected != actual:
            raise VersionConflict(stream, expected, actual)
        self._db.executemany(
            "INSERT INTO event (stream, version, kind, data, at) VALUES (?, ?, ?, ?, ?)",
            ((stream, version, *event, at) for version, event in enumerate(events, actual + 1)),
        )
        return actual + len(events)

    def read(self, stream: str, after: int = 0) -> Iterator[Recorded]:
        _not_negative(after)
        return self._stream(stream, after)

    def _stream(self, stream: str, after: int) -> Iterator[Recorded]:
        end = self._number("SELECT max(version) FROM event WHERE stream = ?", stream)
        yield from self._pages("SELECT * FROM event WHERE stream = ? AND version > ? AND version <= ? ORDER BY version", (stream,), after, end)

    def read_all(self, after: int = 0, limit: int | None = None) -> Iterator[Recorded]:
        _not_negative(after, limit or 0)
        return self._everything(after, limit)

    def _everything(self, after: int, limit: int | None) -> Iterator[Recorded]:
        end = self._number("SELECT max(position) FROM event")
        end = end if limit is None else min(end, after + limit)
        yield from self._pages("SELECT * FROM event WHERE position > ? AND position <= ? ORDER BY position", (), after, end)

    def _pages(self, query: str, of: tuple[str, ...], after: int, end: int) -> Iterator[Recorded]:
        """Yield what is in (after, end]; a page is read to its end, so that no statement stays open between items."""
        yield from map(Recorded._make, self._reader.execute(query, (*of, after, end)))

    def _number(self, query: str, *arguments: Any) -> int:
        return self._db.execute(query, arguments).fetchone()[0] or 0

    def close(self) -> None:
        self._db.close()
        self._reader.close()


def _checked(stream: str, events: Iterable[Event]) -> list[tuple[str, bytes]]:
    if not isinstance(stream, str):
        raise TypeError(f"a stream is a str, not {stream!r}")
    return [_pair(event) for event in events]


def _pair(event: Event) -> tuple[str, bytes]:
    # SQLite would take anything, and give it back as it likes
    if not (isinstance(event, Event) and isinstance(event.kind, str) and isinstance(event.data, bytes)):
        raise TypeError(f"not an Event of a str and bytes: {event!r}")
    return event.kind, event.data


def _not_negative(*numbers: int) -> None:
    if min(numbers) < 0:
        raise ValueError("after and limit must not be negative")
