"""What has changed from one verdict on a kata to the next."""

from __future__ import annotations

from collections.abc import Iterator

from graders.model import BudgetStatus, CheckStatus, KataResult
from graders.report.neutral import one_line


def changes(before: KataResult, after: KataResult) -> Iterator[str]:
    """Yield a line for each check and budget that is mended or broken; one that did not run has not changed."""
    old, new = _outcomes(before), _outcomes(after)
    for name, (title, good) in new.items():
        if name in old and old[name][1] is not good:
            yield f"{'mended' if good else 'broken'}: {title}"
    gone = [title for name, (title, good) in old.items() if name not in new and not good and "import" in name]
    yield from (f"mended: {title}" for title in gone)


def _outcomes(result: KataResult) -> dict[str, tuple[str, bool]]:
    """Return for each check and budget that has run its title and whether it holds."""
    checks = {c.name: (one_line(c.title or c.name), c.status is CheckStatus.PASSED) for c in result.checks}
    budgets = {
        f"budget {b.workload}": (f"budget {b.workload}", b.status is BudgetStatus.WITHIN)
        for b in result.budgets
        if b.status is not BudgetStatus.NOT_RUN
    }
    return checks | budgets
