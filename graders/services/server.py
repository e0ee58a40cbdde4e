"""One running server: started through a keeper, ready when a client has been answered, and emptied for each check."""

from __future__ import annotations

import os
import secrets
import socket
import stat
import tempfile
import time
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from graders.model import GraderError
from graders.services.finding import Found
from graders.services.keeping import Errand, Kept
from graders.services.service import Place, Service, Space

START_S: Final = 120.0
"""Wall seconds; RabbitMQ took 4 to 60 by load."""
ATTEMPTS: Final = 3
"""Another port each time: somebody may have taken ours meanwhile."""
PORTS: Final = 4
LONGEST: Final = 40
"""A unix socket's path has 107 bytes at most."""


class NotServed(GraderError):
    """A server that does not start, or that has ended by itself; the message has the end of its log."""


class Server:
    """A server for one judge; `start` it before use."""

    def __init__(self, service: Service, found: Found) -> None:
        self.service, self.found = service, found
        self.url = found.url
        self._place: Place | None = None
        self._kept: Kept | None = None
        self._used = False

    @property
    def ours(self) -> bool:
        """Whether it was started here, for this judge alone."""
        return not self.found.url

    @property
    def port(self) -> int:
        """The port at which clients must find it; 0 where any will do."""
        return self.service.fixed_port(self._place) if self._place is not None else 0

    @property
    def pid(self) -> int:
        """Of its keeper."""
        return self._kept.pid if self._kept is not None else 0

    @property
    def folder(self) -> Path | None:
        """Where it lives, if it is ours."""
        return self._place.folder if self._place is not None else None

    @property
    def alive(self) -> bool:
        """Whether it runs, as far as can be seen from here."""
        return not self.ours or (self._kept is not None and self._kept.alive)

    def start(self) -> None:
        """Start it, and wait until a client has been answered.

        Raises:
            NotServed: it does not.
        """
        self.stop()
        self._used = False
        if not self.ours:
            self._until_ready()
            return
        ports = self._place.ports if self._place is not None else ()  # where workers know it already
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._start(ports or free_ports())
            except NotServed:
                if self.alive or attempt == ATTEMPTS:
                    self.stop()
                    raise
                self.stop(keep_log=False)
            else:
                return

    def _start(self, ports: tuple[int, ...]) -> None:
        folder = _base() / f"kata-{secrets.token_hex(6)}"
        place = self._place = Place(folder=folder, ports=ports, programs=self.found.programs, secret=_secret())
        service = self.service
        if self.found.docker:
            self._kept = Kept(Errand(folder=str(folder), command=_docker(service, place.port), environ=_environ(place)))
            self.url = service.docker_url(place.port)
        else:
            copy = self._prepared(place)
            self._kept = Kept(self._errand(place, service.command(place), copy=copy))
        self._until_ready()

    def _errand(self, place: Place, command: tuple[str, ...], *, copy: str = "", publish: str = "") -> Errand:
        service = self.service
        return Errand(
            folder=str(place.folder),
            command=command,
            environ=_environ(place) | dict(service.environ(place)),
            files=dict(service.files(place)),
            copy=copy,
            publish=publish,
            needs=_readable({command[0], *place.programs.values()}),
            remove=service.leftovers(place),
            signal=int(service.stop_signal),
            grace_s=service.grace_s,
        )

    def _prepared(self, place: Place) -> str:
        """Return the folder with the prepared data, made when it is not there yet; nothing where none is needed."""
        command = self.service.prepare(place)
        if not command:
            return ""
        words = [part.replace(str(place.folder), "") for part in command]
        programs = [(file, Path(file).stat().st_mtime_ns) for file in place.programs.values()]
        key = sha256(repr((words, programs, os.getuid(), place.secret)).encode()).hexdigest()[:16]
        target = cache() / f"{self.service.name}-{key}"
        if not target.exists():
            self._kept = Kept(self._errand(place, command, publish=str(target)))
            if not self._kept.wait(START_S) or not target.exists():
                raise NotServed(f"{self.service.name} cannot make its data\n{self._kept.tail()}")
            self.stop()
        return str(target)

    def _until_ready(self) -> None:
        until, pause, last = time.monotonic() + START_S, 0.005, ""
        while time.monotonic() < until:
            if not self.alive:
                raise NotServed(f"{self.service.name} ends as it starts\n{self._tail()}")
            try:
                if self.ours and not self.found.docker:
                    assert self._place is not None  # noqa: S101
                    self.url = self.service.url(self._place)
                self.service.ping(self.url)
            except Exception as error:  # noqa: BLE001  (every client has exceptions of its own)
                last = f"{type(error).__name__}: {error}"
            else:
                return
            time.sleep(pause)
            pause = min(pause * 1.5, 0.2)
        raise NotServed(f"{self.service.name} does not answer within {START_S:g} s ({last})\n{self._tail()}")

    def _tail(self) -> str:
        return self._kept.tail() if self._kept is not None else ""

    def space(self) -> Space:
        """Return a space for one check, on a server that is started again when it has died."""
        if not self.alive or (self._used and self.service.renewed and self.ours):
            self.start()
        self._used = True
        return self.service.space(self.url, ours=self.ours)

    def died(self) -> str:
        """Say that the server has ended by itself, with the end of its log; nothing while it runs."""
        return "" if self.alive else f"{self.service.name} has ended by itself\n{self._tail()}"

    def stop(self, *, keep_log: bool = True) -> None:
        """End it and all that it has started; its log stays if something went wrong."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.stop(keep_log=keep_log)


def _base() -> Path:
    """Return a folder for temporary files in which sockets have short paths, and which another user can pass."""
    base = Path(tempfile.gettempdir()).resolve()
    passable = os.getuid() or all(folder.stat().st_mode & stat.S_IXOTH for folder in (base, *base.parents))
    return base if passable and len(str(base)) < LONGEST else Path("/tmp")  # noqa: S108


def free_ports() -> tuple[int, ...]:
    """Return ports of loopback that nobody has at this moment."""
    with ExitStack() as probes:
        found = [probes.enter_context(socket.socket()) for _ in range(PORTS)]
        for probe in found:
            probe.bind(("127.0.0.1", 0))
        return tuple(int(probe.getsockname()[1]) for probe in found)


def cache() -> Path:
    """Return the folder with what servers have prepared; it can be removed at any time."""
    base = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(base, "senior-katas", "services")


def _secret() -> str:
    """Return the password of the judge: prepared data holds it, so it is made once and kept beside them."""
    file = cache() / "secret"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = file.with_name(secrets.token_hex(8))
    scratch.touch(mode=0o600)
    scratch.write_text(secrets.token_hex(16), encoding="ascii")
    with suppress(FileExistsError):
        file.hardlink_to(scratch)  # whoever comes first
    scratch.unlink()
    return file.read_text(encoding="ascii")


def _readable(programs: set[str]) -> tuple[str, ...]:
    """Return what must be readable to run programs: their folders, they themselves, and of scripts the interpreter."""
    found = set()
    for program in programs:
        with Path(program).open("rb") as file:
            first = file.readline(1024)
        found |= {str(Path(program).parent), os.path.realpath(program)}
        if first.startswith(b"#!"):
            found.add(os.path.realpath(os.fsdecode(first[2:].split()[0])))
    return tuple(sorted(found))


def _environ(place: Place) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])
    home = str(place.folder)
    return {**kept, "PATH": path, "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TZ": "UTC"}


def _docker(service: Service, port: int) -> tuple[str, ...]:
    source = service.source
    settings = [word for pair in source.settings.items() for word in ("--env", "=".join(pair))]
    publish = f"127.0.0.1:{port}:{source.port}"
    return ("/usr/bin/env", "docker", "run", "--rm", "--publish", publish, *settings, source.image)
