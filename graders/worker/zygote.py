"""The clean helper that forks one worker per check.  It is run as a script, with `-P -s -S -u`.

It has loaded the wire code and what the kata preloads, never a test, an expected value or a reference, and it
never runs learner code itself; or a tool that will read learners' texts in its forks.  It is two processes: a
keeper, who outlives the other and removes what is left, and the zygote, who enters the sandbox.  Commands come as
JSON over a socket, one at a time:

    {"do": "fork", "cpu_s": N}   with four descriptors: requests, answers, output, notes.  The child announces itself
                                 with one byte, to which the kernel adds its credentials: the judge learns the
                                 pid from the kernel, not from us.
    {"do": "end", "wait_s": N}   ends the worker and all it started; answers [status, killed by us].

When the judge is gone, so is the socket: everything is killed, the working folder removed.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import signal
import sys
import time
from types import ModuleType
from typing import Any, Final, NoReturn

FDS: Final = 4
NOTES: Final = 5
"""The descriptor on which a worker tells what was tried; 3 and 4 are the wire."""
SCM_RIGHTS: Final = 1
REFUSED: Final = 78
"""Exit status when this machine does not have the layer that was asked for."""


def _own_modules(folder: str) -> None:
    """Make `graders` importable without its parent folder on the path: katas and solutions stand there."""
    package = ModuleType("graders")
    package.__path__ = [folder]
    sys.modules["graders"] = package


def _child(control: Any, channel: Any, hold: Any, fds: list[int], command: dict[str, Any]) -> NoReturn:
    """Become a worker: announce, limit, serve.  Never returns."""
    from graders.sandbox import processes  # noqa: PLC0415  (loaded already)

    status = 1
    try:
        control.send(b"!")
        control.detach()
        _places(fds)
        processes.die_with_parent(int(command["parent"]))
        os.setsid()
        hold.limit(int(command["cpu_s"]))
        hold.shut()
        os.closerange(NOTES + 1, 1024)
        hold.lock()
        gc.enable()
        channel.serve()
    except BaseException:  # noqa: BLE001  (hung up, or a broken pipe: the judge knows)
        status = 0
    finally:
        os._exit(status)


def _places(fds: list[int]) -> None:
    """Put the descriptors of a worker where it expects them; none is shared with another worker."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    requests, answers, output, notes = fds
    wanted = [(nothing, 0), (output, 1), (output, 2), (requests, 3), (answers, 4), (notes, NOTES)]
    away = [(fcntl.fcntl(fd, fcntl.F_DUPFD, 64), place) for fd, place in wanted]
    for fd, place in away:
        os.dup2(fd, place)


