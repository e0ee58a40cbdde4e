"""What every kind of server tells of itself, and what a check gets of one."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM
from typing import Any, ClassVar

from graders.services.counting import Asking, Count
from graders.services.finding import Source
from graders.services.relay import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one server of ours lives: its folder, free ports of loopback, its programs, a secret that only we know."""

    folder: Path
    ports: tuple[int, ...]
    programs: Mapping[str, str]
    secret: str

    @property
    def port(self) -> int:
        """The port that clients use."""
        return self.ports[0]

    @property
    def data(self) -> Path:
        """What was prepared once and copied for this server."""
        return self.folder / "data"


class Space(ABC):
    """A check's own part of a server: a database, a virtual host, or all of a server that nobody shares."""

    address: Address
    """Where the check's relay leads to."""

    @abstractmethod
    def url(self, host: str, port: int) -> str:
        """Return what the submission is told, when the server can be reached at `host` and `port`."""

    def direct_url(self) -> str:
        """Return the same for whoever needs no relay: direct mode."""
        address = self.address
        return self.url(*address) if isinstance(address, tuple) else self.socket_url(address)

    def socket_url(self, path: str) -> str:
        """Return what a client is told that can reach the unix socket itself."""
        raise NotImplementedError(path)

    @abstractmethod
    def connect(self) -> Any:
        """Return a client of the judge's own, with all rights over this space."""

    @abstractmethod
    def close(self) -> None:
        """Remove what the check has left."""


class Service(ABC):
    """One kind of server."""

    name: ClassVar[str]
    source: ClassVar[Source]
    client: ClassVar[str]
    """The module of a real client; it is of the kata's group."""
    stop_signal: ClassVar[int] = SIGTERM
    grace_s: ClassVar[float] = 3.0
    renewed: ClassVar[bool] = False
    """Whether each check gets a new server, since an old one cannot be emptied."""
    alone: ClassVar[bool] = False
    """Whether its clients need a network of their own: Landlock's ports do not serve them."""

    def __init__(self) -> None:
        self.token = f"kata{secrets.token_hex(4)}"
        """The name of what belongs to this judge's checks, one after another: a transcript may be run again."""

    def requests(self, count: Count) -> Asking | None:  # noqa: ARG002
        """Return the reader of one connection that counts its requests; nothing where they are not counted."""
        return None

    @abstractmethod
    def command(self, at: Place) -> tuple[str, ...]:
        """Return what starts it in the foreground, in its folder."""

    def files(self, at: Place) -> Mapping[str, str]:  # noqa: ARG002
        """Return the files that it finds in its folder."""
        return {}

    def environ(self, at: Place) -> Mapping[str, str]:  # noqa: ARG002
        """Return what its environment has beside PATH, HOME and TMPDIR."""
        return {}

    def prepare(self, at: Place) -> tuple[str, ...]:  # noqa: ARG002
        """Return the command that makes `data` in its folder, once for all servers; nothing where none is needed."""
        return ()

    def leftovers(self, at: Place) -> tuple[str, ...]:  # noqa: ARG002
        """Return files outside its folder that it leaves when it is killed."""
        return ()

    def fixed_port(self, at: Place) -> int:  # noqa: ARG002
        """Return the port at which a worker must find it, since it tells where it is; 0 where any will do."""
        return 0

    @abstractmethod
    def url(self, at: Place) -> str:
        """Return the URL by which the judge rules a server of ours."""

    def docker_url(self, port: int) -> str:
        """Return the same for a container whose port is published at `port`."""
        raise NotImplementedError(port)

    @abstractmethod
    def ping(self, url: str) -> None:
        """Make a round trip with a real client; raises whatever that raises while the server is not ready."""

    @abstractmethod
    def space(self, url: str, *, ours: bool) -> Space:
        """Return a space for one check; `ours`: the server has been started for this judge alone."""
