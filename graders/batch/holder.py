"""What a worker of the cluster does with work: it holds one judge, and gives it plan after plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol

from graders.batch.work import Answer, Graded, Ready, Work, content, grader
from graders.judge.process import grader_error
from graders.judge.verdict import result_without_checks
from graders.judge.warm import WarmJudge
from graders.model import (
    Event,
    Finished,
    GraderError,
    Held,
    Idle,
    Job,
    KataResult,
    Plan,
    Sandbox,
    Status,
)

DEATHS: Final = 2
"""A submission whose judge has died so often is not tried again."""


class Stays(Protocol):
    """A judge that is kept between plans: `graders.judge.warm.WarmJudge`."""

    def judge(self, plan: Plan) -> None:
        """Begin with a plan."""

    def read(self) -> list[Event] | None:
        """Return the events that have come; None when the judge has died."""

    def close(self) -> str:
        """End the judge; return its last words."""


@dataclass(slots=True)
class _Turn:
    """What is known of a work while it is judged."""

    plan: Plan
    at: float = field(default_factory=time.perf_counter)
    layer: Sandbox | None = None
    graded: list[Graded] = field(default_factory=list)

    def take(self, event: Event) -> None:
        if isinstance(event, Held):
            self.layer = event.layer
            if not self.plan.admits(event.layer):
                raise GraderError("\n".join([f"its sandbox is only `{event.layer}`", *event.refusals]))
        elif isinstance(event, Finished):
            self.add(event.result)

    def add(self, result: KataResult) -> None:
        now = time.perf_counter()
        self.graded.append(Graded(result=result, took_s=round(now - self.at, 4)))
        self.at = now

    def fail(self, reason: str) -> None:
        """Make what is left our own failure."""
        for job in self.left():
            self.add(grader_error(job, reason))

    def left(self) -> tuple[Job, ...]:
        """Return the jobs that have no result."""
        done = {one.result.id for one in self.graded}
        return tuple(job for job in self.plan.jobs if job.kata.id not in done)


class Holder:
    """Holds a judge for the group that was asked for last: a batch goes through one group after the other."""

    def __init__(self, ready: Ready, start: Callable[[str], Stays] = WarmJudge) -> None:
        self._ready, self._start = ready, start
        self._for: tuple[str, Path | None] = "", None
        self._judge: Stays | None = None
        self._grader = ""
        self._contents: dict[str, str] = {}

    def judge(self, work: Work) -> Answer:
        """Judge what a work asks for; there is a result for each of its jobs, or a reason why there is none at all."""
        try:
            self._require_same(work)
            turn = _Turn(work.plan)
            python = self._python_for(turn)
            for death in range(1, DEATHS + 1):
                if not turn.left():
                    break
                said = self._judged(turn, python)
                if said is not None and death == DEATHS:
                    turn.fail(f"the judge has died {DEATHS} times before this kata had its verdict\n{said}")
        except GraderError as error:
            return Answer(refused=str(error))
        return Answer(graded=tuple(turn.graded), layer=turn.layer)

    def _require_same(self, work: Work) -> None:
        """Refuse to grade with anything else than whoever asks has; what is there is read once.

        Raises:
            GraderError: the engine or a kata is another here.
        """
        if not self._grader:
            self._grader = grader()
        if self._grader != work.grader:
            raise GraderError("its grader or its Python is not that of this clone")
        for job in work.plan.jobs:
            wanted, kata = work.contents[job.kata.id], job.kata
            if self._contents.get(kata.id) != wanted:
                self._contents[kata.id] = content(kata)
            if self._contents[kata.id] != wanted:
                raise GraderError(f"its `{kata.folder}` is not that of this clone")

    def _python_for(self, turn: _Turn) -> str:
        """Return the interpreter; what cannot be graded on this machine has its result at once."""
        python = ""
        for job in turn.plan.jobs:
            try:
                python = self._ready(job.kata, lambda _: None)
            except GraderError as error:
                turn.add(result_without_checks(job.kata, Status.UNAVAILABLE, str(error)))
        return python

    def _judged(self, turn: _Turn, python: str) -> str | None:
        """Have what is left judged; return the last words of a judge that has died on it."""
        judge = self._held(python, turn.plan.private)
        try:
            judge.judge(replace(turn.plan, jobs=turn.left()))
            for event in _events(judge):
                turn.take(event)
        except (_Died, BrokenPipeError):
            return self.close()
        except BaseException:
            self.close()
            raise
        turn.fail("the judge has ended its session without a verdict")
        return None

    def _held(self, python: str, private: Path | None) -> Stays:
        """Return the judge; one of sealed katas judges nothing else."""
        if self._judge is None or self._for != (python, private):
            self.close()
            self._judge, self._for = self._start(python), (python, private)
        return self._judge

    def close(self) -> str:
        """End the judge; return its last words."""
        judge, self._judge = self._judge, None
        return judge.close() if judge is not None else ""


class _Died(Exception):
    """The judge is gone."""


def _events(judge: Stays) -> Iterator[Event]:
    """Yield what a judge tells of a plan."""
    while True:
        events = judge.read()
        if events is None:
            raise _Died
        for event in events:
            if isinstance(event, Idle):
                return
            yield event
