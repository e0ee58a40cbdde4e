"""The pytest plugin of the judge: one session over all jobs, positive evidence only."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.runner import runtestprotocol

from graders.judge import attempts, differences, messages, proxy
from graders.judge import items as check_of
from graders.judge.brief import briefly
from graders.judge.budgets import alone
from graders.judge.budgets.session import CHECKS, Budgets, failed_answer, workload
from graders.judge.budgets.trouble import WrongAnswer
from graders.judge.drawing import Drawing
from graders.judge.escapes import around_tests, is_ours, outcome
from graders.judge.fixtures import Fixtures
from graders.judge.grading import Grading
from graders.judge.lanes import Lanes, Unheld
from graders.judge.quiet import quietly
from graders.judge.transcript import Script
from graders.judge.verdict import result
from graders.model import Checked, CheckResult, CheckStatus, Finished, GraderError, Job, Plan, Started, Status
from graders.worker import doubles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.model import Event

NOT_HELD = CheckResult(name="sandbox", title="the sandbox can hold it", status=CheckStatus.GRADER_ERROR)
_SHOWN = {CheckStatus.FAILED, CheckStatus.CRASHED, CheckStatus.TIMEOUT}


class Judge:
    """Collects the hidden tests of each kata once, and runs them for each submission of it."""

    def __init__(self, plan: Plan, emit: Callable[[Event], None], lanes: Lanes) -> None:
        self._plan = plan
        self._emit = emit
        self._lanes = lanes
        self._gradings = [Grading(job, lanes, plan.transcripts, plan.builds) for job in plan.jobs]
        self._by_folder: dict[Path, list[int]] = {}
        for index, job in enumerate(plan.jobs):
            self._by_folder.setdefault(job.kata.hidden, []).append(index)
        self._broken: dict[Path, str] = {}
        self.budgets = Budgets(self._gradings)
        self.plugins = [self, Fixtures(self._gradings), Drawing(self._gradings, plan), self.budgets]
        self._now: Grading | None = None
        self._error: BaseException | None = None
        self._script: Script | None = None

    @property
    def paths(self) -> list[str]:
        """The hidden folders to collect, and the file with the budgets."""
        folders = [str(folder) for folder in self._by_folder if folder.is_dir()]
        return [*folders, str(CHECKS)] if folders and self.budgets.timed else folders

    @property
    def options(self) -> list[str]:
        """Pytest's options for this plan: pytest-benchmark is loaded where something is timed."""
        if not self.budgets.timed:
            return []
        from graders.judge.budgets import instrument  # noqa: PLC0415

        return instrument.arguments(self._plan.benchmarks, self._plan.benchmark_json)

    def hold(self) -> bool:
        """Start the first zygote and tell which layer holds; say whether it is one that the plan lets through."""
        for grading in self._gradings:
            with suppress(Unheld, GraderError):  # it meets them again where it is judged
                self._lanes.get(grading.job.kata)
            if self._lanes.held is not None:
                self._emit(self._lanes.held)
                return self._plan.admits(self._lanes.held.layer)
        return True

    # --- collection --------------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_ignore_collect(self, collection_path: Path) -> bool:
        """Pass by all that lies beside the way to a hidden folder: pytest looks at every neighbour, in each session."""
        return collection_path.parent not in self._by_folder or collection_path.name == "__pycache__"

    @pytest.hookimpl
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run each hidden test once for each submission of its kata."""
        indices = self._by_folder.get(metafunc.definition.path.parent)
        if indices is None:  # a budget
            return
        metafunc.parametrize("_grading", indices, indirect=True, ids=[f"@{i}" for i in indices])

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note which hidden folders do not load as a whole."""
        if report.outcome != "passed":
            path = Path(os.sep, report.nodeid.partition("::")[0])  # the root of the session is that of the file system
            folder = next((folder for folder in self._by_folder if path.is_relative_to(folder)), path)
            self._broken[folder] = messages.bounded(str(report.longrepr))

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the order of the plan, a job's budgets last; count what every job must show."""
        items[:] = sorted(filter(self._is_wanted, items), key=self._place)
        for item in items:
            grading = self._gradings[check_of.index(item)]
            grading.planned += 1
            grading.expected += self._budget_of(item) is None

    def _place(self, item: pytest.Item) -> tuple[int, bool, bool]:
        """Return what a check is sorted by: its job, whether it is a budget, whether others of the job go first."""
        number = check_of.index(item)
        early = check_of.is_one_of(item, self._gradings[number].job.first)
        return number, self._budget_of(item) is not None, not early

    def _budget_of(self, item: pytest.Item) -> str | None:
        return workload(item, self._gradings[check_of.index(item)])

    def _is_wanted(self, item: pytest.Item) -> bool:
        job = self._gradings[check_of.index(item)].job
        if job.kata.hidden in self._broken:
            return False
        return not job.only or self._budget_of(item) is not None or check_of.is_one_of(item, job.only)

    # --- running -----------------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run one check; with a job's first begin it, with its last finish it."""
        grading = self._now = self._gradings[check_of.index(item)]
        if not grading.begun:
            self._begin(grading)
        if grading.stopped or (self._budget_of(item) is not None and not grading.passing):
            # what is wrong has no cost worth a word; the item before has left standing what this one would share
            quietly(partial(item.session._setupstate.teardown_exact, nextitem))  # noqa: SLF001
        else:
            self._run(grading, item, nextitem)
        if nextitem is None or check_of.index(nextitem) != check_of.index(item):
            self._finish(grading)
        return True

    def _begin(self, grading: Grading) -> None:
        job = grading.job
        self._emit(Started(id=job.kata.id, label=job.label, checks=grading.expected))
        try:
            problem = grading.begin()
        except Unheld as why:
            grading.unheld, problem = str(why), NOT_HELD
        if problem is not None:
            grading.stopped, grading.expected = True, 1
            self._keep(grading, problem)
        grading.forget_example()

    def _run(self, grading: Grading, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        budget = self._budget_of(item)
        self._error = self._script = None
        try:
            with alone.on_core(exclusive=item.path == CHECKS):
                reports = runtestprotocol(item, nextitem=nextitem, log=False)
        finally:
            proxy.current = doubles.recorder = None
            ended = grading.end()
        status, message = outcome(reports, self._error)
        if ended.trouble is not None and status is not CheckStatus.GRADER_ERROR:
            status, message = ended.trouble
        if status is not CheckStatus.PASSED:
            message = attempts.explained(message, ended.tried)
        if budget is not None:
            self._keep_budget(grading, budget, status, message, ended.cpu_s)
            return
        check = CheckResult(
            name=check_of.name(item), title=check_of.title(item), status=status, message=message, cpu_s=ended.cpu_s
        )
        if self._script is not None and status in _SHOWN:
            shorten = partial(grading.shorten, self._script, ends=status is CheckStatus.FAILED)
            check = replace(check, transcript=quietly(shorten) or "")
        self._keep(grading, check)

    def _keep_budget(self, grading: Grading, name: str, status: CheckStatus, message: str, cpu_s: float) -> None:
        """Keep what a budget's item has left: its result, or, where the work was not done right, a failed check.

        One that ended well without a result stays blank, which is a grader error.
        """
        if isinstance(self._error, WrongAnswer):
            status, message = self._error.status, str(self._error)
        if status is not CheckStatus.PASSED:
            grading.expected += 1
            self._keep(grading, failed_answer(name, status, message, cpu_s))

    def _keep(self, grading: Grading, check: CheckResult) -> None:
        check = replace(check, message=messages.bounded(check.message), transcript=messages.storable(check.transcript))
        grading.checks.append(check)
        self._emit(Checked(id=grading.job.kata.id, label=grading.job.label, check=check))

    def _finish(self, grading: Grading) -> None:
        found = grading.verdict()
        if grading.unheld:
            found = replace(found, status=Status.UNAVAILABLE, message=grading.unheld, checks=(), budgets=())
        self._emit(Finished(result=found))

    @pytest.hookimpl
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Say of every job without a check that it has none: a broken test file, or an empty folder."""
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            return
        for grading in self._gradings:
            if not grading.planned:
                self._emit(Finished(result=self._unjudged(grading.job)))

    def _unjudged(self, job: Job) -> Any:
        message = self._broken.get(job.kata.hidden, "its hidden folder has no check")
        check = CheckResult(
            name="collect", title="the hidden tests load", status=CheckStatus.GRADER_ERROR, message=message
        )
        return result(job, [check], 1)

    @pytest.hookimpl
    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> list[str]:
        """Explain a failed comparison; the first explanation counts, and pytest's own comes after ours."""
        return differences.explain(op, left, right)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Keep the first error of a check, and the record of its calls before anybody looks at them."""
        if call.excinfo is not None and self._error is None:
            self._error = call.excinfo.value
            if call.when == "call" and self._now is not None and self._is_shown(item, self._now.job):
                self._script = quietly(self._now.script, self._error)
        if call.excinfo is None or is_ours(call.excinfo.value, call.when):
            return (yield)
        with briefly(item.config):
            return (yield)

    @staticmethod
    def _is_shown(item: pytest.Item, job: Job) -> bool:
        return not job.shown or check_of.is_one_of(item, job.shown)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Iterator[None]:  # noqa: ARG002
        """Turn what would end the session into a failure, when it came from a learner."""
        with around_tests:
            return (yield)
