"""`python -m graders.bench`: every figure of docs/benchmarks.md, as a table and as JSON."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from graders.bench import micro
from graders.bench.cost import clean_environment
from graders.bench.figures import FIGURES, Figure, strongest
from graders.bench.stage import Stage
from graders.catalog.whole import write_whole

ROUNDS: Final = 5
MICRO: Final = "micro"


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for; a figure that misses its target is marked, and fails nothing."""
    args = _arguments(words)
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path.cwd(), Path(folder))
        found = _about(stage)
        asked = [figure for figure in FIGURES if figure.name in args.figures]
        found["figures"] = [_row(figure, _measured(figure, stage, args.rounds, console)) for figure in asked]
        found["micro"] = _micro(Path(folder)) if MICRO in args.figures else []
    _show(found)
    if args.json:
        write_whole(args.json, json.dumps(found, indent=2).encode() + b"\n")
    return 0


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    names = [*(figure.name for figure in FIGURES), MICRO]
    about = [f"  {figure.name:11}{figure.about}" for figure in FIGURES]
    parser = argparse.ArgumentParser(
        prog="nox -s bench --",
        description="Measure the grader's own speed, each figure as a ratio within one run.",
        epilog="\n".join(["figures:", *about, f"  {MICRO:11}codec, round trip, proxy call, fork: pytest-benchmark"]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("figures", metavar="FIGURE", nargs="*", choices=[*names, []], help="only these; default: all")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the median is shown; default: %(default)s")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures of all rounds")
    args = parser.parse_args(words)
    args.figures = args.figures or names
    return args


def _about(stage: Stage) -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "sandbox": strongest(stage),
    }


def _measured(figure: Figure, stage: Stage, rounds: int, console: Console) -> list[float]:
    values = []
    for number in range(rounds):
        with _told(console, f"{figure.about}: round {number + 1} of {rounds}"):
            values.append(figure.measure(stage, number))
    return values


@contextmanager
def _told(console: Console, what: str) -> Iterator[None]:
    if console.is_terminal:
        with console.status(what):
            yield
    else:
        console.print(what)
        yield


def _row(figure: Figure, values: list[float]) -> dict[str, Any]:
    middle = median(values)
    return {
        "name": figure.name,
        "about": figure.about,
        "unit": figure.unit,
        "target": figure.target,
        "median": None if math.isnan(middle) else round(middle, 4),
        "rounds": [round(value, 4) for value in values],
        "met": figure.met(middle),
    }


def _micro(folder: Path) -> list[dict[str, Any]]:
    """Run the small figures by pytest-benchmark."""
    file = folder / "micro.json"
    quiet = ["-q", "-c", os.devnull, "-p", "no:cacheprovider", "--benchmark-quiet", f"--benchmark-json={file}"]
    command = [sys.executable, "-m", "pytest", *quiet, str(micro.__file__)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=clean_environment())
    if done.returncode:
        raise SystemExit(done.stdout[-2000:])
    found = json.loads(file.read_text(encoding="utf-8"))["benchmarks"]
    names = {one["name"].removeprefix("test_"): one["stats"] for one in found}
    return [{"name": name, "median_us": round(stats["median"] * 1e6, 1)} for name, stats in names.items()]


def _show(found: dict[str, Any]) -> None:
    table = Table(title="python {python}, {cores} cores, load {load}, sandbox {sandbox}".format_map(found))
    for name in ("figure", "what", "median", "from", "to", "target", ""):
        table.add_column(name, justify="right" if name in {"median", "from", "to", "target"} else "left")
    for row in found["figures"]:
        low, high = (f"{f(row['rounds']):.2f}" for f in (min, max))
        middle = "-" if row["median"] is None else f"{row['median']:.2f}"
        target = f"{row['target']:g} {row['unit']}"
        table.add_row(row["name"], row["about"], middle, low, high, target, "" if row["met"] else "missed")
    for row in found["micro"]:
        table.add_row(row["name"], "wall", f"{row['median_us']:.1f}", "", "", "us", "")
    Console().print(table)


if __name__ == "__main__":
    raise SystemExit(main())
