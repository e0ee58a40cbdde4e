"""A zygote and its one worker: start, talk, watch, end.  Learner code is on the other side of two pipes."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn
from uuid import uuid4

import graders
from graders.judge import kernel, patience
from graders.judge.trouble import LimitHit, WorkerDied
from graders.model import CheckStatus, GraderError
from graders.wire import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.model import Limits

FIRST_LOOK_MS: Final = 10
LOOK_MS: Final = 20
START_S: Final = 60.0
"""Wall seconds for a zygote to preload and a worker to announce itself, on the worst machine."""
LAST_WORDS_S: Final = 0.2
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


class Lane:
    """One zygote; forks a fresh worker for each check.

    Args:
        preload: modules that the zygote imports before it forks.
        paths: folders for `sys.path` of the workers, beside the standard library.
        hash_seed: PYTHONHASHSEED of the workers.
    """

    def __init__(self, preload: Sequence[str] = (), paths: Sequence[str] = (), hash_seed: int = 0) -> None:
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
            json.dumps(list(preload)),
            json.dumps(list(paths)),
        ]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the lane)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-S", "-u", script, *facts],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=_environment(self._folder, hash_seed),
            cwd="/",
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        try:
            self._announced()
        except ZygoteDied as err:
            said = self._said()
            self.close()
            raise GraderError(f"the helper that forks workers does not start:\n{said}") from err

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read(4000).decode(errors="replace").strip()

    def _announced(self) -> int:
        """Return the pid of whoever sent the next byte, by the kernel's word."""
        try:
            data, extra, _, _ = self._control.recvmsg(1, socket.CMSG_SPACE(CREDENTIALS.size))
        except OSError as err:
            raise ZygoteDied(str(err)) from err
        if not data:
            raise ZygoteDied("it hung up")
        pid, _, _ = CREDENTIALS.unpack(extra[0][2][: CREDENTIALS.size])
        return int(pid)

    @property
    def pid(self) -> int:
        """The zygote's."""
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
        command = {"do": "fork", "cpu_s": int(limits.cpu_s * patience.CHECK_CALLS * 2) + 10}
        try:
            socket.send_fds(self._control, [json.dumps(command).encode()], [requests, answers, output])
            pid = self._announced()
        except (OSError, ZygoteDied) as err:
            for fd in (to_worker, from_worker, output):
                os.close(fd)
            raise ZygoteDied(str(err)) from err
        finally:
            os.close(requests)
            os.close(answers)
        return Worker(self, pid, (to_worker, from_worker, output), limits, spent_s)

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


class Worker:
    """One forked process with a submission; `pid` is the judge's name for it."""

    def __init__(self, lane: Lane, pid: int, fds: tuple[int, int, int], limits: Limits, spent_s: float) -> None:
        self.pid = pid
        self.alive = True
        self._lane = lane
        self._requests, self._answers, self._output = fds
        self._limits = limits
        self._spent_s = spent_s
        self._reader = frames.Reader(self._answers)
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        self._used_ns = 0

    @property
    def cpu_s(self) -> float:
        """CPU seconds that this worker and those before it in the same check have used."""
        if self.alive:
            self._used_ns = kernel.cpu_ns(self.pid) or self._used_ns
        return self._spent_s + self._used_ns / kernel.TICKS_PER_S

    def send(self, body: bytes) -> None:
        """Send a frame.

        Raises:
            WorkerDied: nobody reads it.
        """
        if not self.alive:
            raise WorkerDied("the process has ended")
        try:
            frames.send(self._requests, body)
        except frames.HungUp:
            self._died()

    def receive(self) -> bytes:
        """Wait for a frame, within the limits.

        Raises:
            WorkerDied: it ended, or sent what is no frame.
            LimitHit: it used too much; it has been killed.
        """
        try:
            frame = self._reader.take()
            return self._wait() if frame is None else frame
        except frames.HungUp:
            self._died()
        except frames.FrameTooLarge as err:
            self.end()
            raise WorkerDied(str(err)) from None

    def _wait(self) -> bytes:
        poll, reader = self._poll.poll, self._reader
        started_ns, wall, look = kernel.cpu_ns(self.pid), time.monotonic(), FIRST_LOOK_MS
        queued = None
        while True:
            if poll(look):
                reader.fill()
                frame = reader.take()
                if frame is not None:
                    return frame
                continue
            if queued is None:
                queued = kernel.waiting(self.pid).queued_ns
            if self._look(started_ns, wall, queued) and not poll(0):
                self._died()  # and what it has started holds the pipe open
            look = LOOK_MS

    def _look(self, started_ns: int, wall: float, queued_ns: int) -> bool:
        """Kill the worker if a limit is hit; say whether it has ended by itself."""
        now, account = kernel.cpu_ns(self.pid), kernel.waiting(self.pid)
        seen = patience.Observed(
            call_cpu_s=(now - started_ns) / kernel.TICKS_PER_S,
            check_cpu_s=self.cpu_s,
            wall_s=time.monotonic() - wall,
            queued_s=(account.queued_ns - queued_ns) / kernel.TICKS_PER_S if account.known else None,
            ready=account.ready,
            resident=kernel.resident_bytes(self.pid),
            printed=os.fstat(self._output).st_size,
        )
        hit = patience.verdict(seen, self._limits)
        if hit is not None:
            self.end()
            raise LimitHit(*hit)
        return account.gone

    def over(self) -> tuple[CheckStatus, str] | None:
        """Say which of the limits that are read at the end of a check was passed: peak memory, output, CPU."""
        seen = patience.Observed(
            call_cpu_s=0.0,
            check_cpu_s=self.cpu_s,
            wall_s=0.0,
            queued_s=0.0,
            ready=True,
            resident=kernel.peak_bytes(self.pid),
            printed=os.fstat(self._output).st_size,
        )
        return patience.verdict(seen, self._limits)

    def printed(self) -> str:
        """Return what the worker has printed, the first `output_kib` of it."""
        return os.pread(self._output, self._limits.output_kib << 10, 0).decode(errors="replace")

    def _died(self) -> NoReturn:
        self.cpu_s  # noqa: B018  (the last reading, while the kernel still knows it)
        status, killed = self._lane.end_worker(LAST_WORDS_S)
        self._close()
        raise WorkerDied(_last_words(status, killed=killed))

    def end(self) -> None:
        """Kill the worker and everything it started."""
        if self.alive:
            self.cpu_s  # noqa: B018  (the last reading)
            self._lane.end_worker()
            self._close()

    def _close(self) -> None:
        self.alive = False
        os.close(self._requests)
        os.close(self._answers)

    def forget(self) -> None:
        """Let go of what it printed."""
        os.close(self._output)


def _last_words(status: int, *, killed: bool) -> str:
    if killed:
        return "your code closed the pipe to the judge"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        known = number in {known.value for known in signal.Signals}  # the real-time signals have no names
        return f"the process was killed by signal {signal.Signals(number).name if known else number}"
    return f"your code ended the process, with exit status {os.waitstatus_to_exitcode(status)}"
