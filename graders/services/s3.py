"""S3, and the other services of AWS that moto serves: a server for each judge, reset for each check."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlsplit

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

WAIT_S: Final = 30.0
CREDENTIALS: Final = {"aws_access_key_id": "judge", "aws_secret_access_key": "judge", "region_name": "us-east-1"}


class Account(Space):
    """All of a server."""

    def __init__(self, url: str) -> None:
        self._url = url
        parts = urlsplit(url)
        self.address: Address = str(parts.hostname), parts.port or 80
        self.close()

    def url(self, host: str, port: int) -> str:
        """Return an `endpoint_url`; any credentials will do."""
        return f"http://{host}:{port}"

    def connect(self, service: str = "s3") -> Any:
        """Return a client of boto3's."""
        import boto3  # noqa: PLC0415

        return boto3.client(service, endpoint_url=self._url, **CREDENTIALS)

    def close(self) -> None:
        """Forget everything."""
        link = HTTPConnection(str(self.address[0]), int(self.address[1]), timeout=WAIT_S)
        try:
            link.request("POST", "/moto-api/reset")
            link.getresponse().read()
        finally:
            link.close()


class S3(Service):
    """The server."""

    name = "s3"
    client = "boto3"
    source = Source(programs=("moto_server",), group="server-s3", image="motoserver/moto:5.2.5", port=5000)

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count requests."""
        return counting.http(count)

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve a port of loopback; by default it would be every network's."""
        return (at.programs["moto_server"], "-H", "127.0.0.1", "-p", str(at.port))

    def url(self, at: Place) -> str:
        """Return where it is."""
        return f"http://127.0.0.1:{at.port}"

    def docker_url(self, port: int) -> str:
        """Return the same."""
        return f"http://127.0.0.1:{port}"

    def ping(self, url: str) -> None:
        """List the buckets."""
        Account(url).connect().list_buckets()

    def space(self, url: str, *, ours: bool) -> Account:  # noqa: ARG002
        """Reset it."""
        return Account(url)
