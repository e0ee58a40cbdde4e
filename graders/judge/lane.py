"""A zygote: started with the judge's first check, it forks a fresh worker for each, and ends what they leave."""

from __future__ import annotations

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import graders
from graders.judge import kernel, patience
from graders.judge.worker import Worker
from graders.model import GraderError
from graders.sandbox.grants import NONE, Grants, Refused
from graders.worker import zygote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.model import Limits

START_S: Final = 60.0
"""Wall seconds for a zygote to preload and a worker to announce itself, on the worst machine."""
NOTHING: Final = Grants()
SANITIZER_STATUS: Final = 86
"""With which AddressSanitizer ends a process, once it has written its report."""
CREDENTIALS: Final = struct.Struct("3i")
_GRADERS: Final = Path(graders.__file__).parent
_ENVIRONMENT: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


class ZygoteDied(Exception):
    """The helper that forks workers is gone: nobody's fault that we can name."""


def _environment(folder: str, hash_seed: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    fixed = {"LANG": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath, "HOME": folder, "TMPDIR": folder}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**kept, **fixed, **threads, "PYTHONHASHSEED": str(hash_seed)}


def _sanitized(library: str) -> dict[str, str]:
    """Return what lets AddressSanitizer see every allocation; leaks are the interpreter's own, so it looks for none."""
    options = f"detect_leaks=0:exitcode={SANITIZER_STATUS}:allocator_may_return_null=1"
    return {"LD_PRELOAD": library, "ASAN_OPTIONS": options, "PYTHONMALLOC": "malloc"} if library else {}


class Lane:
    """One zygote; forks a fresh worker for each check.

    Args:
        preload: modules that the zygote imports before it forks; one of graders.static first, if its workers are to
            read a submission and not to run it.
        paths: folders for `sys.path` of the workers, beside the standard library.
        hash_seed: PYTHONHASHSEED of the workers.
        layer: the layer of the sandbox that holds the workers.
        grants: what the sandbox lets them do.

    Raises:
        Refused: this machine does not have the layer.
    """

    def __init__(
        self,
        preload: Sequence[str] = (),
        paths: Sequence[str] = (),
        hash_seed: int = 0,
        layer: str = NONE,
        grants: Grants = NOTHING,
    ) -> None:
        self.layer, self.grants = layer, grants
        self.doors: list[socket.socket] = []
        # made and removed by the zygote, so that none is left when we are killed
        self._folder = f"{tempfile.gettempdir()}/kata-{uuid4().hex}"
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        ours.settimeout(START_S)
        self._control = ours
        script = str(_GRADERS / "worker" / "zygote.py")
        facts = [
            str(theirs.fileno()),
            str(os.getpid()),
            str(_GRADERS),
            self._folder,
            json.dumps({"layer": layer, "grants": grants._asdict(), "preload": preload, "paths": paths}),
        ]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the lane)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-S", "-u", script, *facts],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env={**_environment(self._folder, hash_seed), **_sanitized(grants.sanitizer)},
            cwd="/",
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        self._zygote = self._ready()

    def _ready(self) -> int:
        """Wait for the zygote and return its pid."""
        try:
            return self._announced()
        except ZygoteDied as err:
            said = self._said()
            self.close()
            if self._process.returncode == zygote.REFUSED:
                raise Refused(said) from err
            raise GraderError(f"the helper that forks workers does not start:\n{said}") from err

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read(4000).decode(errors="replace").strip()

    def _announced(self) -> int:
        """Return the pid of whoever sent the next byte, by the kernel's word; keep the doors that it hands over."""
        try:
            room = socket.CMSG_SPACE(CREDENTIALS.size) + socket.CMSG_SPACE(4 * len(self.grants.ports))
            data, extra, _, _ = self._control.recvmsg(1, room)
        except OSError as err:
            raise ZygoteDied(str(err)) from err
        if not data:
            raise ZygoteDied("it hung up")
        said = {kind: value for _, kind, value in extra}
        for (fd,) in struct.iter_unpack("i", said.get(socket.SCM_RIGHTS, b"")):
            self.doors.append(socket.socket(fileno=fd))
        pid, _, _ = CREDENTIALS.unpack(said[socket.SCM_CREDENTIALS][: CREDENTIALS.size])
        return int(pid)

    @property
    def pid(self) -> int:
        """Of the process that keeps the zygote."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the zygote is there."""
        return self._process.poll() is None

    def spawn(self, limits: Limits, spent_s: float = 0.0) -> Worker:
        """Fork a worker; `spent_s` is the CPU that earlier workers of the same check have used.

        Raises:
            ZygoteDied: there is no zygote any more.
        """
        requests, to_worker = os.pipe()
        from_worker, answers = os.pipe()
        output = _output_file()
        notes, tell = os.pipe()
        command = {"do": "fork", "cpu_s": int(limits.cpu_s * patience.CHECK_CALLS * 2) + 10}
        try:
            socket.send_fds(self._control, [json.dumps(command).encode()], [requests, answers, output, tell])
            pid = self._announced()
        except (OSError, ZygoteDied) as err:
            for fd in (to_worker, from_worker, output, notes):
                os.close(fd)
            raise ZygoteDied(str(err)) from err
        finally:
            os.close(requests)
            os.close(answers)
            os.close(tell)
        return Worker(self, pid, (to_worker, from_worker, output, notes), limits, spent_s)

    def resident_bytes(self, pid: int) -> int:
        """Return the memory of a worker, with that of all processes which it has started."""
        return kernel.family_bytes(self._zygote) if self.grants.processes else kernel.resident_bytes(pid)

    def end_worker(self, wait_s: float = 0.0) -> tuple[int, bool]:
        """End the worker and all that it left; return its wait status and whether it had to be killed."""
        try:
            self._control.send(json.dumps({"do": "end", "wait_s": wait_s}).encode())
            status, killed = json.loads(self._control.recv(200))
        except (OSError, ValueError) as err:
            raise ZygoteDied(str(err)) from err
        return status, bool(killed)

    def close(self) -> None:
        """End the zygote, its worker, and their folder."""
        self._control.close()
        for door in self.doors:
            door.close()
        try:
            self._process.wait(START_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _output_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("output")
    fd, name = tempfile.mkstemp()
    Path(name).unlink()
    return fd
