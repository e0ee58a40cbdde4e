"""What makes a worker of Dask one of ours: a core, a log, and a judge that stays."""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from distributed import WorkerPlugin, get_worker

from graders.batch.cores import claim
from graders.batch.holder import Holder
from graders.batch.work import Ready, Work
from graders.judge.events import from_json, to_json

if TYPE_CHECKING:
    from distributed import Worker

NAME: Final = "kata"
BEGUN: Final = "kata-begun"
"""The topic on which a worker tells what it begins: who has killed it is known by that."""
CORE: Final = "core"
"""The resource of which a worker has one and a task takes one."""


class Grader(WorkerPlugin):
    """Holds the judge of a worker.

    Args:
        ready: prepares a machine for a kata.
        logs: the folder for what the worker prints; by default it goes where the worker's output goes.
    """

    name = NAME

    def __init__(self, ready: Ready, logs: Path | None = None) -> None:
        self._ready, self._logs = ready, logs
        self._log = ""
        self._holder: Holder
        self._turn: threading.Lock

    def setup(self, worker: Worker) -> None:  # noqa: ARG002  (as Dask calls it)
        """Begin in a worker's process."""
        claim()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever has started the batch
        if self._logs is not None:
            self._log = _redirected(self._logs)
        self._holder, self._turn = Holder(self._ready), threading.Lock()

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """End the judge with the worker."""
        self._holder.close()

    def judge(self, message: bytes) -> bytes:
        """Judge a work."""
        work = from_json(message, Work)
        about = {"work": work.id, "pid": os.getpid(), "host": socket.gethostname(), "log": self._log}
        get_worker().log_event(BEGUN, about)
        with self._turn:
            return to_json(self._holder.judge(work))


def judge(message: bytes) -> bytes:
    """Judge a work in the worker that this is called in: the one function that is sent to a cluster."""
    grader = get_worker().plugins[NAME]
    assert isinstance(grader, Grader)  # noqa: S101  (as it was registered)
    return grader.judge(message)


def _redirected(folder: Path) -> str:
    """Send what this process prints to a file of its own, a fatal signal's traceback included; return its path."""
    path = folder / f"worker-{os.getpid()}.log"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    os.close(descriptor)
    with suppress(RuntimeError):  # no descriptor behind sys.stderr
        faulthandler.enable()
    return str(path)
