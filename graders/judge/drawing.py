"""Hypothesis in the judge's session: its settings, the verdict's seed, a new record for each example."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import pytest

from graders.judge import hidden, proxy
from graders.judge import items as check_of
from graders.judge.escapes import around_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graders.judge.grading import Grading
    from graders.model import Plan


class Drawing:
    """The plugin for checks that draw; hypothesis costs more to import than most katas cost to judge."""

    def __init__(self, gradings: Sequence[Grading], plan: Plan) -> None:
        self._gradings, self._plan = gradings, plan

    @pytest.hookimpl
    def pytest_configure(self) -> None:
        """Give hypothesis its settings."""
        if any(hidden.uses_hypothesis(grading.job.kata.hidden) for grading in self._gradings):
            from graders.judge import machines  # noqa: PLC0415

            machines.configure(self._plan.examples, shrink=self._plan.shrink)

    @pytest.hookimpl
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Let a property test draw from the verdict's seed."""
        test: Any = getattr(item, "obj", None)
        if hasattr(test, "hypothesis"):
            from graders.judge import machines  # noqa: PLC0415

            machines.seed(test, self._gradings[check_of.index(item)].job.seed)
            machines.wrap_examples(test, _recorded)


def _recorded(inner: Callable[..., Any]) -> Callable[..., Any]:
    """Begin the record of the check that runs anew with each example."""

    @wraps(inner)
    def example(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        talk = proxy.current
        if talk is not None and talk.log is not None:
            talk.log.begin()
        with around_tests:
            return inner(*args, **kwargs)

    return example
