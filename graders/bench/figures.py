"""The figures of design and what each is measured by; every measurement compares within itself."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from graders.bench.cost import cpu_of, on_one_core
from graders.bench.saves import first_line_s
from graders.bench.stage import LARGE, SMALL, Stage, direct, grade, one_of, plan_of
from graders.judge.judges import cores
from graders.judge.lane import Lane
from graders.judge.process import run_judge
from graders.model import Held, Limits, Plan, Status

WORKERS: Final = 200
SAMPLE: Final = 10
Measurement = Callable[[Stage, int], float]
"""What measures a figure on a stage, in the round with this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: its target, and whether it is good to be below or above it."""

    name: str
    about: str
    unit: str
    target: float
    measure: Measurement
    above: bool = False

    def met(self, value: float) -> bool:
        """Say whether a value is good enough."""
        return value >= self.target if self.above else value <= self.target


def split(stage: Stage, _: int) -> float:
    """Judge all references without what is timed; compare with one pytest process that imports them."""
    plan = plan_of(stage.references)
    with on_one_core():
        judged = cpu_of(lambda: _must_pass(plan))
        return judged / direct([job.kata.folder / "hidden" for job in plan.jobs], stage.references).cpu_s


def _must_pass(plan: Plan) -> None:
    results = run_judge(plan, python=sys.executable, on_event=lambda _: None)
    bad = [result.id for result in results if result.status is not Status.PASSED]
    if bad:
        raise RuntimeError(f"these references do not pass: {', '.join(bad)}")


def sandbox(stage: Stage, _: int) -> float:
    """Fork workers under the strongest layer and under none, and compare the milliseconds of each."""
    layer = strongest(stage)
    with on_one_core():
        return _a_worker_ms(layer) - _a_worker_ms("none")


def strongest(stage: Stage) -> str:
    """Return the layer that holds submissions here."""
    told: list[str] = []
    small = plan_of(stage.small)
    one = Plan(jobs=small.jobs[:1])
    run_judge(one, python=sys.executable, on_event=lambda event: told.extend(_layer(event)))
    return told[0]


def _layer(event: object) -> Iterator[str]:
    if isinstance(event, Held):
        yield str(event.layer)


def _a_worker_ms(layer: str) -> float:
    some, none = (cpu_of(partial(_fork, layer, count)) for count in (WORKERS, 0))
    return (some - none) / WORKERS * 1000


def _fork(layer: str, count: int) -> None:
    lane = Lane(layer=layer)
    limits = Limits(cpu_s=2, memory_mib=256)
    for _ in range(count):
        worker = lane.spawn(limits)
        worker.end()
        worker.forget()
    lane.close()


def processes(stage: Stage, _: int) -> float:
    """Grade a made catalogue, and compare with a pytest process a kata, of which some are tried."""
    hidden = [one_of(stage.small, n) / "hidden" for n in range(0, SMALL, SMALL // SAMPLE)]
    apart = sum(direct([folder], stage.small).cpu_s for folder in hidden) / SAMPLE * SMALL
    return grade(stage.small, "--no-cache").cpu_s / apart


def one(stage: Stage, _: int) -> float:
    """Grade one small kata, and compare with pytest on its tests."""
    folder = one_of(stage.small, 7)
    judged = grade(stage.small, folder.name, "--no-cache").cpu_s
    return judged / direct([folder / "hidden"], stage.small).cpu_s


def watch(stage: Stage, _: int) -> float:
    """Wait for the first line after a save, and compare with the wall time of a cold grading."""
    folder = one_of(stage.small, 9)
    cold = grade(stage.small, folder.name, "--no-cache").wall_s
    return first_line_s(stage.small, folder.name, folder / f"{folder.name}.py") / cold


def unchanged(stage: Stage, _: int) -> float:
    """Grade a made catalogue again that was graded just now."""
    grade(stage.small)
    return grade(stage.small).cpu_s


def judges(stage: Stage, _: int) -> float:
    """Grade the references with one judge and with two."""
    grade(stage.references, "--no-cache")  # so that the durations are known
    alone, together = (grade(stage.references, "--no-cache", "--jobs", jobs).wall_s for jobs in "12")
    return alone / together if cores() > 1 else math.nan


def growth_of_cpu(stage: Stage, number: int) -> float:
    """Grade made catalogues of two sizes, and return the exponent of the CPU."""
    small, large = stage.both_sizes(number)
    return math.log(large.cpu_s / small.cpu_s, LARGE / SMALL)


def growth_of_memory(stage: Stage, number: int) -> float:
    """Return the exponent of the memory of the largest process, as above."""
    small, large = stage.both_sizes(number)
    return math.log(large.memory_mib / small.memory_mib, LARGE / SMALL)


FIGURES: Final = (
    Figure(name="split", about="references judged / in one pytest, CPU", unit="x", target=2.0, measure=split),
    Figure(name="sandbox", about="sandbox a worker over a fork, CPU", unit="ms", target=0.5, measure=sandbox),
    Figure(name="processes", about="200 katas / a pytest each, CPU", unit="x", target=0.1, measure=processes),
    Figure(name="one", about="kata grade ONE / pytest on it, CPU", unit="x", target=1.3, measure=one),
    Figure(name="watch", about="save to first line / cold grading, wall", unit="x", target=0.25, measure=watch),
    Figure(name="unchanged", about="200 katas, nothing changed, CPU", unit="s", target=1.0, measure=unchanged),
    Figure(name="judges", about="one judge / two on 2 cores, wall", unit="x", target=1.7, measure=judges, above=True),
    Figure(name="growth", about="CPU from 200 to 2,000 katas", unit="slope", target=1.1, measure=growth_of_cpu),
    Figure(name="memory", about="memory from 200 to 2,000 katas", unit="slope", target=1.1, measure=growth_of_memory),
)
