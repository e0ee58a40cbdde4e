"""The profiler's own entries, without pstats; and a report of counters, which keeps no request."""

from cProfile import Profile as Profiler
from cProfile import label
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, NamedTuple


class Spot(NamedTuple):
    file: str
    line: int
    name: str
    calls: int
    own: float
    total: float


class Profile(NamedTuple):
    spots: list[Spot]
    result: Any = None
    error: Exception | None = None


def hotspots(fn, top, *, timer=None):
    if top <= 0:
        raise ValueError(top)
    profiler, seen = Profiler(timer or perf_counter), {"result": None, "error": None}
    try:
        profiler.enable()
        seen["result"] = fn()
    except Exception as error:
        seen["error"] = error
    finally:
        profiler.disable()
    entries = [e for e in profiler.getstats() if not (isinstance(e.code, str) and "_lsprof.Profiler" in e.code)]
    every = sum(entry.inlinetime for entry in entries)
    spots = [
        Spot(*label(e.code), e.callcount, *((e.inlinetime / every, e.totaltime / every) if every else (0.0, 0.0)))
        for e in entries
    ]
    return Profile(sorted(spots, key=lambda s: (-s.own, -s.total, s.file, s.line, s.name))[:top], **seen)


@dataclass
class Row:
    times: list[int] = field(default_factory=list)
    errors: int = 0
    clients: set[str] = field(default_factory=set)
    minutes: Counter[str] = field(default_factory=Counter)

    def add(self, minute, status, ms, client):
        self.times.append(ms)
        self.errors += status >= 500
        self.clients.add(client)
        self.minutes[minute] += 1

    def text(self, name):
        n = len(self.times)
        p95 = sorted(self.times)[(95 * n + 99) // 100 - 1] if n else "-"
        busiest = max(self.minutes, key=self.minutes.__getitem__) if n else "-"
        return f"{name:<12}{n:>9}{self.errors:>8}{len(self.clients):>9}{p95:>8}{busiest:>9}\n"


def report(lines, owners):
    rows, every, rows_of = defaultdict(Row), Row(), {}
    for line in lines:
        time, _, path, status, ms, client = line.split(" ")
        row = rows_of.get(path)
        if row is None:
            row = rows_of[path] = rows[next((team for prefix, team in owners if path.startswith(prefix)), "nobody")]
        facts = time[11:16], int(status), int(ms), client
        row.add(*facts)
        every.add(*facts)
    ordered = sorted(rows.items(), key=lambda item: -len(item[1].times))
    head = f"{'team':<12}{'requests':>9}{'errors':>8}{'clients':>9}{'p95':>8}{'busiest':>9}\n"
    return "".join([head, *(row.text(name) for name, row in ordered), every.text("total")])
