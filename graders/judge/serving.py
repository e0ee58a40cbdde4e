"""The services of a judge: started when the first kata needs them, a space of its own for each check."""

from __future__ import annotations

import os
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING

from graders import environments
from graders.model import GraderError, Preparing
from graders.services.finding import Missing, find
from graders.services.known import service
from graders.services.relay import Relay
from graders.services.server import Server

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from graders.model import Event, Kata
    from graders.services.counting import Asking, Count
    from graders.services.service import Space


class Unserved(Exception):
    """A service that a kata needs cannot be had here; the text says why, and what to type."""


class Served:
    """What a hidden test gets of a service: `url` is for the submission, the rest is the judge's own.

    `connect()` gives a client with all rights, of which `counted` sees nothing; `space` has what the kind of service
    offers beyond.
    """

    def __init__(self, space: Space, door: socket.socket | None, requests: Callable[[Count], Asking | None]) -> None:
        self.space = space
        self._relay = Relay(door, space.address, requests) if door is not None else None
        self.url = space.url(*door.getsockname()[:2]) if door is not None else space.direct_url()
        self.connect = space.connect

    @property
    def counted(self) -> Counter[str]:
        """How often the submission has made each request."""
        return self._relay.counted if self._relay is not None else Counter()

    @property
    def connections(self) -> int:
        """How often the submission has connected."""
        return self._relay.connections if self._relay is not None else 0

    def close(self) -> None:
        """End the submission's connections, and remove what it has left."""
        if self._relay is not None:
            self._relay.close()
        self.space.close()


class Serving:
    """The servers of one judge."""

    def __init__(self, emit: Callable[[Event], None] = lambda _: None) -> None:
        self._emit = emit
        self._servers: dict[str, Server] = {}
        self._failed: dict[str, Unserved] = {}

    def ports(self, kata: Kata) -> tuple[int, ...]:
        """Start what a kata needs; return for each service the port at which it must be found, or 0.

        Raises:
            Unserved: one cannot be had.
        """
        return tuple(self._server(name, kata).port for name in kata.facts.services)

    def _server(self, name: str, kata: Kata) -> Server:
        if name in self._failed:  # it is not tried again for each kata
            raise self._failed[name]
        if name not in self._servers:
            try:
                self._servers[name] = self._start(name, kata)
            except Unserved as error:
                self._failed[name] = error
                raise
        return self._servers[name]

    def _start(self, name: str, kata: Kata) -> Server:
        try:
            kind = service(name)
            found = find(name, kind.source, os.environ, environments.at(kata).built)
            if find_spec(kind.client) is None:
                raise Unserved(f"its group `{kata.facts.group}` has no `{kind.client}`, the client of {name}")
            server = Server(kind, found)
            self._emit(Preparing(what=name))
            server.start()
        except (Missing, GraderError, OSError) as error:
            raise Unserved(str(error)) from None
        return server

    def serve(self, name: str, kata: Kata, door: socket.socket | None) -> Served:
        """Return a space of a service for one check, which can be reached through a door."""
        server = self._server(name, kata)
        return Served(server.space(), door, server.service.requests)

    def died(self, kata: Kata) -> str:
        """Say which of a kata's servers has ended by itself, if one has."""
        found = [self._servers[name].died() for name in kata.facts.services if name in self._servers]
        return "\n".join(filter(None, found))

    def close(self) -> None:
        """Stop them all."""
        for server in self._servers.values():
            server.stop()
        self._servers.clear()
