"""The report is that of slow_report."""

import cProfile
import pstats
from collections import Counter
from typing import NamedTuple

import slow_report

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
    stats = {at: seen for at, seen in pstats.Stats(profiler).stats.items() if at != OURS}
    whole = sum(own for _, _, own, _, _ in stats.values()) or 1.0
    spots = [Spot(*at, calls, own / whole, total / whole) for at, (_, calls, own, total, _) in stats.items()]
    spots.sort(key=lambda spot: (-spot.own, -spot.total, spot[:3]))
    return Profile(spots[:top], result, error)


HEAD = f"{'team':<12}{'requests':>9}{'errors':>8}{'clients':>9}{'p95':>8}{'busiest':>9}\n"


def report(lines, owners):
    return slow_report.report(lines, owners)
