"""A picture of a soak: where the estimates lie, against the true ratios and the limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pygal
from pygal.style import Style

from graders.verify.soak import LIMIT, Verdict

STEP: Final = 0.02
"""Width of a bin, as a share of the limit."""


def draw(verdicts: Sequence[Verdict], path: Path) -> None:
    """Draw how many verdicts were reached at which estimate, a line for each true ratio."""
    style = Style(background="white", plot_background="white", font_family="sans-serif")
    chart = pygal.XY(
        style=style,
        width=800,
        height=400,
        show_dots=False,
        fill=True,
        logarithmic=False,
        js=[],
        title=f"{len(verdicts):,} verdicts under load: estimate / limit, by true ratio",
        x_title="estimate / limit (the limit is 1)",
        y_title="verdicts",
    )
    for true in sorted({verdict.true for verdict in verdicts}):
        bins = Counter(round((v.result.value or 0.0) / LIMIT / STEP) for v in verdicts if v.true == true)
        low, high = min(bins), max(bins)
        points = [(place * STEP, bins.get(place, 0)) for place in range(low - 1, high + 2)]
        chart.add(f"true {true:g}", points)
    chart.render_to_file(str(path))
