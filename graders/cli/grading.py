"""Grade what was asked for; the judge is passed in, and nothing is printed here."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from graders import __version__
from graders.judge.process import Interrupted
from graders.model import Event, GraderError, Held, Kata, KataResult, Plan, Sandbox, Submission, weakest
from graders.report.document import Report, Run, build, this_machine
from graders.report.durations import Durations
from graders.report.review import Review

OnEvent = Callable[[Event], None]


class RunJudge(Protocol):
    """Start judge processes for a plan, at most so many at once, and stream what happens."""

    def __call__(
        self, plan: Plan, *, python: str, on_event: OnEvent, most: int, durations: Mapping[str, float]
    ) -> tuple[KataResult, ...]:
        """Return a result for each job; raise `Interrupted` with what was finished when Ctrl-C came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What grading needs of graders.judge."""

    run: RunJudge
    seed: Callable[[Kata, Submission], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The results of a run, how it ended, and what held the learners' code if any has run."""

    results: tuple[KataResult, ...]
    interrupted: bool = False
    sandbox: Sandbox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """When a run began, by both clocks."""

    started: datetime
    monotonic_s: float

    @classmethod
    def start(cls) -> Stopwatch:
        """Begin now."""
        return cls(started=datetime.now(UTC), monotonic_s=time.monotonic())


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """How a plan comes to be judged: by whom, in at most so many processes; what is known of durations; who listens."""

    judge: Judge
    most: int
    durations: Durations
    on_event: OnEvent


def decide(plan: Plan, means: Means, python: str = sys.executable) -> Outcome:
    """Have all jobs decided, with the interpreter of their group; after Ctrl-C return what was finished.

    Raises:
        GraderError: the sandbox of this machine is weaker than the plan asks for; no learner's code has run.
    """
    held: Sandbox | None = None

    def listen(event: Event) -> None:
        nonlocal held
        if isinstance(event, Held):
            held = weakest([event.layer, *([held] if held else [])])
            _admit(event, plan)
        means.durations.take(event)
        means.on_event(event)

    try:
        run, known = means.judge.run, means.durations.known
        results = run(plan, python=python, on_event=listen, most=means.most, durations=known) if plan.jobs else ()
    except Interrupted as stop:
        return Outcome(results=stop.results, interrupted=True, sandbox=held)
    return Outcome(results=results, sandbox=held)


def _admit(event: Held, plan: Plan) -> None:
    if not plan.admits(event.layer):
        wanted = plan.sandbox or plan.require
        what = (
            f"this machine has no sandbox `{wanted}`" if plan.sandbox else f"the sandbox here is only `{event.layer}`"
        )
        why = [f"{what}; `{wanted}` is required (docs/security.md)", *event.refusals]
        raise GraderError("\n".join([*why, "kata grade --sandbox audit     only for code that you trust"]))


def warnings(layer: Sandbox | None) -> list[str]:
    """Return what a reader should know of the layer that held the code of a run."""
    if layer is not None and layer.weaker_than(Sandbox.LANDLOCK):
        return [f"sandbox: {layer}, which does not hold hostile code (docs/security.md)"]
    return []


def in_order(katas: Sequence[Kata], results: Iterable[KataResult]) -> tuple[KataResult, ...]:
    """Return the results in the order of the catalogue."""
    place = {kata.id: number for number, kata in enumerate(katas)}
    return tuple(sorted(results, key=lambda result: (place[result.id], result.label)))


def reported(
    outcome: Outcome, watch: Stopwatch, *, command: Sequence[str], code: int, review: Review | None = None
) -> Report:
    """Return the report of a run that ends now."""
    about = Run(
        started=watch.started.isoformat(timespec="seconds"),
        duration_s=round(time.monotonic() - watch.monotonic_s, 3),
        command=tuple(command),
        engine=__version__,
        exit=code,
        interrupted=outcome.interrupted,
    )
    sandbox = outcome.sandbox or Sandbox.NONE
    return build(outcome.results, run=about, machine=this_machine(), sandbox=sandbox, review=review)
