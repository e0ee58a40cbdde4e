"""Python's audit events: what a submission has tried, told in plain words; and a last resort where nothing else is.

As a layer it is no boundary: C code and patched modules go round it.  CI refuses it.  With the other layers it only
watches: the kernel refuses, and the learner's message says what was refused.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.sandbox.grants import Grants
    from graders.sandbox.reach import Reach

MAX_NOTES: Final = 8
MAX_CHARS: Final = 300
ENDED: Final = 77
"""Exit status of a worker that was ended for what it tried."""
WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
AF_UNIX: Final = 1
PROCESSES: Final = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"})
FORKS: Final = frozenset({"os.fork", "os.forkpty"})
CHANGES: Final = frozenset({"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.chown"})
MORE_CHANGES: Final = frozenset({"os.link", "os.symlink", "os.truncate", "os.setxattr", "os.utime"})
LISTS: Final = frozenset({"os.listdir", "os.scandir"})
CONNECTS: Final = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"})
SIGNALS: Final = frozenset({"os.kill", "os.killpg", "signal.pthread_kill"})
# Ways from Python to the memory of the process, or to code that raises no events.
LOOPHOLES: Final = frozenset({"ctypes", "_ctypes", "_testcapi", "_testinternalcapi", "readline"})


class Watch:
    """Notes what is not granted, on a descriptor; `deadly` also ends the process."""

    def __init__(self, reach: Reach, grants: Grants, notes: int, *, deadly: bool) -> None:
        self._grants, self._notes, self._deadly = grants, notes, deadly
        own = (reach.folder, f"{reach.folder}{os.sep}")
        self._folder = reach.folder
        self._writable = (*(own if grants.writes else ()), "/dev/")
        self._readable = (*(f"{path}{os.sep}" for path in reach.read), *reach.read, *own, "/dev/")
        self._pid = 0
        self._left = MAX_NOTES
        self._told: set[str] = set()
        self._checks: dict[str, Callable[[Any], None]] = {"open": self._open}
        self._checks |= dict.fromkeys(LISTS, lambda args: self._read(args[0]))
        if not grants.processes:
            self._checks |= dict.fromkeys(FORKS, lambda _: self._note("process", "a copy of itself"))
            self._checks |= dict.fromkeys(PROCESSES, lambda args: self._note("process", args[0]))
        self._checks |= dict.fromkeys(CHANGES | MORE_CHANGES, lambda args: self._write(args[0]))
        if not grants.connects:
            self._checks["socket.__new__"] = self._socket
            self._checks |= dict.fromkeys(CONNECTS, lambda args: self._note("connect", args[1:2] or args[0]))
        self._checks |= dict.fromkeys(SIGNALS, self._signal)
        if deadly:
            self._checks["import"] = self._import

    def install(self) -> None:
        """Add the hook: there is no way to take one off, so it sleeps until `begin`."""
        checks = self._checks

        def hook(event: str, args: tuple[Any, ...]) -> None:
            check = checks.get(event)
            if check is not None and self._pid:
                check(args)

        sys.addaudithook(hook)

    def begin(self) -> None:
        """Watch from here."""
        self._pid = os.getpid()

    def _note(self, kind: str, what: object) -> None:
        text = os.fsdecode(what) if isinstance(what, (str, bytes)) else repr(what)
        line = f"{kind}\t{text}"[:MAX_CHARS]
        if line not in self._told and self._left > 0:
            self._left -= 1
            self._told.add(line)
            try:
                os.write(self._notes, line.replace("\n", " ").encode("utf-8", "backslashreplace") + b"\n")
            except OSError:
                self._left = 0  # the learner has closed it
        if self._deadly:
            os._exit(ENDED)

    def _path(self, name: object) -> str | None:
        if not isinstance(name, (str, bytes)):
            return None if name is not None else self._folder
        return os.path.normpath(os.path.join(self._folder, os.fsdecode(name)))

    def _open(self, args: Any) -> None:
        if type(args[2]) is int and args[2] & WRITES:
            self._write(args[0])
        else:
            self._read(args[0])

    def _read(self, name: object) -> None:
        path = self._path(name)
        if path is not None and not path.startswith(self._readable):
            self._note("read", path)

    def _write(self, name: object) -> None:
        path = self._path(name)
        if path is not None and not path.startswith(self._writable):
            self._note("write", path)

    def _socket(self, args: Any) -> None:
        if args[1] != AF_UNIX:
            self._note("connect", "the network")

    def _signal(self, args: Any) -> None:
        if type(args[0]) is int and args[0] != self._pid and not self._grants.processes:
            self._note("signal", args[0])

    def _import(self, args: Any) -> None:
        if args[0] in LOOPHOLES and args[0] not in sys.modules:
            self._note("import", args[0])
