"""The door from the workers' network to a service: a listener made within, answered by the judge from outside.

A socket stays in the network that it was made in, whoever holds it.  So a worker reaches the services that its kata
declared, at one port each, and the judge alone decides what is behind.
"""

from __future__ import annotations

import _socket  # the C module only: `socket` brings thirty others
from typing import Final

HOST: Final = "127.0.0.1"
WAITING: Final = 64


def listen(port: int) -> int:
    """Listen on loopback at a port, or at any; return the descriptor.

    Raises:
        OSError: somebody has the port.
    """
    listener = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    try:
        listener.bind((HOST, port))
        listener.listen(WAITING)
    except OSError:
        listener.close()
        raise
    return listener.detach()


def port_of(fd: int) -> int:
    """Return the port of a listener."""
    listener = _socket.socket(fileno=fd)
    port = int(listener.getsockname()[1])
    listener.detach()
    return port
