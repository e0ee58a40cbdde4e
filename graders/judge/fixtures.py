"""The fixtures of hidden tests, under the judge; direct.py has the same for direct mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graders.judge import proxy
from graders.judge.escapes import around_fixtures
from graders.worker import doubles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graders.judge.grading import Grading
    from graders.judge.serving import Served
    from graders.judge.static import Static
    from graders.judge.variants.suite import Suite


class Fixtures:
    """The plugin that brings them; `_grading` is the job of a check."""

    def __init__(self, gradings: Sequence[Grading]) -> None:
        self._gradings = gradings

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
    def service(self, _grading: Grading) -> Callable[[str], Served]:
        """Return what gives the check's own part of a service, by its name."""
        return _grading.spaces.get

    @pytest.fixture
    def static(self, _grading: Grading) -> Static:
        """Return what asks type checkers and linters about the learner's text."""
        return _grading.static

    @pytest.fixture
    def suite(self, _grading: Grading) -> Suite:
        """Return what runs the learner's tests against variants of the module that they are for."""
        return _grading.suite

    @pytest.fixture
    def machine(self, _grading: Grading, request: pytest.FixtureRequest) -> Any:
        """Return what runs a state machine against the submission."""
        from graders.judge import machines  # noqa: PLC0415

        probed = (_grading.job.kata.hidden / "probes.py").exists()
        probes = request.getfixturevalue("probes") if probed else None
        return machines.runner(_grading.submission(), probes, _grading.job.seed, _grading.forget_example)
