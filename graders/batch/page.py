"""A batch as one page: how each kata went, what was hardest, every submission in a line.

It has the look and the policy of a report's page: no script, no request to anywhere, nothing of a learner's is markup.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from markupsafe import Markup

from graders.batch.summary import OfKata, Summary
from graders.model import Status
from graders.report.formats.page import page_from
from graders.report.outcomes import Kind, kind_of_status

TEMPLATES: Final = Path(__file__).with_name("templates")
WIDTH: Final = 1_000
BAR, GAP, HEIGHT = 14, 2, 48


def render(summary: Summary) -> str:
    """Return the page."""
    return page_from(
        TEMPLATES,
        "batch",
        summary=summary,
        refused=[one for one in summary.submissions if one.refused],
        KIND={status: kind_of_status(status) for status in Status},
        spread=_spread,
        tenths=_tenths,
    )


def _spread(kata: OfKata) -> Markup:
    """Draw how many submissions came out how; the words below say the same."""
    total, left = sum(kata.statuses.values()), 0.0
    parts = []
    for kind in (Kind.GOOD, Kind.BAD, Kind.OPEN, Kind.FAULT):
        width = WIDTH * sum(count for status, count in kata.statuses.items() if kind_of_status(status) is kind) / total
        parts.append(Markup('<rect class="{}" x="{:.1f}" width="{:.1f}" height="16"/>').format(kind, left, width))
        left += width
    head = Markup('<svg class="spread" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">')
    return head + Markup("").join(parts) + Markup("</svg>")


def _tenths(kata: OfKata) -> Markup:
    """Draw how many submissions have which tenth of the score."""
    most = max(kata.tenths)
    bars = []
    for number, count in enumerate(kata.tenths):
        height = max(1, round(HEIGHT * count / most)) if count else 1
        look = "" if count else "ground"
        bar = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
        bars.append(bar.format(look, number * (BAR + GAP), HEIGHT - height, BAR, height))
    head = Markup('<svg class="tenths" viewBox="0 0 {} {}" role="img" aria-label="{}">')
    words = ", ".join(f"{count} from {number / 10:.0%}" for number, count in enumerate(kata.tenths) if count)
    width = len(kata.tenths) * (BAR + GAP)
    return head.format(width, HEIGHT, words) + Markup("").join(bars) + Markup("</svg>")
