"""A table of streams, whose version is compared and set by one UPDATE; a second connection for readers, and pages by LIMIT."""

import sqlite3
import time
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple


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
    def __init__(self, stream, expected, actual):
        super().__init__(stream, expected, actual)
        self.stream, self.expected, self.actual = stream, expected, actual


TABLES = [
    "CREATE TABLE IF NOT EXISTS streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL REFERENCES streams (id),"
    " version INTEGER NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, at REAL NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS events_of_streams ON events (stream, version)",
]
QUERY = "SELECT e.position, s.name, e.version, e.kind, e.data, e.at FROM events e JOIN streams s ON s.id = e.stream"


class EventStore:
    def __init__(self, path, *, timeout_s=5.0, clock=time.time, connect=sqlite3.connect):
        self._clock, self._open = clock, []
        try:
            for _ in range(2):
                self._open.append(connect(path, timeout=timeout_s))
            writer = self._open[0]
            writer.isolation_level = "IMMEDIATE"
            writer.execute("PRAGMA journal_mode=WAL").close()
            for table in TABLES:
                with writer:
                    writer.execute(table)
        except BaseException:
            self.close()
            raise

    def append(self, stream, expected_version, events):
        (version,) = self.append_many(iter([(stream, expected_version, events)]))
        return version

    def append_many(self, appends):
        todo = []
        for stream, expected, events in appends:
            if type(stream) is not str:
                raise TypeError(stream)
            todo.append((stream, expected, list(events)))
            for event in todo[-1][2]:
                if type(event) is not Event or type(event.kind) is not str or type(event.data) is not bytes:
                    raise TypeError(event)
        now, versions, writer = self._clock(), [], self._open[0]
        with writer:
            for stream, expected, events in todo:
                # a write comes first, so the lock is there before anything is read
                writer.execute("INSERT OR IGNORE INTO streams (name, version) VALUES (?, 0)", [stream])
                changed = writer.execute(
                    "UPDATE streams SET version = version + :n WHERE name = :name AND version = coalesce(:expected, version) RETURNING id, version",
                    {"n": len(events), "name": stream, "expected": expected},
                ).fetchall()
                if not changed:
                    (actual,) = writer.execute("SELECT version FROM streams WHERE name = ?", [stream]).fetchone()
                    raise VersionConflict(stream, expected, actual)
                (number, version), = changed
                for i, event in enumerate(events, version - len(events) + 1):
                    writer.execute("INSERT INTO events (stream, version, kind, data, at) VALUES (?, ?, ?, ?, ?)", [number, i, event.kind, event.data, now])
                versions.append(version)
        return versions

    def read(self, stream, after=0):
        if after < 0:
            raise ValueError(after)
        return self._stream(stream, after)

    def _stream(self, stream, after):
        row = self._open[1].execute("SELECT version FROM streams WHERE name = ?", [stream]).fetchone()
        end = row[0] if row else 0
        while rows := self._open[1].execute(f"{QUERY} WHERE s.name = ? AND e.version > ? AND e.version <= ? ORDER BY e.version LIMIT 100", [stream, after, end]).fetchall():
            for row in rows:
                yield Recorded(*row)
            after = row[2]

    def read_all(self, after=0, limit=None):
        if after < 0 or (limit is not None and limit < 0):
            raise ValueError(after, limit)
        return islice(self._all(after), limit)

    def _all(self, after):
        (end,) = self._open[1].execute("SELECT coalesce(max(position), 0) FROM events").fetchone()
        while rows := self._open[1].execute(f"{QUERY} WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT 100", [after, end]).fetchall():
            for row in rows:
                yield Recorded(*row)
            after = row[0]

    def close(self):
        for connection in self._open:
            connection.close()
