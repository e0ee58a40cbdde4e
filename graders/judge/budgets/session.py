"""Budgets as items of the judge's session: which there are, what each needs, what became of each."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from graders.judge.budgets.measure import measure
from graders.judge.budgets.pairs import Rounds, blaming_reference, blaming_submission
from graders.judge.budgets.results import blank, exact
from graders.judge.budgets.side import Side
from graders.judge.budgets.trouble import BrokenBudget
from graders.judge.lane import ZygoteDied
from graders.model import Budget, BudgetResult, BudgetStatus, CheckResult, CheckStatus, Metric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graders.judge.grading import Grading

CHECKS: Final = Path(__file__).with_name("checks.py")
COUNT: Final = "test_count_"


def is_timed(budget: Budget) -> bool:
    """Tell whether a budget has a workload, rather than a hidden test that counts."""
    return budget.metric is not Metric.COUNT


def workload(item: pytest.Item, grading: Grading) -> str | None:
    """Return which budget an item is about; None for a check."""
    if item.path == CHECKS:
        return str(item.callspec.params["_workload"])  # type: ignore[attr-defined]
    name = str(item.originalname or item.name)  # type: ignore[attr-defined]
    counted = {f"{COUNT}{b.workload}": b.workload for b in grading.budgets if not is_timed(b)}
    return counted.get(name)


class Budgets:
    """The plugin that brings the items and fixtures of budgets."""

    def __init__(self, gradings: Sequence[Grading]) -> None:
        self._gradings = gradings

    @property
    def timed(self) -> bool:
        """Whether anything is to be timed; only then is pytest-benchmark loaded."""
        return any(is_timed(budget) for grading in self._gradings for budget in grading.budgets)

    @pytest.hookimpl
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make one item for each budget of each job."""
        if metafunc.definition.path != CHECKS:
            return
        pairs = [(i, b.workload) for i, g in enumerate(self._gradings) for b in g.budgets if is_timed(b)]
        metafunc.parametrize(
            "_grading,_workload", pairs, indirect=["_grading"], ids=[f"@{i}-{name}" for i, name in pairs]
        )

    @pytest.fixture
    def measured(self, _grading: Grading, _workload: str) -> Measured:
        """Return the budget, ready to be measured."""
        return Measured(_grading, next(b for b in _grading.budgets if b.workload == _workload))

    @pytest.fixture
    def budget(self, _grading: Grading, request: pytest.FixtureRequest) -> Callable[[float], None]:
        """Return what a counting test gives its count to."""
        name = workload(request.node, _grading)
        asked = next((b for b in _grading.budgets if b.workload == name), None)
        if asked is None:
            pytest.fail(f"kata.toml has no budget with metric `count` for `{request.node.name}`")

        def judge(count: float) -> None:
            _grading.measured[asked.workload] = exact(asked, count)

        return judge


class Measured:
    """One budget of one job."""

    def __init__(self, grading: Grading, budget: Budget) -> None:
        self._grading, self._budget = grading, budget

    def play(self, benchmark: Any) -> None:
        """Measure the budget; keep its result, and give its rounds to pytest-benchmark."""
        from graders.judge.budgets import instrument  # noqa: PLC0415  (loaded as a plugin, when a budget runs)

        result = self._measure()
        self._grading.measured[result.workload] = result
        if result.pairs:
            instrument.record(benchmark, self._grading.job.kata.id, result)
        else:
            benchmark.skipped = True

    def _measure(self) -> BudgetResult:
        grading, budget = self._grading, self._budget
        try:
            with _sides(grading, budget) as sides:
                return measure(budget, Rounds(budget, grading.job.seed, *sides))
        except (BrokenBudget, ZygoteDied) as error:
            return blank(budget, BudgetStatus.GRADER_ERROR, str(error))


@contextmanager
def _sides(grading: Grading, budget: Budget) -> Iterator[tuple[Side, Side]]:
    """Start both workers: the submission's in its own zygote, the other in one that never sees a submission."""
    text = _workloads(grading)
    bare = budget.metric is Metric.OVERHEAD
    talk = grading.reference_talk()
    try:
        with blaming_reference():
            reference = Side(talk, text, None if bare else grading.reference_module)
            known = set(reference.names)
        wanted = {f"setup_{budget.workload}", budget.workload, *([f"baseline_{budget.workload}"] if bare else [])}
        if lacking := sorted(wanted - known):
            raise BrokenBudget(f"hidden/workloads.py has no `{'`, `'.join(lacking)}`")
        with blaming_submission():
            processes = grading.job.kata.facts.capabilities.processes
            submission = Side(grading.conversation(), text, grading.module, processes)
        yield submission, reference
    finally:
        talk.close()


def _workloads(grading: Grading) -> str:
    try:
        return (grading.job.kata.hidden / "workloads.py").read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenBudget(f"hidden/workloads.py cannot be read: {error.strerror}") from error


def failed_answer(name: str, status: CheckStatus, message: str, cpu_s: float) -> CheckResult:
    """Return the check that stands for a budget whose workload the submission does not do right."""
    title = f"the work that the budget `{name}` measures is done right"
    return CheckResult(name=f"answers[{name}]", title=title, status=status, message=message, cpu_s=cpu_s)
