"""A browser in a network of its own: `python -m graders.services.browsing DRIVER PORT FOLDER` runs its driver.

Whoever drives a browser can have it open any file and any address.  So it sees no files but its own programs and
folder, and no network but two doors: `FOLDER/driver` leads to the driver, and what the judge serves at `FOLDER/site`
is `http://127.0.0.1:8000` to the browser.
"""

from __future__ import annotations

import encodings.idna  # noqa: F401  (nothing can be imported later)
import os
import socket
import sys
from pathlib import Path
from subprocess import Popen
from typing import Final

from graders.sandbox import calls, landlock, processes, seccomp
from graders.sandbox.namespaces import CLONE_NEWNET, CLONE_NEWUSER, loopback_up
from graders.sandbox.reach import DEVICES, FACTS, LIBRARIES, NETWORK_FACTS, Reach
from graders.services.relay import Relay

SITE: Final = ("127.0.0.1", 8000)
READ: Final = (
    *LIBRARIES,
    *FACTS,
    *NETWORK_FACTS,
    "/usr/bin",
    "/usr/share",
    "/bin",
    "/etc/fonts",
    "/etc/chromium",
    "/etc/chromium.d",
    "/etc/passwd",
    "/var/cache/fontconfig",
    "/proc",
    "/sys/devices",
)


def enclose(folder: str) -> None:
    """Leave the network and the files of this machine.

    Raises:
        OSError: it does not let us.
    """
    calls.syscall("unshare", CLONE_NEWUSER | CLONE_NEWNET)
    loopback_up()
    seccomp.renounce_privileges()
    write = (folder, "/dev/shm")  # noqa: S108  (what Chromium's processes share)
    there = tuple(path for path in READ if os.path.exists(path))  # noqa: PTH110
    reach = Reach(read=there, devices=DEVICES, write=write, folder=folder, executes=True, network=True)
    landlock.Ruleset(reach).apply()


def main(argv: list[str]) -> int:
    """Run the driver until it ends."""
    driver, port, folder = argv
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(Path(folder, "driver")))
    door.listen()
    enclose(folder)
    site = socket.create_server(SITE)
    own = os.getpid()

    def tie() -> None:
        processes.die_with_parent(own)

    with Popen([driver, f"--port={port}", "--log-level=WARNING"], preexec_fn=tie) as running:  # noqa: PLW1509
        relays = [Relay(door, ("127.0.0.1", int(port))), Relay(site, str(Path(folder, "site")))]
        status = running.wait()
        for relay in relays:
            relay.close()
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
