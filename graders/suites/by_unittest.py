"""A suite run by unittest."""

from __future__ import annotations

import importlib
import io
import unittest
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from graders.suites.classes import classes, first_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from types import TracebackType

    Error = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

Rows = list[list[Any]]


class Watch(unittest.TestResult):
    """Keeps what became of each test; a subtest that fails is a row of its own."""

    def __init__(self, until: AbstractSet[str]) -> None:
        super().__init__()
        self._until = until
        self.rows: Rows = []

    def addSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        """Keep that a test passed."""
        self._keep(test, "passed", None)

    def addFailure(self, test: unittest.TestCase, err: Error) -> None:  # noqa: N802
        """Keep a failed assertion."""
        self._keep(test, "failed", err[1])

    def addError(self, test: unittest.TestCase, err: Error) -> None:  # noqa: N802
        """Keep what a test raised, or what its class or module did before it."""
        self._keep(test, "failed" if _is_test(test) else "error", err[1])

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Error | None) -> None:  # noqa: ARG002, N802
        """Keep a subtest that did not pass."""
        if err is not None:
            self._keep(test, "failed", err[1])

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: ARG002, N802
        """Keep that a test was left out."""
        self._keep(test, "skipped", None)

    def addExpectedFailure(self, test: unittest.TestCase, err: Error) -> None:  # noqa: ARG002, N802
        """Keep that a test failed as it says."""
        self._keep(test, "xfailed", None)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        """Keep that a test passed although it says that it fails."""
        self._keep(test, "failed", None)

    def _keep(self, test: unittest.TestCase, outcome: str, error: BaseException | None) -> None:
        name = test.id().partition(".")[2] if _is_test(test) else ""
        self.rows.append([name, _line(test), outcome, classes(error), first_line(error)])
        if outcome == "failed" and not self._until.isdisjoint(classes(error)):
            self.stop()


def run(paths: Sequence[str], until: AbstractSet[str], *, backwards: bool = False) -> Rows:
    """Return the rows of the tests in some files of the working folder."""
    watch = Watch(until)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for path in paths:
            try:
                module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            except Exception as error:  # noqa: BLE001  (whatever the suite raises)
                watch.rows.append(["", 1, "error", classes(error), first_line(error)])
                continue
            suite = unittest.defaultTestLoader.loadTestsFromModule(module)
            (_backwards(suite) if backwards else suite).run(watch)
    return watch.rows


def _backwards(suite: unittest.TestSuite) -> unittest.TestSuite:
    """Return a suite with its classes, and the tests of each, in the other order."""
    parts = [_backwards(part) if isinstance(part, unittest.TestSuite) else part for part in suite]
    return unittest.TestSuite(reversed(parts))


def _is_test(test: object) -> bool:
    """Tell a test from what unittest puts in its place when a class or module cannot be set up."""
    return isinstance(test, unittest.TestCase)


def _line(test: object) -> int:
    method = getattr(test, getattr(test, "_testMethodName", ""), None)
    code = getattr(getattr(method, "__func__", None), "__code__", None)
    return int(code.co_firstlineno) if code is not None else 1
