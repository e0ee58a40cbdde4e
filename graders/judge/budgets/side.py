"""One side of a budget: a worker with the workloads and the submission, or the reference, and what its calls cost."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graders.judge import kernel, proxy
from graders.judge.budgets.trouble import Cheated, NotPlain
from graders.wire.codec import Codec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.judge.conversation import Conversation

CAN_READ: Final = hasattr(os, "sched_getaffinity") and hasattr(time, "clock_gettime_ns")
KERNEL, WORKER = "kernel", "worker"


def clock_name(pid: int) -> str:
    """Say who can read the CPU clock of a worker exactly: the judge, if it shares one core with it, else the worker.

    On another core a clock lags by up to a tick of the scheduler while its process runs.  The first reading of a
    process that has run must be above zero: a pid of another namespace is valid, and wrong.
    """
    shared = CAN_READ and len(os.sched_getaffinity(0)) == 1
    return KERNEL if shared and kernel.cpu_ns(pid) > 0 else WORKER


def _refuse(*_: Any) -> Any:
    raise NotPlain


_PLAIN: Final = Codec(_refuse, _refuse)


def _message(answer: Any) -> bytes:
    return _PLAIN.dumps(["v", _PLAIN.encode(answer)])


def _queues(*processes: str) -> list[kernel.Account]:
    """Return the schedulers' accounts of processes, none where nobody keeps them."""
    try:
        return [kernel.Account(f"{process}/schedstat") for process in processes]
    except OSError:
        return []


@dataclass(frozen=True, slots=True)
class Reading:
    """One timed call: its CPU nanoseconds, those in which it did nothing, CPU outside of it, and the answer's frame.

    A call that was ended at its cap has no frame.
    """

    cpu_ns: int
    waited_ns: int
    outside_ns: int
    frame: bytes | None


