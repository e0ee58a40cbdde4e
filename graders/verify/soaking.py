"""`python -m graders.verify.soaking`: the soak on every core under load, its figures, and a picture of them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, quantiles
from typing import Any, Final

from graders.verify.load import busy
from graders.verify.soak import LIMIT, Pit, Verdict, growth_verdicts, peaks, ratio_verdicts, used_cpu_s

LOAD: Final = 4
"""Burning processes for each core."""
SHARES: Final = 10
"""Parts in which each core does its share, so that progress can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How much to judge on one core, and from which seed."""

    core: int
    ratios: int
    growths: int
    memories: int
    seed: int


@dataclass(slots=True, kw_only=True)
class Seen:
    """What was judged; `cpu_s` is of the ratios alone."""

    ratios: list[Verdict] = field(default_factory=list)
    growths: list[Verdict] = field(default_factory=list)
    peaks: set[float | None] = field(default_factory=set)
    cpu_s: float = 0.0

    def add(self, other: Seen) -> None:
        """Add what another core has seen."""
        self.ratios += other.ratios
        self.growths += other.growths
        self.peaks |= other.peaks
        self.cpu_s += other.cpu_s


def soak(wanted: Wanted) -> Seen:
    """Judge on one core, in a process of our own."""
    os.sched_setaffinity(0, {wanted.core})
    seen = Seen()
    start = used_cpu_s()
    with Pit() as pit:
        seen.ratios = list(ratio_verdicts(pit, wanted.ratios, wanted.seed)) if wanted.ratios else []
    seen.cpu_s = used_cpu_s() - start
    with Pit() as pit:
        seen.growths = list(growth_verdicts(pit, wanted.growths, wanted.seed)) if wanted.growths else []
        seen.peaks = peaks(pit, wanted.memories, wanted.seed) if wanted.memories else set()
    return seen


def run(args: argparse.Namespace) -> Seen:
    """Soak on all cores at once."""
    cores = sorted(os.sched_getaffinity(0))
    with busy(cores, args.load):
        return _gather(args, cores)


def _gather(args: argparse.Namespace, cores: Sequence[int]) -> Seen:
    shares = len(cores) * SHARES
    plans = [
        Wanted(
            core=cores[i % len(cores)],
            ratios=-(-args.verdicts // shares),
            growths=-(-args.growth // len(cores)) if i < len(cores) else 0,
            memories=-(-args.memory // len(cores)) if i < len(cores) else 0,
            seed=args.seed + i * 10**6,
        )
        for i in range(shares)
    ]
    total = Seen()
    with ProcessPoolExecutor(len(cores), mp_context=get_context("spawn")) as pool:
        for number, seen in enumerate(pool.map(soak, plans), 1):
            total.add(seen)
            sys.stderr.write(f"{number} of {shares} shares, load {os.getloadavg()[0]:.1f}\n")
    return total


def figures(seen: Seen) -> dict[str, Any]:
    """Return the figures of a soak."""
    by_ratio = {true: [v for v in seen.ratios if v.true == true] for true in sorted({v.true for v in seen.ratios})}
    return {
        "ratio": [_row(true, verdicts) for true, verdicts in by_ratio.items()],
        "wrong": sum(v.wrong for v in seen.ratios),
        "undecided": sum(v.undecided for v in seen.ratios),
        "verdicts": len(seen.ratios),
        "cpu_ms_per_verdict": round(1000 * seen.cpu_s / max(1, len(seen.ratios)), 2),
        "growth": {
            "fits": len(seen.growths),
            "wrong": sum(v.wrong for v in seen.growths),
            "undecided": sum(v.undecided for v in seen.growths),
            "exponents": {name: _span(seen.growths, name) for name in sorted({v.kernel for v in seen.growths})},
        },
        "peaks_kib": sorted(peak or 0.0 for peak in seen.peaks),
    }


def _row(true: float, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    walls = quantiles([v.wall_s * 1000 for v in verdicts], n=100)
    ratios = quantiles([v.result.value or 0.0 for v in verdicts], n=100)
    return {
        "true_ratio": true * LIMIT,
        "of_limit": true,
        "verdicts": len(verdicts),
        "wrong": sum(v.wrong for v in verdicts),
        "undecided": sum(v.undecided for v in verdicts),
        "mean_pairs": round(mean(len(v.result.pairs) for v in verdicts), 2),
        "pairs": dict(sorted(Counter(len(v.result.pairs) for v in verdicts).items())),
        "value_p1_p50_p99": [round(ratios[i], 3) for i in (0, 49, 98)],
        "wall_ms_p50_p99": [round(walls[i], 1) for i in (49, 98)],
    }


def _span(growths: Sequence[Verdict], name: str) -> list[float]:
    values = [v.result.value or 0.0 for v in growths if v.kernel == name]
    return [round(min(values), 2), round(max(values), 2)]


def table(numbers: dict[str, Any]) -> str:
    """Return the figures as lines for a terminal."""
    rows = numbers["ratio"]
    lines = [f"{'true ratio':>10} {'verdicts':>9} {'wrong':>6} {'undecided':>10} {'mean pairs':>11}  wall ms p50, p99"]
    lines += [
        f"{r['true_ratio']:>10} {r['verdicts']:>9} {r['wrong']:>6} {r['undecided']:>10} {r['mean_pairs']:>11}"
        f"  {r['wall_ms_p50_p99']}"
        for r in rows
    ]
    lines.append(f"CPU per verdict: {numbers['cpu_ms_per_verdict']} ms; limit {LIMIT:g} x")
    return "\n".join([*lines, f"growth: {numbers['growth']}", f"peaks in KiB: {numbers['peaks_kib']}"])


def main(argv: Sequence[str] | None = None) -> int:
    """Soak; exit 1 when any verdict was wrong or a peak differed."""
    parser = argparse.ArgumentParser(
        prog="nox -s soak --", description="Measure how often a budget's verdict is wrong."
    )
    parser.add_argument("--verdicts", type=int, default=30_000, metavar="N", help="ratios to judge (%(default)s)")
    parser.add_argument("--growth", type=int, default=1_000, metavar="N", help="exponents to judge (%(default)s)")
    parser.add_argument("--memory", type=int, default=100, metavar="N", help="peaks to measure (%(default)s)")
    parser.add_argument("--load", type=int, default=LOAD, metavar="N", help="burning processes per core (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the inputs (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--figure", type=Path, metavar="FILE", help="draw the distribution there, as SVG")
    args = parser.parse_args(argv)
    seen = run(args)
    numbers = figures(seen)
    sys.stdout.write(table(numbers) + "\n")
    if args.json:
        args.json.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    if args.figure:
        from graders.verify.soak_figure import draw  # noqa: PLC0415  (needs the group `soak`)

        draw(seen.ratios, args.figure)
    for verdict in [*seen.ratios, *seen.growths]:
        if verdict.wrong:
            sys.stderr.write(f"wrong: {verdict}\n")
    wrong = any(v.wrong for v in [*seen.ratios, *seen.growths])
    return int(wrong or len(seen.peaks) > 1)


if __name__ == "__main__":
    raise SystemExit(main())
