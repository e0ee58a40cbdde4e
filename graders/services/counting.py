"""Count what a client asks a server, from the bytes on their way: one small reader for each protocol.

A reader is a generator: it yields how many bytes it wants, or a text to read up to, and gets them; it calls `count`
with the name of each request.  It reads only what the client sends, so what it counts is this client's alone.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Generator
from typing import Final

Count = Callable[[str], None]
Asking = Generator[int | bytes, bytes, None]
MOST: Final = 1 << 20
"""A message that says it is longer is skipped, not kept."""

POSTGRESQL_STARTUP: Final = 196608
MONGODB_MESSAGE: Final = 2013
MONGODB_COMPRESSED: Final = 2012
_POSTGRESQL: Final = {"Q": "query", "P": "parse", "B": "bind", "E": "execute", "S": "sync", "F": "call"}
_MYSQL: Final = {1: "quit", 2: "use", 3: "query", 14: "ping", 22: "prepare", 23: "execute", 25: "close", 31: "reset"}
_AMQP: Final = {
    (10, 11): "start-ok",
    (20, 10): "channel.open",
    (40, 10): "exchange.declare",
    (50, 10): "queue.declare",
    (50, 20): "queue.bind",
    (60, 10): "basic.qos",
    (60, 20): "basic.consume",
    (60, 40): "basic.publish",
    (60, 70): "basic.get",
    (60, 80): "basic.ack",
    (60, 90): "basic.reject",
    (60, 120): "basic.nack",
    (85, 10): "confirm.select",
}
_KAFKA: Final = {
    0: "produce",
    1: "fetch",
    2: "list_offsets",
    3: "metadata",
    8: "offset_commit",
    9: "offset_fetch",
    10: "find_coordinator",
    11: "join_group",
    12: "heartbeat",
    14: "sync_group",
    18: "api_versions",
    19: "create_topics",
    22: "init_producer_id",
    26: "end_txn",
}


class Unreadable(ValueError):
    """A client says what is not of the protocol."""


def _skip(size: int) -> Asking:
    if size < 0:
        raise Unreadable("a negative length")
    while size > 0:
        size -= len((yield min(size, MOST)))


def postgresql(count: Count) -> Asking:
    """Count messages: `query` and `execute` run statements, `query` and `sync` are round trips."""
    code = 0
    while code != POSTGRESQL_STARTUP:  # before it come requests for encryption
        size, code = struct.unpack("!II", (yield 8))
        yield from _skip(size - 8)
    while True:
        kind = (yield 1).decode("latin-1")
        (size,) = struct.unpack("!I", (yield 4))
        count(_POSTGRESQL.get(kind, kind))
        yield from _skip(size - 4)


def mysql(count: Count) -> Asking:
    """Count commands: the packets that begin a conversation, of which the first byte is the kind."""
    while True:
        head = yield 4
        size = int.from_bytes(head[:3], "little")
        if not head[3] and size:
            kind = (yield 1)[0]
            count(_MYSQL.get(kind, f"command {kind}"))
            size -= 1
        yield from _skip(size)


def redis(count: Count) -> Asking:
    """Count commands, in lower case."""
    while True:
        line = (yield b"\r\n").strip()
        if not line.startswith(b"*"):  # a command typed as words
            count(line.split(b" ")[0].decode("latin-1").lower())
            continue
        for place in range(int(line[1:])):
            size = int((yield b"\r\n")[1:])
            if not place and size <= MOST:
                count((yield size).decode("latin-1").lower())
                size = 0
            yield from _skip(size)
            yield from _skip(2)


def mongodb(count: Count) -> Asking:
    """Count commands by the first key of their document."""
    while True:
        size, _, _, code = struct.unpack("<IIII", (yield 16))
        size -= 16
        if code == MONGODB_COMPRESSED:
            raise Unreadable("compressed messages are not read")
        if code == MONGODB_MESSAGE:
            # flags, a section of kind 0, the length of its document, the type of its first value
            yield 10
            key = yield b"\0"
            count(key[:-1].decode("latin-1"))
            size -= 10 + len(key)
        yield from _skip(size)


def kafka(count: Count) -> Asking:
    """Count requests."""
    while True:
        size, key = struct.unpack("!IH", (yield 6))
        count(_KAFKA.get(key, f"request {key}"))
        yield from _skip(size - 2)


def amqp(count: Count) -> Asking:
    """Count methods, as `basic.publish`."""
    yield 8
    while True:
        kind, _, size = struct.unpack("!BHI", (yield 7))
        if kind == 1:
            numbers = struct.unpack("!HH", (yield 4))
            count(_AMQP.get(numbers, f"method {numbers[0]}.{numbers[1]}"))
            size -= 4
        yield from _skip(size + 1)


def http(count: Count) -> Asking:
    """Count requests by method."""
    while True:
        line = yield b"\r\n"
        if not line.strip():
            continue
        count(line.split(b" ")[0].decode("latin-1"))
        size, chunked = 0, False
        while (header := (yield b"\r\n").strip().lower()) != b"":
            key, _, value = header.partition(b":")
            size = int(value) if key == b"content-length" else size
            chunked = chunked or (key == b"transfer-encoding" and b"chunked" in value)
        while chunked:
            size = int((yield b"\r\n").split(b";")[0], 16)
            chunked = size > 0
            yield from _skip(size + 2)
            size = 0
        yield from _skip(size)


class Feed:
    """Hands a reader the bytes of one connection as they come."""

    def __init__(self, reader: Asking) -> None:
        self._reader: Asking | None = reader
        self._held = bytearray()
        self._wanted = next(reader)

    def take(self, data: bytes) -> None:
        """Read on; what cannot be understood ends the counting of this connection.

        Raises:
            Unreadable: it is not of the protocol.
        """
        if self._reader is None:
            return
        self._held += data
        try:
            while (size := self._size()) is not None:
                part, self._held = bytes(self._held[:size]), self._held[size:]
                self._wanted = self._reader.send(part)
        except (ValueError, IndexError, struct.error, StopIteration) as error:
            self._reader = None
            raise Unreadable(str(error)) from None

    def _size(self) -> int | None:
        wanted = self._wanted
        if isinstance(wanted, int):
            if wanted < 0:
                raise Unreadable("a negative length")
            return wanted if len(self._held) >= wanted else None
        end = self._held.find(wanted)
        if end < 0 and len(self._held) > MOST:
            raise Unreadable("a line without an end")
        return end + len(wanted) if end >= 0 else None