class Zygote:
    """Fork, end, repeat."""

    def __init__(self, control: Any, channel: Any, hold: Any) -> None:
        self._control, self._channel, self._hold = control, channel, hold
        self._worker = 0

    def serve(self) -> None:
        """Obey until the judge is gone."""
        import _socket  # noqa: PLC0415  (the C module only: `socket` brings thirty others)

        while True:
            data, extra, _, _ = self._control.recvmsg(4096, _socket.CMSG_LEN(FDS * 4))
            if not data:
                return
            command = json.loads(data)
            if command["do"] == "fork":
                self._fork(_descriptors(extra), command)
            else:
                self._control.send(json.dumps(self.end(command["wait_s"])).encode())

    def _fork(self, fds: list[int], command: dict[str, Any]) -> None:
        command["parent"] = os.getpid()
        self._worker = os.fork()
        if not self._worker:
            _child(self._control, self._channel, self._hold, fds, command)
        for fd in fds:
            os.close(fd)

    def end(self, wait_s: float) -> list[int]:
        """Kill the worker, after `wait_s` seconds to end by itself, and whatever it left; return its status."""
        from graders.sandbox import processes  # noqa: PLC0415

        status, killed = self._reap(wait_s)
        self._worker = 0
        processes.end_descendants()
        self._hold.tidy()
        return [status, killed]

    def _reap(self, wait_s: float) -> tuple[int, int]:
        if not self._worker:
            return 0, 0
        until = time.monotonic() + wait_s
        while True:
            pid, status = os.waitpid(self._worker, os.WNOHANG)
            if pid:
                return status, 0
            if time.monotonic() >= until:
                break
            time.sleep(0.002)
        try:
            os.killpg(self._worker, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(self._worker, signal.SIGKILL)  # it has not come to setsid yet
        return os.waitpid(self._worker, 0)[1], 1


def _announce(control: Any, listeners: list[int]) -> None:
    """Say that workers can be forked; the judge gets the doors to services, and nobody here keeps them."""
    import _socket  # noqa: PLC0415

    rights = b"".join(fd.to_bytes(4, sys.byteorder) for fd in listeners)
    control.sendmsg([b"!"], [(_socket.SOL_SOCKET, SCM_RIGHTS, rights)] if rights else [])
    for fd in listeners:
        os.close(fd)


def _descriptors(extra: list[Any]) -> list[int]:
    data = extra[0][2] if extra else b""
    return [int.from_bytes(data[i : i + 4], sys.byteorder) for i in range(0, len(data), 4)]


def main(argv: list[str]) -> None:
    """Keep a zygote in a folder of our own; `argv`: the control descriptor, judge's pid, graders/, folder, settings."""
    control_fd, judge, package, folder, settings = argv
    _own_modules(package)
    from graders.sandbox import folder as folders  # noqa: PLC0415

    os.mkdir(folder, 0o700)
    try:
        if os.getppid() == int(judge):
            sys.exit(_keep(int(control_fd), folder, json.loads(settings)))
    finally:
        folders.empty(folder)
        os.rmdir(folder)


def _keep(control_fd: int, folder: str, settings: dict[str, Any]) -> int:
    """Fork the zygote, wait for its end, end what it left; return the exit status."""
    from graders.sandbox import layers, processes  # noqa: PLC0415
    from graders.sandbox.grants import Grants, Refused  # noqa: PLC0415
    from graders.worker import doubles, loading, probekit, serve  # noqa: F401, PLC0415  (while they can be read)

    loading.import_tools(settings["preload"])
    processes.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        hold = layers.Hold(settings["layer"], Grants.of(settings["grants"]), settings["paths"], folder, NOTES)
        hold.separate()
    except Refused as refused:
        return _complain(refused)
    alive, keeping = os.pipe()
    zygote = os.fork()
    if not zygote:
        os.close(keeping)
        _begin(control_fd, alive, hold, settings)
    os.close(control_fd)
    os.close(alive)
    status = os.waitstatus_to_exitcode(os.waitpid(zygote, 0)[1])
    processes.end_descendants()
    return status


def _complain(refused: Exception) -> int:
    sys.stderr.write(f"{refused}\n")
    return REFUSED


def _begin(control_fd: int, alive: int, hold: Any, settings: dict[str, Any]) -> NoReturn:
    """Be the zygote until the judge is gone.  Never returns."""
    from graders.sandbox.grants import Refused  # noqa: PLC0415

    status = 1
    try:
        control = os.dup(control_fd)  # a low number: those of a worker are closed up to 1024
        os.close(control_fd)
        _serve(control, alive, hold, settings)
        status = 0
    except Refused as refused:
        status = _complain(refused)
    except BaseException:  # noqa: BLE001  (told to whoever reads our standard error)
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def _serve(control_fd: int, alive: int, hold: Any, settings: dict[str, Any]) -> None:
    """Prepare, then obey."""
    from graders.sandbox import probing, processes  # noqa: PLC0415
    from graders.worker import doubles, loading, probekit, serve  # noqa: PLC0415

    hold.enter()
    listeners = hold.listen()
    processes.die_with_keeper(alive)
    processes.adopt_orphans()
    sys.modules["probekit"] = probekit
    sys.modules["graders.testing"] = doubles  # what a transcript imports
    sys.path += settings["paths"]
    for name in ["random", *settings["preload"]]:
        __import__(name)
    loading.prepare_tools(settings["preload"])
    hold.tidy()
    hold.prepare()
    loading.install(os.getcwd() if hold.grants.processes and hold.grants.writes else "")
    channel = serve.Channel(3, 4)
    compile("", "", "exec")  # the first call makes the types of all syntax: 1.5 ms, here once and not in each worker
    sys.argv, sys.executable = [""], hold.executable
    sys.modules["__main__"] = ModuleType("__main__")  # a process that is started would look for this file
    import _socket  # noqa: PLC0415

    probing.try_out(hold, __file__)
    control = _socket.socket(fileno=control_fd)
    gc.collect()
    gc.freeze()
    gc.disable()
    _announce(control, listeners)
    zygote = Zygote(control, channel, hold)
    try:
        zygote.serve()
    finally:
        zygote.end(0)


if __name__ == "__main__":
    main(sys.argv[1:])
