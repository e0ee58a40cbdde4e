"""One `kata batch` over made submissions: its workers or all of it killed on the way, and what it leaves checked."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from graders.bench.cost import clean_environment
from graders.bench.herd import Herd
from graders.report.exit_code import INTERRUPTED, NOT_PASSED, OK

WORKER: Final = b"graders.batch.worker"
JUDGE: Final = b"graders.judge.staying"
END_S: Final = 30.0
"""How long what a killed client leaves may take to end, on a machine with any load."""


class Whom(StrEnum):
    """Who is ended: a worker or the client by SIGKILL, or the client by Ctrl-C."""

    WORKER = "worker"
    CLIENT = "client"
    INTERRUPTED = "interrupted"


class Kill(NamedTuple):
    """End somebody when so many results are there."""

    at: int
    whom: Whom


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A catalogue, what was handed in, where results go, and by how many workers."""

    catalog: Path
    submissions: Path
    folder: Path
    herd: Herd
    workers: int = 2
    poll_s: float = 0.1


@dataclass(slots=True)
class Course:
    """What was seen on the way: memory by role and by results, what is wrong in the end, results a second.

    `rate` and `cpu_s`, that of the client and of all below it, are those of the last run, which is all of it when the
    client was not killed.
    """

    memory: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    killed: Counter[Whom] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    cpu_s: dict[str, float] = field(default_factory=dict)
    rate: float = 0.0


def go(trial: Trial, kills: Sequence[Kill] = (), seed: int = 0) -> Course:
    """Run a batch to its end, through all kills; the last run's cost is that of all when nobody was killed."""
    course, left, chance = Course(), sorted(kills), random.Random(seed)
    while True:
        before = _inodes(trial)
        process = _started(trial)
        killed = False
        while process.poll() is None and not killed:
            killed = _look(trial, process, left, chance, course)
            time.sleep(trial.poll_s)
        after = _inodes(trial)
        again = [name for name, inode in before.items() if after.get(name) != inode]
        course.faults += [f"graded twice, or lost: {name}" for name in again]
        if not killed:
            course.rate = _rate(trial)
            course.faults += _faults(trial, process.returncode)
            return course


def _started(trial: Trial) -> subprocess.Popen[bytes]:
    words = ["batch", str(trial.submissions), "--to", str(trial.folder), "--jobs", str(trial.workers), "-q"]
    environ = {name: value for name, value in clean_environment().items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        [sys.executable, "-m", "graders.cli", *words],
        cwd=trial.catalog,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _look(
    trial: Trial, client: subprocess.Popen[bytes], left: list[Kill], chance: random.Random, course: Course
) -> bool:
    """Note how much memory is used, and kill whom it is time to kill; say whether that was the client."""
    done = sum(1 for _ in _results(trial))
    below = list(descendants(client.pid))
    course.memory.append((done, _memory(client.pid, below)))
    cpu_s = {"client": _cpu(client.pid), "below": sum(map(_cpu, below))}
    course.cpu_s = max(course.cpu_s, cpu_s, key=lambda used: sum(used.values()))  # a judge that is killed tells no more
    workers = [pid for pid in below if WORKER in _command(pid)]
    if not left or done < left[0].at or not workers:
        return False
    kill = left.pop(0)
    course.killed[kill.whom] += 1
    if kill.whom is Whom.WORKER:
        os.kill(chance.choice(workers), signal.SIGKILL)
        return False
    client.send_signal(signal.SIGKILL if kill.whom is Whom.CLIENT else signal.SIGINT)
    code = client.wait()
    if code not in {-signal.SIGKILL, INTERRUPTED}:
        course.faults.append(f"exit code {code} after {kill.whom}")
    stayed = _outliving(below)
    course.faults += [f"a process outlives its client: {_command(pid)!r}" for pid in stayed]
    return True


def _outliving(pids: Sequence[int]) -> list[int]:
    """Return the processes that are still there when they should have gone."""
    until = time.monotonic() + END_S
    while (alive := [pid for pid in pids if _command(pid)]) and time.monotonic() < until:
        time.sleep(0.1)
    return alive


def descendants(pid: int) -> Iterator[int]:
    """Yield all processes below one, whichever of its threads has started them."""
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, file.read_text(encoding="ascii").split()):
                yield child
                yield from descendants(child)


def _command(pid: int) -> bytes:
    """Return a process's command line; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _memory(client: int, below: Sequence[int]) -> dict[str, float]:
    """Return the resident MiB of the client, the largest worker and the largest judge."""
    found = {"client": _resident(client), "worker": 0.0, "judge": 0.0}
    for pid in below:
        command = _command(pid)
        for role, word in (("worker", WORKER), ("judge", JUDGE)):
            if word in command:
                found[role] = max(found[role], _resident(pid))
    return found


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _cpu(pid: int) -> float:
    """Return the CPU seconds of a process and of those below it that have ended."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")


def _results(trial: Trial) -> Iterator[Path]:
    return (trial.folder / "results").glob("*/[!.]*.json")


def _inodes(trial: Trial) -> dict[str, int]:
    """Return which file each result is: one that is written again is another."""
    return {path.name: path.stat().st_ino for path in _results(trial)}


def _rate(trial: Trial) -> float:
    """Return how many results came in a second, from the first to the last: without start and end."""
    times = sorted(path.stat().st_mtime for path in _results(trial))
    return len(times) / max(times[-1] - times[0], 1e-9) if times else 0.0


def _faults(trial: Trial, code: int) -> Iterator[str]:
    """Yield what is wrong with the end of a batch."""
    herd = trial.herd
    expected_code = NOT_PASSED if herd.refused else OK
    if code != expected_code:
        yield f"exit code {code} instead of {expected_code}"
    count = sum(1 for _ in _results(trial))
    if count != herd.different:
        yield f"{count} results instead of {herd.different}"
    summary = json.loads((trial.folder / "summary.json").read_text(encoding="utf-8"))
    names = Counter(one["name"] for one in summary["submissions"])
    yield from (f"{name} stands there {times} times" for name, times in names.items() if times > 1)
    found = {one["name"]: {line["id"]: line["status"] for line in one["katas"]} for one in summary["submissions"]}
    for name, statuses in herd.statuses.items():
        if found.get(name) != statuses:
            yield f"{name}: {found.get(name)} instead of {statuses}"
    refused = {one["name"] for one in summary["submissions"] if one["refused"]}
    if refused != set(herd.refused):
        yield f"refused: {sorted(refused ^ set(herd.refused))} differ"
