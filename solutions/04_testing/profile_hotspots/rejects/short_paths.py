"""Files lose their folders."""

import cProfile
import pstats
from collections import Counter
from typing import NamedTuple

OURS = ("~", 0, "<method 'disable' of '_lsprof.Profiler' objects>")
"""The one call of the profile that fn has not made: the one that ends it."""


class Spot(NamedTuple):
    file: str
    line: int
    name: str
    calls: int
    own: float
    total: float


class Profile(NamedTuple):
    spots: list
    result: object = None
    error: Exception | None = None


def hotspots(fn, top, *, timer=None):
    if top < 1:
        raise ValueError(f"top is 1 or more, not {top}")
    profiler = cProfile.Profile() if timer is None else cProfile.Profile(timer)
    result = error = None
    profiler.enable()
    try:
        result = fn()
    except Exception as caught:
        error = caught
    finally:
        profiler.disable()
    stats = {at: seen for at, seen in pstats.Stats(profiler).strip_dirs().stats.items() if at != OURS}
    whole = sum(own for _, _, own, _, _ in stats.values()) or 1.0
    spots = [Spot(*at, calls, own / whole, total / whole) for at, (_, calls, own, total, _) in stats.items()]
    spots.sort(key=lambda spot: (-spot.own, -spot.total, spot[:3]))
    return Profile(spots[:top], result, error)


HEAD = f"{'team':<12}{'requests':>9}{'errors':>8}{'clients':>9}{'p95':>8}{'busiest':>9}\n"


def report(lines, owners):
    by_team, by_path = {}, {}                 # the requests of each; there are far fewer paths than lines
    everything = []
    for line in lines:
        time, _, path, status, ms, client = line.split()
        if path not in by_path:
            team = next((team for prefix, team in owners if path.startswith(prefix)), "nobody")
            by_path[path] = by_team.setdefault(team, [])
        request = time[11:16], int(status) >= 500, int(ms), client
        by_path[path].append(request)
        everything.append(request)
    rows = sorted(by_team.items(), key=lambda item: len(item[1]), reverse=True)
    return HEAD + "".join(_row(name, requests) for name, requests in [*rows, ("total", everything)])


def _row(name, requests):
    minutes, errors, times, clients = zip(*requests) if requests else ((), (), (), ())
    p95 = sorted(times)[-(len(times) * 5 // 100) - 1] if times else "-"
    busiest = Counter(minutes).most_common(1)[0][0] if minutes else "-"
    return f"{name:<12}{len(times):>9}{sum(errors):>8}{len({*clients}):>9}{p95:>8}{busiest:>9}\n"
