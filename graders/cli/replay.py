"""`kata replay`: judge the budgets of a report again from the rounds that it recorded; nothing is run."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from graders.cli.context import Context
from graders.cli.opening import open_catalogs
from graders.cli.report import last_report
from graders.judge.budgets import rule
from graders.model import BudgetResult, BudgetStatus, KataResult
from graders.report.document import Report
from graders.report.exit_code import NOT_PASSED, OK
from graders.report.neutral import one_line
from graders.report.wording import BUDGET_WORD

MEASURED = frozenset({BudgetStatus.WITHIN, BudgetStatus.OVER, BudgetStatus.UNDECIDED})


def run(args: Namespace, context: Context) -> int:
    """Compare each recorded verdict with that of the rule; exit 1 when one differs."""
    report = last_report(args.report, open_catalogs(args, context), context)
    verdicts = [_again(kata, budget) for kata, budget in _measured(report)]
    for line, _ in verdicts:
        context.say(line)
    same = sum(agrees for _, agrees in verdicts)
    context.say(f"{same} of {len(verdicts)} budget verdicts come out as recorded")
    return OK if same == len(verdicts) else NOT_PASSED


def _measured(report: Report) -> Iterator[tuple[KataResult, BudgetResult]]:
    return ((kata, budget) for kata in report.katas for budget in kata.budgets if _is_recorded(budget))


def _is_recorded(budget: BudgetResult) -> bool:
    """Tell whether a verdict was reached from figures, rather than from a cheat that was seen."""
    return budget.status in MEASURED and budget.value is not None


def _again(kata: KataResult, budget: BudgetResult) -> tuple[str, bool]:
    """Return what to say of one verdict, and whether it agrees."""
    name = f"{one_line(kata.id)} {one_line(budget.workload)}"
    try:
        status = rule.again(budget)
    except ValueError as error:
        return f"{name}: cannot be judged again: {one_line(str(error))}", False
    told = f"{name}: {BUDGET_WORD[status]}, {one_line(budget.message)}"
    agrees = status is budget.status
    return told if agrees else f"{told}; the report says {BUDGET_WORD[budget.status]}", agrees
