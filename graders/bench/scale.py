"""`kata batch` at scale: `python -m graders.bench.scale`: kills, rate of two workers against one, memory."""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from graders.bench.batches import Course, Kill, Trial, Whom, go
from graders.bench.herd import Herd, hand_in
from graders.bench.synthetic import write_catalog

KATAS: Final = 3
SUBMISSIONS: Final = 1_000
WORKER_KILLS, CLIENT_KILLS = 10, 3
FOR_RATE: Final = 200
ROUNDS: Final = 5


def main(words: Sequence[str] | None = None) -> int:
    """Measure; return 1 when something was lost, doubled or wrong."""
    args = _arguments(words)
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        catalog = write_catalog(root / "catalog", KATAS)
        if "kills" in args.parts:
            faults += _kills(root, catalog, args.submissions)
        if "rate" in args.parts:
            faults += _rate(root, catalog, args.rounds)
    return 1 if faults else 0


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s scale --", description="Measure `kata batch` (docs/scale.md).")
    parser.add_argument("parts", nargs="*", choices=["kills", "rate", []], help="only this; default: both")
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS, help="for the kills; default: %(default)s")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the rate; default: %(default)s")
    args = parser.parse_args(words)
    args.parts = args.parts or ["kills", "rate"]
    return args


def plan_kills(results: int, workers: int, clients: int, seed: int = 0) -> list[Kill]:
    """Return kills at random counts of results, none at the very end."""
    chance = random.Random(seed)
    counts = chance.sample(range(results // 20, results * 19 // 20), workers + clients)
    return [Kill(at, Whom.CLIENT if number < clients else Whom.WORKER) for number, at in enumerate(counts)]


def _kills(root: Path, catalog: Path, count: int) -> int:
    herd = hand_in(root / "killed", count, KATAS)
    trial = Trial(catalog=catalog, submissions=root / "killed", folder=root / "killed-out", herd=herd, poll_s=0.5)
    course = go(trial, plan_kills(herd.different, WORKER_KILLS, CLIENT_KILLS))
    _say(f"{count} submissions of {KATAS} katas, {herd.different} gradings, load {_load()}")
    _say(f"kills: {course.killed[Whom.WORKER]} of a worker, {course.killed[Whom.CLIENT]} of the client")
    _say(f"lost, doubled or wrong: {len(course.faults)}")
    for fault in course.faults[:20]:
        _say(f"  {fault}")
    for line in _growth(course, herd):
        _say(line)
    return len(course.faults)


def _growth(course: Course, herd: Herd) -> Iterator[str]:
    """Yield how memory went: the most in the second quarter of the batch, and in the last."""
    for role in ("client", "worker", "judge"):
        quarters = [
            max((used[role] for done, used in course.memory if _quarter(done, herd) == quarter), default=0.0)
            for quarter in range(4)
        ]
        yield f"{role}: most MiB by quarter {', '.join(f'{most:.0f}' for most in quarters)}"


def _quarter(done: int, herd: Herd) -> int:
    return min(4 * done // herd.different, 3)


def _rate(root: Path, catalog: Path, rounds: int) -> int:
    """Grade the same by one worker and by two, one after the other, again and again."""
    herd = hand_in(root / "rated", FOR_RATE, KATAS)
    found: dict[int, list[Course]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (1, 2) if number % 2 else (2, 1):
            folder = root / f"rated-{number}-{workers}"
            trial = Trial(
                catalog=catalog, submissions=root / "rated", folder=folder, herd=herd, workers=workers, poll_s=1.0
            )
            found[workers].append(go(trial))
            _say(f"round {number + 1}: {workers} workers, {_figures(found[workers][-1:])}, load {_load()}")
    ratios = [two.rate / one.rate for one, two in zip(found[1], found[2], strict=True)]
    shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    _say(f"two workers against one: {median(ratios):.2f} x the rate, median of {shown}")
    for workers, courses in found.items():
        _say(f"{workers} workers: {_figures(courses)}")
    _say(f"by CPU, on two cores that nobody else uses: {_by_cpu(found):.2f} x")
    return sum(len(course.faults) for courses in found.values() for course in courses)


def _by_cpu(found: Mapping[int, Sequence[Course]]) -> float:
    """Return what the CPU says of the ratio: one worker keeps one core busy, two and the client share two."""
    one, two = (_cpu(found[workers], "below") for workers in (1, 2))
    return 2 * one / (two + _cpu(found[2], "client"))


def _cpu(courses: Sequence[Course], whose: str) -> float:
    """Return the median CPU seconds a submission, start and end of a run included."""
    return median(course.cpu_s[whose] for course in courses) / FOR_RATE


def _figures(courses: Sequence[Course]) -> str:
    rate = median(course.rate for course in courses) / KATAS
    cpu = ", ".join(f"{1000 * _cpu(courses, whose):.0f} ms CPU {whose}" for whose in ("client", "below"))
    return f"{rate:.2f} submissions a second; a submission: {cpu}"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (a command of its own)


if __name__ == "__main__":
    raise SystemExit(main())
