"""How a check ended; what would end the session of the judge becomes a failure, when it came from a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from graders.judge import messages, mirrors
from graders.judge.lane import ZygoteDied
from graders.judge.trouble import Escaped, LimitHit, UserInterrupt, WorkerDied
from graders.model import CheckStatus, GraderError

if TYPE_CHECKING:
    from types import TracebackType

ESCAPES: Final = (KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration)
TIMED_OUT: Final = "from pytest-timeout"


class Contain:
    """A context manager; what else than the learner's escapes it is to contain, say when you make it."""

    def __init__(self, *more: type[BaseException]) -> None:
        self._more = more

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        escapes = isinstance(error, ESCAPES) and not isinstance(error, UserInterrupt) and mirrors.is_remote(error)
        if error is not None and (escapes or isinstance(error, self._more)):
            raise Escaped(messages.describe(error)) from None


around_tests: Final = Contain()
around_fixtures: Final = Contain(LimitHit)
"""In a fixture pytest loses its way for any BaseException that is not its own."""


def is_ours(error: BaseException, when: str) -> bool:
    """Say whether a check failed by our own fault: the judge hung, or nothing of a learner's ran where it failed."""
    if isinstance(error, pytest.fail.Exception):
        return when != "call" or TIMED_OUT in str(error)
    if isinstance(error, GraderError):
        return True
    theirs = mirrors.is_remote(error) or isinstance(error, (WorkerDied, LimitHit, Escaped, ZygoteDied))
    return when != "call" and not theirs


def outcome(reports: list[pytest.TestReport], error: BaseException | None) -> tuple[CheckStatus, str]:
    """Read pytest's reports of one check: set up, called and torn down, each exactly `passed`."""
    told = [(r.when, r.outcome, hasattr(r, "wasxfail")) for r in reports]
    if told == [(when, "passed", False) for when in ("setup", "call", "teardown")]:
        return CheckStatus.PASSED, ""
    bad = next((r for r in reports if r.outcome != "passed" or hasattr(r, "wasxfail")), None)
    if bad is None or bad.outcome == "skipped" or hasattr(bad, "wasxfail"):
        return (
            CheckStatus.GRADER_ERROR,
            "a hidden check must pass or fail: this one was skipped or expected to fail",
        )
    if error is None or is_ours(error, str(bad.when)):
        return CheckStatus.GRADER_ERROR, messages.bounded(str(bad.longrepr))
    return CheckStatus.FAILED, messages.describe(error)
