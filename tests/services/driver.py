"""Start a service, kill it, start it again and stop it, as one user; say what was left.  Run as a script.

Arguments: the user, `root` or `nobody`; the service; how often it is started.  Writes a JSON object.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from graders.environments import Environments
from graders.sandbox import folder, processes
from graders.services.obtaining import obtain_service
from graders.services.server import Server
from tests.attacks import nobody
from tests.services.world import ROOT, server


def main(user: str, name: str, starts: str) -> None:
    """Do what the arguments ask for."""
    processes.adopt_orphans()
    home = tempfile.mkdtemp()
    os.environ["XDG_CACHE_HOME"] = home
    Path(home).chmod(0o755)
    if user == "nobody":
        os.environ["PATH"] = os.pathsep.join(filter(is_for_anybody, os.environ["PATH"].split(os.pathsep)))
        obtain_service(name, Environments(ROOT), lambda _: None)  # what root has on PATH is not everybody's
        os.chown(home, nobody.UID, nobody.UID)
        nobody.become()
    tempfile.tempdir = home  # with the logs that are kept of what was killed
    subject = server(name)
    told: dict[str, Any] = {"folders": []}
    for _ in range(int(starts)):
        subject.start()
        told["folders"].append(str(subject.folder))
        use(subject)
        subject.stop()
    subject.start()
    told["killed"] = kill(subject)
    use(subject)  # which starts it again
    told["user"] = sorted({owner(pid) for pid in below(subject.pid)})
    told["folders"].append(str(subject.folder))
    subject.stop()
    folder.empty(home)
    told["left"] = left(told["folders"])
    sys.stdout.write(json.dumps(told))


def is_for_anybody(folder: str) -> bool:
    """Say whether any user may come to a folder."""
    place = Path(folder).resolve()
    return place.is_dir() and all(part.stat().st_mode & stat.S_IXOTH for part in (place, *place.parents))


def use(subject: Server) -> None:
    """Have a space made and removed."""
    subject.space().close()


def below(pid: int) -> list[int]:
    """Return the processes below a keeper."""
    found = processes.children(pid)
    return [*found, *(deeper for child in found for deeper in below(child))]


def owner(pid: int) -> int:
    """Return the user of a process."""
    return Path(f"/proc/{pid}").stat().st_uid


def kill(subject: Server) -> str:
    """Kill the server's processes, wait until its keeper has cleaned up, and return what is said of it."""
    for pid in below(subject.pid):
        with suppress(ProcessLookupError):  # the one above it has been quicker
            os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, subject.pid, os.WEXITED | os.WNOWAIT)
    return subject.died()


def left(folders: list[str]) -> list[str]:
    """Return what servers have left: processes, folders, sockets, shared memory."""
    sockets = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    segments = Path("/proc/sysvipc/shm").read_text(encoding="ascii").splitlines()[1:]
    found = [f"process {pid}: {Path(f'/proc/{pid}/cmdline').read_bytes()!r}" for pid in below(os.getpid())]
    found += [path for path in folders if Path(path).exists() or path in sockets]
    found += [f"segment {row}" for row in segments if int(row.split()[7]) == os.getuid() and not int(row.split()[6])]
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