class Side:
    """A worker that is asked for one workload, round by round.

    Args:
        talk: its conversation, with no worker yet.
        workloads: the text of hidden/workloads.py.
        module: name and files of what is measured; None for the baseline of an `overhead` budget.
        processes: how many processes the kata allows.
    """

    def __init__(
        self, talk: Conversation, workloads: str, module: tuple[str, Mapping[str, str]] | None, processes: int = 0
    ) -> None:
        self._talk, self._processes = talk, processes
        self._bench = talk.stage(workloads)
        self._worker = talk.ready()
        self._parent = kernel.parent(self._worker.pid)
        self._known = set(self._siblings())
        self._module = talk.module(*module) if module else None
        self.clock = clock_name(self._worker.pid)
        self._settle()

    def _settle(self) -> None:
        """Write the requests, and begin the accounts."""
        run = "run" if self.clock == KERNEL else "run_clocked"
        self._run, self._idle, self._traced = (self._request(name) for name in (run, "idle", "traced"))
        self._ended_ns = kernel.cpu_ns(self._worker.pid)
        own = f"/proc/{self._worker.pid}"
        self._stat, self._queues = kernel.Account(f"{own}/stat"), _queues(own, "/proc/self")
        self._reaped = kernel.reaped(self._stat)

    def revive(self) -> None:
        """Go on with a fresh worker, after one was ended in a call that was too dear."""
        gone, self._worker = self._worker.pid, self._talk.ready()
        self._parent = kernel.parent(self._worker.pid)
        self._known = (self._known - {gone}) | {self._worker.pid}
        self._settle()

    def _request(self, name: str) -> bytes:
        encode, target = self._talk.crossing.encode, [proxy.address(self._bench)[0], name]
        return self._talk.crossing.dumps([[], "call", target, encode(()), encode({})])

    @property
    def waits(self) -> int:
        """How often its main thread has waited for something so far, be it for the judge."""
        return kernel.waits(self._worker.pid)

    @property
    def names(self) -> list[str]:
        """What the workloads define."""
        return list(self._talk.call(self._bench, "names"))

    def idle_ns(self, calls: int) -> int:
        """Return the least CPU of so many timed calls that do nothing, after one more."""
        cheapest = min([self._time(self._idle, None)[0] for _ in range(1 + calls)][1:])
        self._ended_ns = kernel.cpu_ns(self._worker.pid)
        return cheapest

    def prepare(self, name: str, seed: int, n: int) -> None:
        """Make the input of the next call.

        Raises:
            Cheated: the submission has changed the workloads.
        """
        if self._talk.call(self._bench, "prepare", self._module, name, seed, n) is not True:
            raise Cheated("your code changed the workload that measures it")

    def run(self, cap_ns: int | None = None) -> Reading:
        """Make one timed call, after an idle one: the way there and back is then as warm as when its cost was read.

        Raises:
            CapHit: it used up the cap.
            Cheated: it hid CPU time from the clock.
        """
        self._time(self._idle, None)
        outside = kernel.cpu_ns(self._worker.pid) - self._ended_ns
        queued = self._queued_ns()
        cpu, wall, frame = self._time(self._run, cap_ns)
        self._ended_ns = kernel.cpu_ns(self._worker.pid)
        waited = self._waited_ns(wall - cpu, queued)
        if self.clock != KERNEL:
            cpu, answer = self.answer(frame)
            frame = _message(answer)
        threads = kernel.tasks(self._worker.pid)
        self._check_place(threads)
        cpu += self._children_ns(threads)
        return Reading(max(1, cpu), waited, outside, frame)

    def _time(self, request: bytes, cap_ns: int | None) -> tuple[int, int, bytes]:
        worker, pid = self._worker, self._worker.pid
        worker.begin_call(cap_ns)
        wall, before = time.monotonic_ns(), kernel.cpu_ns(pid)
        worker.send(request)
        frame = worker.receive()
        return kernel.cpu_ns(pid) - before, time.monotonic_ns() - wall, frame

    def _waited_ns(self, idle_ns: int, queued_ns: int | None) -> int:
        """Return the part of a call's idle time in which its main thread was not even ready to run.

        Nobody can tell where the clock is not exact, and of a call that may wait for its children.
        """
        after = self._queued_ns()
        if self.clock != KERNEL or self._processes or queued_ns is None or after is None:
            return 0
        return max(0, idle_ns - (after - queued_ns))

    def _queued_ns(self) -> int | None:
        """Return how long worker and judge have waited for the core so far: an answer may lie in the pipe."""
        waited = [kernel.queued_ns(account) for account in self._queues]
        return sum(ns for ns in waited if ns is not None) if waited and None not in waited else None

    def _children_ns(self, threads: list[int]) -> int:
        """Return the CPU of the children that were reaped in this round.

        Raises:
            Cheated: there are children that the kata does not allow, or that are left, be it to the zygote.
        """
        pid = self._worker.pid
        if kernel.children_of(pid, threads) or set(self._siblings()) - self._known:
            raise Cheated("a timed call left a child process behind, whose CPU time would not count")
        before, self._reaped = self._reaped, kernel.reaped(self._stat)
        if self._reaped == before:
            return 0
        if not self._processes:
            raise Cheated("a timed call worked in a child process, which this kata does not allow")
        return self._reaped.cpu_ns - before.cpu_ns

    def _siblings(self) -> list[int]:
        """Return the processes beside the worker: what it leaves behind is adopted by whoever forked it."""
        return kernel.children_of(self._parent, [self._parent])

    def _check_place(self, threads: list[int]) -> None:
        if self.clock == KERNEL and not kernel.is_on(self._worker.pid, threads, os.sched_getaffinity(0)):
            raise Cheated("your code moved its process to another core, where its CPU clock cannot be read exactly")

    def traced(self) -> tuple[int, bytes]:
        """Make the call under tracemalloc; return the peak in bytes, and the answer's frame."""
        self._worker.begin_call()
        self._worker.send(self._traced)
        peak, answer = self.answer(self._worker.receive())
        return int(peak), _message(answer)

    def answer(self, frame: bytes) -> Any:
        """Return the plain answer in a frame, or raise what the call raised.

        Raises:
            NotPlain: it is no plain data.
        """
        if frame.startswith((b'["v",', b'["v", ')):
            return _PLAIN.loads(frame)[1]
        return self._talk.answer_of(frame)

    def close(self) -> float:
        """End the worker; return its CPU seconds."""
        return self._talk.close()
