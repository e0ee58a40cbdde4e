"""The pytest plugin of the judge: one session over all jobs, positive evidence only."""

from __future__ import annotations

import os
import traceback
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.runner import runtestprotocol

from graders.judge import differences, hidden, messages, proxy
from graders.judge import items as check_of
from graders.judge.escapes import around_fixtures, around_tests, outcome
from graders.judge.grading import Grading, result
from graders.judge.lanes import Lanes
from graders.judge.transcript import Script
from graders.judge.trouble import UserInterrupt
from graders.model import Checked, CheckResult, CheckStatus, Finished, Job, Plan, Started
from graders.worker import doubles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.model import Event

_SHOWN = {CheckStatus.FAILED, CheckStatus.CRASHED, CheckStatus.TIMEOUT}


class Judge:
    """Collects the hidden tests of each kata once, and runs them for each submission of it."""

    def __init__(self, plan: Plan, emit: Callable[[Event], None]) -> None:
        self._plan = plan
        self._emit = emit
        self._lanes = Lanes(plan.hash_seed, wanted=plan.sandbox)
        self._gradings = [Grading(job, self._lanes, plan.transcripts) for job in plan.jobs]
        self._by_folder: dict[Path, list[int]] = {}
        for index, job in enumerate(plan.jobs):
            self._by_folder.setdefault(job.kata.folder / "hidden", []).append(index)
        self._broken: dict[Path, str] = {}
        self._now: Grading | None = None
        self._error: BaseException | None = None
        self._script: Script | None = None

    @property
    def paths(self) -> list[str]:
        """The hidden folders to collect."""
        return [str(folder) for folder in self._by_folder if folder.is_dir()]

    @property
    def draws(self) -> bool:
        """Whether hypothesis is needed at all: it costs more to import than most katas cost to judge."""
        return any(hidden.uses_hypothesis(folder) for folder in self._by_folder)

    def hold(self) -> bool:
        """Start the first zygote and tell which layer holds; say whether it is one that the plan lets through."""
        return self._lanes.hold(self._plan, self._emit)

    def close(self) -> None:
        """End all workers."""
        self._lanes.close()

    # --- collection --------------------------------------------------------------------------------------------

    @pytest.hookimpl
    def pytest_configure(self) -> None:
        """Give hypothesis its settings."""
        if self.draws:
            from graders.judge import machines  # noqa: PLC0415

            machines.configure(self._plan.examples, shrink=self._plan.shrink)

    @pytest.hookimpl
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run each hidden test once for each submission of its kata."""
        indices = self._by_folder.get(metafunc.definition.path.parent, [])
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
        """Keep the order of the plan; count what every job must show."""
        items[:] = sorted((item for item in items if self._is_wanted(item)), key=check_of.index)
        for item in items:
            self._gradings[check_of.index(item)].expected += 1

    def _is_wanted(self, item: pytest.Item) -> bool:
        only = self._gradings[check_of.index(item)].job.only
        return item.path.parent not in self._broken and (not only or check_of.is_one_of(item, only))

    # --- running -----------------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run one check; with a job's first begin it, with its last finish it."""
        grading = self._now = self._gradings[check_of.index(item)]
        if not grading.begun:
            self._begin(grading)
        if not grading.stopped:
            self._run(grading, item, nextitem)
        if nextitem is None or check_of.index(nextitem) != check_of.index(item):
            self._finish(grading)
        return True

    def _begin(self, grading: Grading) -> None:
        job = grading.job
        self._emit(Started(id=job.kata.id, label=job.label, checks=grading.expected))
        problem = grading.begin()
        if problem is not None:
            grading.stopped, grading.expected = True, 1
            self._keep(grading, problem)
        grading.forget_example()

    def _run(self, grading: Grading, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        self._error = self._script = None
        try:
            reports = runtestprotocol(item, nextitem=nextitem, log=False)
        finally:
            proxy.current = doubles.recorder = None
            ended = grading.end()
        status, message = outcome(reports, self._error)
        status, message = ended.settle(status, message)
        check = CheckResult(
            name=check_of.name(item), title=check_of.title(item), status=status, message=message, cpu_s=ended.cpu_s
        )
        if self._script is not None and status in _SHOWN:
            shorten = partial(grading.shorten, self._script, ends=status is CheckStatus.FAILED)
            check = replace(check, transcript=_quietly(shorten) or "")
        self._keep(grading, check)

    def _keep(self, grading: Grading, check: CheckResult) -> None:
        check = replace(check, message=messages.bounded(check.message), transcript=messages.storable(check.transcript))
        grading.checks.append(check)
        self._emit(Checked(id=grading.job.kata.id, label=grading.job.label, check=check))

    def _finish(self, grading: Grading) -> None:
        self._emit(Finished(result=grading.result()))

    @pytest.hookimpl
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Say of every job without a check that it has none: a broken test file, or an empty folder."""
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            return
        for grading in self._gradings:
            if not grading.expected:
                self._emit(Finished(result=self._unjudged(grading.job)))

    def _unjudged(self, job: Job) -> Any:
        message = self._broken.get(job.kata.folder / "hidden", "its hidden folder has no check")
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
                self._script = _quietly(self._now.script, self._error)
        return (yield)

    @staticmethod
    def _is_shown(item: pytest.Item, job: Job) -> bool:
        return not job.shown or check_of.is_one_of(item, job.shown)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Iterator[None]:  # noqa: ARG002
        """Turn what would end the session into a failure, when it came from a learner."""
        with around_tests:
            return (yield)

    @pytest.hookimpl
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Let a property test draw from the verdict's seed."""
        test: Any = getattr(item, "obj", None)
        if hasattr(test, "hypothesis"):
            from graders.judge import machines  # noqa: PLC0415

            machines.seed(test, self._gradings[check_of.index(item)].job.seed)
            machines.wrap_examples(test, self._example)

    def _example(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(inner)
        def example(*args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            if self._now is not None:
                self._now.forget_example()
            with around_tests:
                return inner(*args, **kwargs)

        return example

    # --- fixtures ----------------------------------------------------------------------------------------------

    @pytest.fixture(autouse=True)
    def _grading(self, request: pytest.FixtureRequest) -> Grading:
        grading = self._gradings[int(request.param)]
        talk = proxy.current = grading.conversation()
        doubles.recorder = talk.double
        return grading

    @pytest.fixture
    def submission(self, _grading: Grading) -> Any:
        """Return the learner's module."""
        with around_fixtures:
            return _grading.submission()

    @pytest.fixture
    def probes(self, _grading: Grading) -> Any:
        """Return the kata's probes, beside the learner's module."""
        with around_fixtures:
            return _grading.probes()

    @pytest.fixture
    def machine(self, _grading: Grading, request: pytest.FixtureRequest) -> Any:
        """Return what runs a state machine against the submission."""
        from graders.judge import machines  # noqa: PLC0415

        probed = (_grading.job.kata.folder / "hidden" / "probes.py").exists()
        probes = request.getfixturevalue("probes") if probed else None
        return machines.runner(_grading.submission(), probes, _grading.job.seed, _grading.forget_example)


def _quietly(function: Callable[..., Any], *args: Any) -> Any:
    """Call what only serves the feedback: a fault there must not cost a verdict."""
    try:
        return function(*args)
    except UserInterrupt:
        raise
    except BaseException:  # noqa: BLE001  (as above; the traceback is in the judge's log)
        traceback.print_exc()
        return None
