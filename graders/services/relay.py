"""The one way from a check's worker to a server: connections that come out of the sandbox, passed on and counted."""

from __future__ import annotations

import select
import socket
import threading
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from graders.services.counting import Feed, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.services.counting import Asking, Count

    Requests = Callable[[Count], Asking | None]

Address = str | tuple[str, int]
"""The path of a unix socket, or host and port."""
CHUNK: Final = 1 << 16
MOST_CONNECTIONS: Final = 128
"""Open at once; each takes two of the judge's descriptors."""


def connect(address: Address, timeout_s: float = 10.0) -> socket.socket:
    """Connect to a server.

    Raises:
        OSError: nobody is there.
    """
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout_s)
    link = socket.socket(socket.AF_UNIX)
    try:
        link.settimeout(timeout_s)
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link


class _Connection:
    """One connection of the worker's with the one to the server that it is passed on to."""

    def __init__(self, client: socket.socket, server: socket.socket, requests: Requests) -> None:
        self.counted: Counter[str] = Counter()
        self.links = (client, server)
        reader = requests(self._count)
        feed = Feed(reader) if reader is not None else None
        pumps = ((client, server, feed), (server, client, None))
        self._threads = [threading.Thread(target=self._pump, args=pump, daemon=True) for pump in pumps]
        for thread in self._threads:
            thread.start()

    def _count(self, name: str) -> None:
        self.counted[name] += 1  # by one thread only

    def _pump(self, source: socket.socket, sink: socket.socket, feed: Feed | None) -> None:
        try:
            while data := source.recv(CHUNK):
                if feed is not None:
                    feed.take(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except (OSError, Unreadable):  # what cannot be counted is not passed on
            self.end()

    @property
    def alive(self) -> bool:
        """Whether either side may still say something."""
        return any(thread.is_alive() for thread in self._threads)

    def end(self) -> None:
        """Hang up on both sides."""
        for link in self.links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up and let go."""
        self.end()
        for thread in self._threads:
            thread.join()
        for link in self.links:
            link.close()


class Relay:
    """Serves one listener for one check.

    Args:
        listener: a socket that was made in the worker's network; it is not closed here.
        address: the server.
        requests: gives what counts the requests of a connection, if they are counted.
    """

    def __init__(self, listener: socket.socket, address: Address, requests: Requests = lambda _: None) -> None:
        self.connections = 0
        self._ended: Counter[str] = Counter()
        self._open: list[_Connection] = []
        self._listener, self._address, self._requests = listener, address, requests
        self._stop, self._stopped = socket.socketpair()
        listener.settimeout(0)
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def counted(self) -> Counter[str]:
        """How often each request was made so far."""
        return sum((connection.counted for connection in list(self._open)), self._ended.copy())

    def _accept(self) -> None:
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(self._stopped, select.POLLIN)
        while all(fd == self._listener.fileno() for fd, _ in poll.poll()):
            with suppress(OSError):  # who hung up before we looked
                self._pass_on(self._listener.accept()[0])

    def _pass_on(self, client: socket.socket) -> None:
        self.connections += 1
        self._forget_ended()
        try:
            if len(self._open) >= MOST_CONNECTIONS:
                raise ConnectionRefusedError
            server = connect(self._address)
        except OSError:
            client.close()
            return
        for link in (client, server):
            link.settimeout(None)
            if link.family != socket.AF_UNIX:
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open.append(_Connection(client, server, self._requests))

    def _forget_ended(self) -> None:
        for connection in [connection for connection in self._open if not connection.alive]:
            connection.close()
            self._ended += connection.counted
            self._open.remove(connection)

    def close(self) -> None:
        """End all connections, those that nobody has accepted yet included."""
        self._stop.close()
        self._accepting.join()
        self._stopped.close()
        with suppress(OSError):
            while True:
                self._listener.accept()[0].close()
        for connection in self._open:
            connection.close()
