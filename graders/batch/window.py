"""A bounded window of tasks on a cluster: as one comes back the next goes out, whatever becomes of the workers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from distributed import Future, KilledWorker
from distributed.client import FutureCancelledError

from graders.batch.cluster import Cluster, cores
from graders.batch.plugin import BEGUN, CORE, judge
from graders.batch.work import Answer, Graded, Work
from graders.judge.events import from_json, to_json
from graders.judge.process import grader_error, tail
from graders.model import GraderError

AHEAD: Final = 2
"""Tasks a worker: one that it does and one that waits for it there."""
LOOK_S: Final = 5.0
"""How often the cluster is asked for its size."""
DEATHS: Final = 2
TRIES: Final = 20
"""A task that never began is sent again so often: its worker was killed by somebody else's."""
HELP: Final = "docs/scale.md says what a worker needs; the same command goes on from here"


@dataclass(slots=True)
class _Sent:
    """A work that is out, and the workers that began with it."""

    work: Work
    tries: int = 0
    begun: list[dict[str, Any]] = field(default_factory=list)


class Window:
    """Sends works out and yields their answers."""

    def __init__(self, cluster: Cluster) -> None:
        self._client, self._require = cluster.client, cluster.require
        self._out: dict[str, _Sent] = {}
        self._back: SimpleQueue[tuple[str, Future[bytes]]] = SimpleQueue()
        self._size, self._looked = 0, float("-inf")
        self._client.subscribe_topic(BEGUN, self._note)

    def run(self, works: Iterable[Work]) -> Iterator[tuple[Work, Answer]]:
        """Yield each work with what came of it, in the order in which they end.

        Raises:
            GraderError: the cluster is gone, or cannot run our code.
        """
        for work in works:
            while len(self._out) >= self._wide():
                yield from self._next()
            self._send(_Sent(work))
        while self._out:
            yield from self._next()

    def _wide(self) -> int:
        """Return how many tasks may be out."""
        if time.monotonic() - self._looked > LOOK_S:
            self._size = AHEAD * cores(self._client)
            self._looked = time.monotonic() if self._size else self._looked  # none yet: they are about to come
        return max(1, self._size)

    def _send(self, sent: _Sent) -> None:
        sent.tries += 1
        work = sent.work
        self._out[work.id] = sent
        future = self._client.submit(
            judge, to_json(work), key=f"kata-{work.id}-{sent.tries}", resources={CORE: 1}, pure=False, retries=0
        )
        future.add_done_callback(lambda future: self._back.put((work.id, future)))

    def _note(self, event: tuple[float, dict[str, Any]]) -> None:
        """Hear from a worker what it begins."""
        about = event[1]
        sent = self._out.get(about["work"])
        if sent is not None:
            sent.begun.append(about)

    def _next(self) -> Iterator[tuple[Work, Answer]]:
        """Wait for a task to end; yield it, unless it has to go out again."""
        try:
            id_, future = self._back.get(timeout=LOOK_S)
        except Empty:
            self._require()
            return
        sent = self._out.pop(id_)
        try:
            answer = from_json(future.result(), Answer)
        except KilledWorker:
            if len(sent.begun) < DEATHS and sent.tries < TRIES:
                self._send(sent)
                return
            answer = _killed(sent)
        except FutureCancelledError:
            raise GraderError("the scheduler is gone; the same command goes on from here") from None
        except Exception as error:
            raise GraderError(f"a worker cannot run the grader: {type(error).__name__}: {error}\n{HELP}") from error
        finally:
            future.release()
        if answer.refused:
            host = sent.begun[-1]["host"] if sent.begun else "?"
            raise GraderError(f"the worker on `{host}` cannot grade: {answer.refused}\n{HELP}")
        yield sent.work, answer


def _killed(sent: _Sent) -> Answer:
    """Return the answer for a work that has killed its workers: nobody else's matter, and not the learner's mark."""
    places = ", ".join(f"process {about['pid']} on {about['host']}" for about in sent.begun)
    said = "\n".join(filter(None, map(_log, sent.begun))) or "no log of theirs is here; Dask's own are with its workers"
    reason = f"the worker of the cluster died each time that it graded this: {places}\n{said}"
    results = [grader_error(job, reason) for job in sent.work.plan.jobs]
    return Answer(graded=tuple(Graded(result=result, took_s=0.0) for result in results))


def _log(about: Mapping[str, Any]) -> str:
    """Return the last words of a worker whose log is on this machine."""
    try:
        with Path(about["log"]).open("rb") as log:
            return tail(log)
    except OSError:
        return ""
