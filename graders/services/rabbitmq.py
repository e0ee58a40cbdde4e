"""RabbitMQ: a virtual host and a user of its own for each check, made through the management plugin."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from http.client import HTTPConnection
from signal import SIGKILL
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, urlsplit

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

PORT: Final = 5672
MANAGEMENT: Final = 15672
WAIT_S: Final = 30.0
ALL: Final = {"configure": ".*", "write": ".*", "read": ".*"}
CONFIG: Final = """listeners.tcp.1 = 127.0.0.1:{port}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management}
management_agent.disable_metrics_collector = true
default_user = judge
default_pass = {secret}
loopback_users = none
log.console = true
log.console.level = warning
disk_free_limit.absolute = 50MB
"""


class VirtualHost(Space):
    """A virtual host, and a user who may enter no other."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        parts = urlsplit(url)
        self.address: Address = str(parts.hostname), parts.port or PORT
        manage(url, "PUT", f"/api/vhosts/{name}", {})
        manage(url, "PUT", f"/api/users/{name}", {"password": name, "tags": ""})
        for user in (name, str(parts.username)):
            manage(url, "PUT", f"/api/permissions/{name}/{user}", ALL)

    def url(self, host: str, port: int) -> str:
        """Return a URL for the user."""
        return f"amqp://{self._name}:{self._name}@{host}:{port}/{self._name}"

    def connect(self) -> Any:
        """Return a connection of pika's to the virtual host, with all rights."""
        parts = urlsplit(self._url)
        return _connect(f"amqp://{parts.username}:{parts.password}@{parts.hostname}:{parts.port}/{self._name}")

    def close(self) -> None:
        """Remove both."""
        manage(self._url, "DELETE", f"/api/vhosts/{self._name}", None)
        manage(self._url, "DELETE", f"/api/users/{self._name}", None)


class RabbitMQ(Service):
    """The server, with an epmd of its own that ends with it."""

    name = "rabbitmq"
    stop_signal: ClassVar[int] = SIGKILL  # asked politely it takes seconds to say goodbye to nobody
    alone = True  # pika wakes itself through a port of its own
    client = "pika"
    source = Source(
        programs=("rabbitmq-server", "erl"),
        # the script itself: the one on PATH changes user and folder
        places=("/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin", "/opt/homebrew/opt/rabbitmq/sbin"),
        debian=("rabbitmq-server",),
        brew=("rabbitmq",),
        image="rabbitmq:4-management",
        port=PORT,
    )

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count methods."""
        return counting.amqp(count)

    def files(self, at: Place) -> Mapping[str, str]:
        """Say where to listen, and which plugins to load."""
        config = CONFIG.format(port=at.port, management=at.ports[1], secret=at.secret)
        return {"rabbitmq.conf": config, "enabled_plugins": "[rabbitmq_management].\n"}

    def environ(self, at: Place) -> Mapping[str, str]:
        """Keep everything in the folder, and every port on loopback."""
        return {
            "RABBITMQ_NODENAME": f"{self.token}@localhost",
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": str(at.folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(at.folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(at.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(at.folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_DIST_PORT": str(at.ports[2]),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none",
            "ERL_EPMD_PORT": str(at.ports[3]),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }

    def command(self, at: Place) -> tuple[str, ...]:
        """Run the script."""
        return (at.programs["rabbitmq-server"],)

    def url(self, at: Place) -> str:
        """Name the judge, and the port of the management plugin."""
        return f"amqp://judge:{at.secret}@127.0.0.1:{at.port}/?management={at.ports[1]}"

    def ping(self, url: str) -> None:
        """Open a channel, and ask the management plugin who we are."""
        manage(url, "GET", "/api/whoami", None)
        _connect(url.partition("?")[0] + "%2F").close()

    def space(self, url: str, *, ours: bool) -> VirtualHost:  # noqa: ARG002
        """Make a virtual host."""
        return VirtualHost(url, self.token)


def manage(url: str, method: str, path: str, body: object) -> Any:
    """Ask the management plugin of the server at a URL.

    Raises:
        OSError: it is not there, or it refuses.
    """
    parts = urlsplit(url)
    port = int(parse_qs(parts.query).get("management", [str(MANAGEMENT)])[0])
    who = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode()
    headers = {"Authorization": f"Basic {who}", "Content-Type": "application/json"}
    link = HTTPConnection(str(parts.hostname), port, timeout=WAIT_S)
    try:
        link.request(method, path, None if body is None else json.dumps(body), headers)
        answer = link.getresponse()
        text = answer.read()
    finally:
        link.close()
    if answer.status >= 400:  # noqa: PLR2004
        raise OSError(f"{method} {path}: {answer.status} {text.decode(errors='replace')}")
    return json.loads(text) if text else None


def _connect(url: str) -> Any:
    import pika  # noqa: PLC0415

    settings = pika.URLParameters(url)
    settings.socket_timeout = settings.blocked_connection_timeout = WAIT_S
    return pika.BlockingConnection(settings)
