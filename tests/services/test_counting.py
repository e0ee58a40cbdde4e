"""Readers of protocols: what is counted, however the bytes are cut, and what is refused."""

from __future__ import annotations

import socket
import struct
from collections import Counter

import pytest

from graders.services import counting
from graders.services.counting import Feed, Unreadable
from graders.services.relay import MOST_CONNECTIONS, Relay

STARTUP = struct.pack("!II", 8, 80877103) + struct.pack("!II", 13, 196608) + b"user\0"
POSTGRESQL = STARTUP + b"Q" + struct.pack("!I", 13) + b"SELECT 1\0" + b"S" + struct.pack("!I", 4)
MYSQL = b"\x03\0\0\x01abc" + b"\x09\0\0\0\x03SELECT 1" + b"\x01\0\0\0\x0e"
REDIS = b"*2\r\n$3\r\nGET\r\n$4\r\n\r\n*1\r\n" + b"PING\r\n" + b"*1\r\n$4\r\nINFO\r\n"
DOCUMENT = struct.pack("<i", 20) + b"\x10ping\0" + struct.pack("<i", 1) + b"\x02$db\0\0"
MONGODB = struct.pack("<IIII", 16 + 5 + len(DOCUMENT), 1, 0, 2013) + struct.pack("<IB", 0, 0) + DOCUMENT
KAFKA = struct.pack("!IHHI", 8, 3, 1, 7) + struct.pack("!IHHI", 8, 0, 1, 8)
AMQP = (
    b"AMQP\0\0\x09\x01"
    + struct.pack("!BHI", 1, 1, 6)
    + struct.pack("!HH", 60, 40)
    + b"xx\xce"
    + b"\x08\0\0\0\0\0\0\xce"
)
HTTP = (
    b"PUT /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nPUT \r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"
)
SPOKEN = {
    counting.postgresql: (POSTGRESQL, {"query": 1, "sync": 1}),
    counting.mysql: (MYSQL, {"query": 1, "ping": 1}),
    counting.redis: (REDIS, {"get": 1, "ping": 1, "info": 1}),
    counting.mongodb: (MONGODB * 2, {"ping": 2}),
    counting.kafka: (KAFKA, {"metadata": 1, "produce": 1}),
    counting.amqp: (AMQP, {"basic.publish": 1}),
    counting.http: (HTTP, {"PUT": 1, "GET": 2, "POST": 1}),
}


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize("reader", SPOKEN, ids=lambda reader: reader.__name__)
def test_requests_are_counted_however_their_bytes_are_cut(reader: object, size: int) -> None:
    said, wanted = SPOKEN[reader]  # type: ignore[index]
    counted: Counter[str] = Counter()
    feed = Feed(reader(lambda name: counted.update([name])))  # type: ignore[operator]

    for i in range(0, len(said), size):
        feed.take(said[i : i + size])

    assert counted == wanted


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (counting.redis, b"*x\r\n"),
        (counting.redis, b"*1\r\n$-5\r\n"),
        (counting.http, b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n"),
        (counting.http, b"x" * (2 << 20)),
        (counting.postgresql, STARTUP + b"Q" + struct.pack("!I", 0)),
    ],
)
def test_what_is_not_of_the_protocol_is_refused(reader: object, said: bytes) -> None:
    feed = Feed(reader(lambda _: None))  # type: ignore[operator]

    with pytest.raises(Unreadable):
        feed.take(said)


@pytest.fixture
def echo() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_a_connection_that_cannot_be_counted_is_cut(echo: socket.socket) -> None:
    door = socket.create_server(("127.0.0.1", 0))
    relay = Relay(door, echo.getsockname(), counting.redis)

    with socket.create_connection(door.getsockname()) as client:
        client.sendall(b"*x\r\n")
        assert client.recv(10) == b""

    relay.close()
    door.close()
    echo.close()


def test_connections_that_nobody_has_accepted_do_not_reach_the_next_check(echo: socket.socket) -> None:
    door = socket.create_server(("127.0.0.1", 0), backlog=8)
    with socket.create_connection(door.getsockname()) as late:
        Relay(door, echo.getsockname()).close()
        assert late.recv(1) == b""

    relay = Relay(door, echo.getsockname())
    assert relay.connections == 0
    relay.close()
    door.close()
    echo.close()


def test_too_many_connections_are_hung_up_on(echo: socket.socket) -> None:
    echo.listen(2 * MOST_CONNECTIONS)
    door = socket.create_server(("127.0.0.1", 0), backlog=2 * MOST_CONNECTIONS)
    relay = Relay(door, echo.getsockname())

    clients = [socket.create_connection(door.getsockname()) for _ in range(MOST_CONNECTIONS + 1)]

    assert clients[-1].recv(1) == b""
    for client in clients:
        client.close()
    relay.close()
    door.close()
    echo.close()
