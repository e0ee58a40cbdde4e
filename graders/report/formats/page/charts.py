"""What is drawn of a kata: how its cost grows, the rounds of a ratio, what it was over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from markupsafe import Markup

from graders.judge.budgets.rule import fastest
from graders.model import BudgetResult, KataResult, Metric
from graders.report.beside import Past
from graders.report.formats.page.drawing import Axis, Line, Point, decades, draw
from graders.report.neutral import one_line

RECENT: Final = 60
"""So many gradings are drawn; more cannot be told apart."""
MOST: Final = 1e12
"""No budget comes to more; what lies in a learner's own file may say so."""
TICKS: Final = 3
OTHER: Final = {Metric.OVERHEAD: "the bare call"}


class Chart(NamedTuple):
    """A drawing with its key, and the same as a table."""

    title: str
    svg: Markup
    key: Sequence[Line]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def of_budget(budget: BudgetResult) -> Chart | None:
    """Return the chart of a budget that was judged from rounds."""
    if not budget.pairs or min(map(min, budget.pairs)) <= 0:
        return None
    if budget.sizes:
        return _growth(budget) if len(set(budget.sizes)) > 1 else None
    return _ratio(budget)


def of_past(result: KataResult, past: Sequence[Past]) -> Iterator[Chart]:
    """Yield the charts of a kata over time; none before its second grading."""
    recent = past[-RECENT:]
    scores = [(one.at, 100 * one.score) for one in recent if 0 <= one.score <= 1]
    if len(scores) > 1:
        yield _over_time("Score over time", "score, %", [Line(name="score", look="yours", points=_timed(scores))])
    for budget in result.budgets:
        values = [
            (one.at, value) for one in recent if 0 <= (value := one.values.get(budget.workload, math.nan)) <= MOST
        ]
        if len(values) > 1:
            points = _timed(values)
            limit = [(points[0][0], budget.limit), (points[-1][0], budget.limit)]
            lines = [
                Line(name="the limit", look="limit", points=limit, dots=False),
                Line(name="what it cost", look="yours", points=points),
            ]
            title = f"{one_line(budget.workload)} over time"
            yield _over_time(title, budget.metric.replace("_", " "), lines)


def _growth(budget: BudgetResult) -> Chart:
    """Draw the least CPU at each size, and the steepest growth that the limit allows from the smallest on."""
    ours, theirs = (fastest(budget.sizes, [pair[side] for pair in budget.pairs]) for side in (0, 1))
    first, *_, last = ours
    most = {first: ours[first], last: ours[first] * (last / first) ** budget.limit}
    lines = [
        Line(name=f"the limit: n to the power of {budget.limit:g}", look="limit", points=_ms(most), dots=False),
        Line(name="the reference", look="reference", points=_ms(theirs)),
        Line(name="yours", look="yours", points=_ms(ours)),
    ]
    x = Axis(title="n", log=True, ticks=list(ours), show=lambda n: f"{n:,.0f}")
    y = Axis(title="CPU, ms", log=True, ticks=decades([cost for line in lines for _, cost in line.points]))
    rows = [(f"{n:,}", f"{ours[n] / 1e6:.3g}", f"{theirs[n] / 1e6:.3g}") for n in ours]
    headings = ("n", "yours, CPU ms", "the reference, CPU ms")
    return Chart(f"How {one_line(budget.workload)} grows", draw(lines, x, y), lines, headings, rows)


def _ratio(budget: BudgetResult) -> Chart:
    """Draw what each round gave, between the bounds of the verdict, against the limit."""
    rounds = [(ours + budget.charged_ns) / theirs for ours, theirs in budget.pairs]
    end = len(rounds) + 0.5
    limit = [(0.5, budget.limit), (end, budget.limit)]
    points: list[Point] = [(float(number), ratio) for number, ratio in enumerate(rounds, 1)]
    lines = [
        *_band(budget, 0.5, end, max(*rounds, budget.limit)),
        Line(name="the limit", look="limit", points=limit, dots=False),
        Line(name="a round", look="rounds", points=points, joined=False),
    ]
    x = Axis(title="round", ticks=range(1, len(rounds) + 1, 1 + len(rounds) // 10), show=lambda n: f"{n:.0f}")
    y = Axis(title="times the other's CPU")
    rows = [
        (str(number), f"{ours / 1e6:.3g}", f"{theirs / 1e6:.3g}", f"{ratio:.3g}")
        for number, ((ours, theirs), ratio) in enumerate(zip(budget.pairs, rounds, strict=True), 1)
    ]
    headings = ("round", "yours, CPU ms", f"{OTHER.get(budget.metric, 'the reference')}, CPU ms", "ratio")
    return Chart(f"The rounds of {one_line(budget.workload)}", draw(lines, x, y), lines, headings, rows)


def _band(budget: BudgetResult, left: float, right: float, top: float) -> Iterator[Line]:
    """Yield the area between the bounds that decided; it ends with the drawing where there is no upper bound."""
    if budget.low is None:
        return
    high = budget.high if budget.high is not None and math.isfinite(budget.high) else top
    corners = [(left, budget.low), (right, budget.low), (right, high), (left, high), (left, budget.low)]
    yield Line(name="where the ratio surely lies", look="band", points=corners, dots=False)


def _over_time(title: str, what: str, lines: Sequence[Line]) -> Chart:
    points = lines[-1].points
    first, last = points[0][0], points[-1][0]
    ticks = [first + (last - first) * step / TICKS for step in range(TICKS + 1)] if last > first else [first]
    svg = draw(lines, Axis(title="", ticks=ticks, show=_dates(first, last)), Axis(title=what))
    rows = [(f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}", f"{value:.3g}") for at, value in points]
    return Chart(title, svg, lines, ("when (UTC)", what), rows)


def _dates(first: float, last: float) -> Callable[[float], str]:
    short = timedelta(seconds=last - first) < timedelta(days=TICKS)
    form = "%d %b %H:%M" if short else "%d %b %y"
    return lambda at: datetime.fromtimestamp(at, UTC).strftime(form)


def _timed(values: Sequence[tuple[datetime, float]]) -> list[Point]:
    return [(at.timestamp(), value) for at, value in values]


def _ms(costs: Mapping[int, float]) -> list[Point]:
    return [(float(n), ns / 1e6) for n, ns in costs.items()]
