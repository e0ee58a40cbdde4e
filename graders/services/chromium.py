"""Chromium with its driver, enclosed (browsing.py): Selenium's commands come to it, and pages that the judge serves."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import TYPE_CHECKING, Any, Final

from graders.services import counting
from graders.services.browsing import SITE
from graders.services.finding import Source
from graders.services.relay import Address, connect
from graders.services.service import Place, Service, Space

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

ARGUMENTS: Final = (
    "--headless=new",
    "--no-sandbox",  # it stands in one already, in which it can make none
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class _Site(ThreadingMixIn, UnixStreamServer):
    """Serves pages at a unix socket."""

    daemon_threads = True
    block_on_close = False

    def get_request(self) -> tuple[Any, Any]:
        """Name the client as handlers expect it."""
        link, _ = super().get_request()
        return link, ("browser", 0)


class Browser(Space):
    """A driver; each session has a browser with a profile of its own."""

    def __init__(self, url: str) -> None:
        self._folder = Path(url)
        self.address: Address = str(self._folder / "driver")
        self.site = "http://{}:{}".format(*SITE)
        """Where the browser finds what `serve` serves."""

    def url(self, host: str, port: int) -> str:
        """Return Selenium's `command_executor`."""
        return f"http://{host}:{port}"

    def socket_url(self, path: str) -> str:
        """Return the path: Selenium's own client does not speak through it."""
        return path

    @property
    def options(self) -> dict[str, Any]:
        """The capabilities to ask for: `goog:chromeOptions` and the browser's name."""
        return {"browserName": "chrome", "goog:chromeOptions": {"args": list(ARGUMENTS)}}

    def connect(self) -> list[str]:
        """Return the ids of the open sessions."""
        return [session["id"] for session in _ask(str(self.address), "GET", "/sessions")]

    @contextmanager
    def serve(self, handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
        """Serve pages to the browser; give the address at which it finds them."""
        path = self._folder / "site"
        path.unlink(missing_ok=True)
        with _Site(str(path), handler) as site:
            path.chmod(0o777)  # the browser runs as somebody else
            thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
            thread.start()
            yield self.site
            site.shutdown()
            thread.join()

    def close(self) -> None:
        """Close the browsers that are open."""
        for session in self.connect():
            _ask(str(self.address), "DELETE", f"/session/{session}")


class Chromium(Service):
    """The driver; a browser is started for each session that it is asked for."""

    name = "chromium"
    client = "selenium"
    source = Source(programs=("chromedriver", "chromium|chromium-browser"), debian=("chromium", "chromium-driver"))

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count requests."""
        return counting.http(count)

    def command(self, at: Place) -> tuple[str, ...]:
        """Run the driver in its enclosure."""
        engine = ("-P", "-s", "-m", "graders.services.browsing")
        return (sys.executable, *engine, at.programs["chromedriver"], str(at.port), str(at.folder))

    def url(self, at: Place) -> str:
        """Return the folder with its doors."""
        return str(at.folder)

    def ping(self, url: str) -> None:
        """Ask whether it is ready for a session."""
        if not _ask(f"{url}/driver", "GET", "/status")["ready"]:
            raise ConnectionRefusedError

    def space(self, url: str, *, ours: bool) -> Browser:  # noqa: ARG002
        """Return it as it is."""
        return Browser(url)


def _ask(path: str, method: str, what: str) -> Any:
    link = HTTPConnection("localhost")
    link.sock = connect(path)
    try:
        link.request(method, what)
        return json.loads(link.getresponse().read())["value"]
    finally:
        link.close()
