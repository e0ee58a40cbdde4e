"""One worker: talk to it, watch it, end it.  Learner code is on the other side of two pipes."""

from __future__ import annotations

import os
import select
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NoReturn

from graders.judge import attempts, kernel, patience
from graders.judge.trouble import CapHit, LimitHit, WorkerDied
from graders.wire import frames

if TYPE_CHECKING:
    from graders.judge.lane import Lane
    from graders.model import CheckStatus, Limits

FIRST_LOOK_MS: Final = 10
LOOK_MS: Final = 20
LAST_WORDS_S: Final = 0.2
GLANCE: Final = 64
"""Frames after which the limits are looked at although the worker answers: a loop of callbacks never waits."""


class Worker:
    """One forked process with a submission; `pid` is the judge's name for it."""

    def __init__(self, lane: Lane, pid: int, fds: tuple[int, int, int, int], limits: Limits, spent_s: float) -> None:
        self.pid = pid
        self.alive = True
        self._lane = lane
        self._requests, self._answers, self._output, self._notes = fds
        self._limits = limits
        self._spent_s = spent_s
        self._reader = frames.Reader(self._answers)
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        self._used_ns = self._call_ns = 0
        self._cap_ns: int | None = None
        self._frames = 0

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

    def begin_call(self, cap_ns: int | None = None) -> None:
        """Count the CPU of one call from here; a call lasts until its answer, whatever it calls back.

        With a cap the call is ended as soon as it is seen to have used that many nanoseconds.
        """
        self._call_ns, self._cap_ns = kernel.cpu_ns(self.pid), cap_ns

    def receive(self) -> bytes:
        """Wait for a frame, within the limits.

        Raises:
            WorkerDied: it ended, or sent what is no frame.
            LimitHit: it used too much; it has been killed.  CapHit: it used up the cap of this call.
        """
        self._frames += 1
        if not self._frames % GLANCE:
            self._stop_at(self._so_far(self._lane.resident_bytes(self.pid)))
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
        seen = self._so_far(self._lane.resident_bytes(self.pid))
        self._stop_at(seen)
        waited = replace(
            seen,
            call_cpu_s=(now - started_ns) / kernel.TICKS_PER_S,
            wall_s=time.monotonic() - wall,
            queued_s=(account.queued_ns - queued_ns) / kernel.TICKS_PER_S if account.known else None,
            ready=account.ready,
        )
        self._stop_at(waited)
        return account.gone

    def _so_far(self, resident: int) -> patience.Observed:
        """Return what call and check have cost, leaving out whether the worker waits."""
        return patience.Observed(
            call_cpu_s=max(0, kernel.cpu_ns(self.pid) - self._call_ns) / kernel.TICKS_PER_S,
            check_cpu_s=self.cpu_s,
            wall_s=0.0,
            queued_s=0.0,
            ready=True,
            resident=resident,
            printed=os.fstat(self._output).st_size,
        )

    def _stop_at(self, seen: patience.Observed) -> None:
        """Kill the worker if a limit is hit.

        Raises:
            LimitHit: one is.
        """
        spent_ns = int(seen.call_cpu_s * kernel.TICKS_PER_S)
        if self._cap_ns is not None and spent_ns > self._cap_ns:
            self.end()
            raise CapHit(spent_ns)
        hit = patience.verdict(seen, self._limits)
        if hit is not None:
            self.end()
            raise LimitHit(*hit)

    def over(self) -> tuple[CheckStatus, str] | None:
        """Say which of the limits that are read at the end of a check was passed: peak memory, output, CPU."""
        return patience.verdict(replace(self._so_far(kernel.peak_bytes(self.pid)), call_cpu_s=0.0), self._limits)

    def printed(self) -> str:
        """Return what the worker has printed, the first `output_kib` of it."""
        return os.pread(self._output, self._limits.output_kib << 10, 0).decode(errors="replace")

    def tried(self) -> tuple[str, ...]:
        """Return what the worker was not allowed to do, in words; it must have ended."""
        os.set_blocking(self._notes, False)
        try:
            return attempts.told(os.read(self._notes, attempts.MAX_BYTES))
        except BlockingIOError:  # somebody who outlives it still holds the pipe
            return ()

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
        """Let go of what it printed and told."""
        os.close(self._output)
        os.close(self._notes)


def _last_words(status: int, *, killed: bool) -> str:
    if killed:
        return "your code closed the pipe to the judge"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        known = number in {known.value for known in signal.Signals}  # the real-time signals have no names
        return f"the process was killed by signal {signal.Signals(number).name if known else number}"
    return f"your code ended the process, with exit status {os.waitstatus_to_exitcode(status)}"
