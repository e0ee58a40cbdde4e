"""The protocol of MongoDB: a server for each judge, emptied for each check.

The wheel is SecantusDB, a server of another maker with WiredTiger below, since no package has MongoDB's own; a real one
is used where KATA_MONGODB_URL or Docker gives it.
"""

from __future__ import annotations

from signal import SIGKILL
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

PORT: Final = 27017
OWN: Final = frozenset({"admin", "config", "local"})
WAIT_MS: Final = 2_000


class Databases(Space):
    """All databases of a server of ours; on another's only the one that carries this judge's name."""

    def __init__(self, url: str, name: str, *, ours: bool) -> None:
        self._url, self._name, self._ours = url, name, ours
        parts = urlsplit(url)
        self.address: Address = str(parts.hostname), parts.port or PORT

    def url(self, host: str, port: int) -> str:
        """Return a URL that names a database."""
        return f"mongodb://{host}:{port}/{self._name}?directConnection=true"

    def connect(self) -> Any:
        """Return a client of PyMongo's; the database of the URL is its `get_default_database()`."""
        return _connect(self.direct_url())

    def close(self) -> None:
        """Drop what is not the server's own."""
        with _connect(self._url) as client:
            found = set(client.list_database_names()) - OWN if self._ours else {self._name}
            for name in found:
                client.drop_database(name)


class MongoDB(Service):
    """The server."""

    name = "mongodb"
    client = "pymongo"
    stop_signal: ClassVar[int] = SIGKILL  # nobody needs the data, which it would save
    source = Source(programs=("secantusd-py",), group="server-mongodb", image="mongo:8", port=PORT)

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count commands."""
        return counting.mongodb(count)

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve a port of loopback: it has no unix sockets."""
        where = ("--host", "127.0.0.1", "--port", str(at.port), "--storage-path", str(at.folder / "store"))
        return (at.programs["secantusd-py"], *where, "--log-level", "WARNING", "--cache-size", "64M")

    def url(self, at: Place) -> str:
        """Name the server itself, not the replica set that it says it is."""
        return f"mongodb://127.0.0.1:{at.port}/?directConnection=true"

    def docker_url(self, port: int) -> str:
        """Return the same."""
        return f"mongodb://127.0.0.1:{port}/?directConnection=true"

    def ping(self, url: str) -> None:
        """Ask for an answer."""
        with _connect(url, WAIT_MS // 10) as client:
            client.admin.command("ping")

    def space(self, url: str, *, ours: bool) -> Databases:
        """Return it as it is: the last check has left it empty."""
        return Databases(url, self.token, ours=ours)


def _connect(url: str, wait_ms: int = WAIT_MS) -> Any:
    import pymongo  # noqa: PLC0415

    client: Any = pymongo.MongoClient(url, serverSelectionTimeoutMS=wait_ms)
    return client
