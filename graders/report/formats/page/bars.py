"""A bar of a value against its limit, for a page."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from graders.model import BudgetResult, BudgetStatus
from graders.report.shares import percent, share

WIDTH: Final = 120
LIMIT_AT: Final = 80
"""Where the limit is drawn: what is over it has room."""


def bar(budget: BudgetResult) -> Markup:
    """Draw a budget's share of its limit; the text beside it says the same.  Nothing where nothing was measured."""
    used = share(budget)
    if used is None:
        return Markup("")
    return Markup(
        '<svg class="bar {status}" viewBox="0 0 {width} 12" width="{width}" height="12" aria-hidden="true">'
        '<rect class="track" y="2" width="{width}" height="8"/><rect class="used" y="2" width="{length}" height="8"/>'
        '<path class="limit" d="M{at} 0v12"/></svg> <span class="share">{percent} of the limit</span>'
    ).format(
        status="over" if budget.status is BudgetStatus.OVER else "under",
        width=WIDTH,
        length=f"{min(used * LIMIT_AT, WIDTH):.1f}",
        at=LIMIT_AT,
        percent=percent(used),
    )
