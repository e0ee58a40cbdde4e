"""An X display without a screen: a server for each judge, reached by workers over TCP through its relay."""

from __future__ import annotations

import struct
from typing import Final

from graders.services.finding import Source
from graders.services.relay import Address, connect
from graders.services.service import Place, Service, Space

FIRST_PORT: Final = 6000
"""Of X: display 0."""
SET_UP: Final = struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0)
SUCCESS: Final = b"\x01"


class Display(Space):
    """A display; its windows go with the clients that made them."""

    def __init__(self, url: str) -> None:
        self._number = int(url.removeprefix(":"))
        self.address: Address = f"\0/tmp/.X11-unix/X{self._number}"

    def url(self, host: str, port: int) -> str:
        """Return what DISPLAY must say."""
        return f"{host}:{port - FIRST_PORT}"

    def socket_url(self, path: str) -> str:  # noqa: ARG002
        """Return the same for this machine."""
        return f":{self._number}"

    def connect(self) -> str:
        """Return the display, for a client that the judge starts."""
        return f":{self._number}"

    def close(self) -> None:
        """Nothing stays."""


class Xvfb(Service):
    """The server."""

    name = "xvfb"
    client = "socket"
    source = Source(programs=("Xvfb",), debian=("xvfb",))

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve an abstract socket only: it leaves nothing behind."""
        quiet = ("-nolisten", "tcp", "-nolisten", "unix", "-noreset", "-ac")
        return (at.programs["Xvfb"], self.url(at), "-screen", "0", "1280x800x24", *quiet)

    def leftovers(self, at: Place) -> tuple[str, ...]:
        """Name its lock."""
        return (f"/tmp/.X{at.port - FIRST_PORT}-lock",)  # noqa: S108  (where X has it)

    def fixed_port(self, at: Place) -> int:
        """Return the port that belongs to the display's number."""
        return at.port

    def url(self, at: Place) -> str:
        """Return the display: that of a port which nobody has."""
        return f":{at.port - FIRST_PORT}"

    def ping(self, url: str) -> None:
        """Do what every client begins with."""
        with connect(Display(url).address) as link:
            link.sendall(SET_UP)
            if link.recv(1) != SUCCESS:
                raise ConnectionRefusedError

    def space(self, url: str, *, ours: bool) -> Display:  # noqa: ARG002
        """Return it as it is."""
        return Display(url)
