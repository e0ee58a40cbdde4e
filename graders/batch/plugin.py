"""What makes a worker of Dask one of ours: a core, a log, and a judge that stays."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from distributed import WorkerPlugin, get_worker
from distributed.utils import sync

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
    """Holds the judge of a worker; `ready` prepares a machine for a kata."""

    name = NAME

    def __init__(self, ready: Ready) -> None:
        self._ready = ready
        self._holder: Holder
        self._turn: threading.Lock

    def setup(self, worker: Worker) -> None:  # noqa: ARG002  (as Dask calls it)
        """Begin in a worker's process."""
        claim()
        self._holder, self._turn = Holder(self._ready), threading.Lock()

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """End the judge with the worker."""
        self._holder.close()

    def judge(self, message: bytes) -> bytes:
        """Judge a work."""
        work = from_json(message, Work)
        about = {"work": work.id, "pid": os.getpid(), "host": socket.gethostname(), "log": _log()}
        _tell(about)
        with self._turn:
            return to_json(self._holder.judge(work))


def judge(message: bytes) -> bytes:
    """Judge a work in the worker that this is called in: the one function that is sent to a cluster."""
    grader = get_worker().plugins[NAME]
    assert isinstance(grader, Grader)  # noqa: S101  (as it was registered)
    return grader.judge(message)


def _tell(about: dict[str, Any]) -> None:
    """Tell the scheduler what begins here, and wait until it knows.

    `Worker.log_event` waits for nothing, so a worker that dies at once takes its word with it.
    """
    worker = get_worker()
    sync(worker.loop, worker.scheduler.log_event, topic=BEGUN, msg=about)


def _log() -> str:
    """Return the file that this process complains to, if it is one."""
    try:
        return str(Path("/proc/self/fd/2").readlink())
    except OSError:
        return ""
