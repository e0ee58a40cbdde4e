"""The clean helper that forks one worker per check.  It is run as a script, with `-P -s -S -u`.

It has loaded the wire code and what the kata preloads, never a test, an expected value or a reference, and it
never runs learner code itself.  Commands come as JSON over a socket, one at a time:

    {"do": "fork", "cpu_s": N}   with three descriptors: requests, answers, output.  The child announces itself
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

FDS: Final = 3


def _own_modules(folder: str) -> None:
    """Make `graders` importable without its parent folder on the path: katas and solutions stand there."""
    package = ModuleType("graders")
    package.__path__ = [folder]
    sys.modules["graders"] = package


def _child(control: Any, channel: Any, fds: list[int], command: dict[str, Any]) -> NoReturn:
    """Become a worker: announce, limit, serve.  Never returns."""
    from graders.sandbox import processes, rlimits  # noqa: PLC0415  (loaded already)

    status = 1
    try:
        control.send(b"!")
        control.detach()
        requests, answers, output = [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in fds]  # out of the way of 0 to 4
        for fd, place in [(output, 1), (output, 2), (requests, 3), (answers, 4)]:
            os.dup2(fd, place)
        os.closerange(5, 128)
        processes.die_with_parent(int(command["parent"]))
        os.setsid()
        rlimits.apply(int(command["cpu_s"]))
        gc.enable()
        channel.serve()
    except BaseException:  # noqa: BLE001  (hung up, or a broken pipe: the judge knows)
        status = 0
    finally:
        os._exit(status)


class Zygote:
    """Fork, end, repeat."""

    def __init__(self, control: Any, channel: Any) -> None:
        self._control, self._channel = control, channel
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
            _child(self._control, self._channel, fds, command)
        for fd in fds:
            os.close(fd)

    def end(self, wait_s: float) -> list[int]:
        """Kill the worker, after `wait_s` seconds to end by itself, and whatever it left; return its status."""
        status, killed = self._reap(wait_s)
        self._worker = 0
        while self._kill_children():
            pass
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

    def _kill_children(self) -> bool:
        """Kill and reap what a worker left to us; say whether there was anything."""
        from graders.sandbox import processes  # noqa: PLC0415

        try:
            if os.waitpid(-1, os.WNOHANG)[0]:
                return True
        except ChildProcessError:
            return False
        left = processes.children(os.getpid())
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        for _ in left:
            os.waitpid(-1, 0)
        return bool(left)


def _descriptors(extra: list[Any]) -> list[int]:
    data = extra[0][2] if extra else b""
    return [int.from_bytes(data[i : i + 4], sys.byteorder) for i in range(0, len(data), 4)]


def main(argv: list[str]) -> None:
    """Serve in a folder of our own; `argv`: the control descriptor, judge's pid, graders/, folder, preloads, paths."""
    control_fd, judge, package, folder, preload, paths = argv
    _own_modules(package)
    os.mkdir(folder, 0o700)
    try:
        os.chdir(folder)
        if os.getppid() == int(judge):
            _serve(int(control_fd), preload, paths)
    finally:
        _remove(folder)


def _serve(control_fd: int, preload: str, paths: str) -> None:
    """Prepare, then obey until the judge is gone."""
    from graders.sandbox import processes, rlimits  # noqa: F401, PLC0415  (all that a worker needs, once for all)
    from graders.worker import doubles, loading, probekit, serve  # noqa: PLC0415

    processes.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.modules["probekit"] = probekit
    sys.modules["graders.testing"] = doubles  # what a transcript imports
    sys.path += json.loads(paths)
    for name in ["random", *json.loads(preload)]:
        __import__(name)
    loading.install()
    channel = serve.Channel(3, 4)
    compile("", "", "exec")  # the first call makes the types of all syntax: 1.5 ms, here once and not in each worker
    sys.argv = [""]
    import _socket  # noqa: PLC0415

    control = _socket.socket(fileno=control_fd)
    gc.collect()
    gc.freeze()
    gc.disable()
    control.send(b"!")
    zygote = Zygote(control, channel)
    try:
        zygote.serve()
    finally:
        zygote.end(0)


def _remove(folder: str) -> None:
    """Remove the working folder and all in it."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            _remove(entry.path)
        else:
            os.unlink(entry.path)
    os.rmdir(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
