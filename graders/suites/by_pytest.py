"""A suite run by pytest, with no plugin but its own and nothing of the place where it runs."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, Final

from graders.suites.classes import classes, first_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    import pytest

UNUSED: Final = "cacheprovider doctest junitxml pastebin stepwise setuponly setupplan faulthandler logging"
Rows = list[list[Any]]


class Watch:
    """The plugin that keeps what became of each test."""

    def __init__(self, until: AbstractSet[str], *, backwards: bool) -> None:
        self._backwards, self._until = backwards, until
        self.rows: Rows = []
        self._item: pytest.Item
        self._error: BaseException | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Build no traceback: nobody reads it, and it is most of what a failure costs."""
        config.option.tbstyle = "no"

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what cannot be collected."""
        if report.failed:
            self.rows.append(["", 1, "error", [], _last_line(str(report.longrepr))])

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Turn the order of the tests round: of any two, each has then been the first."""
        if self._backwards:
            items.reverse()

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Keep what a phase of a test raised; the report is made by others."""
        self._item, self._error = item, call.excinfo.value if call.excinfo is not None else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how a phase of a test ended, unless it is a set-up or teardown that went well."""
        if report.when != "call" and report.passed:
            return
        item, error, outcome = self._item, self._error, _outcome(report)
        self.rows.append([_name(item), (item.location[1] or 0) + 1, outcome, classes(error), first_line(error)])
        if outcome == "failed" and not self._until.isdisjoint(classes(error)):
            item.session.shouldfail = "seen"


def run(paths: Sequence[str], until: AbstractSet[str], *, backwards: bool = False) -> Rows:
    """Return the rows of the tests in some files of the working folder."""
    import pytest  # noqa: PLC0415  (after the sandbox is entered: a tool's modules are read before)

    watch = Watch(until, backwards=backwards)
    _settle_hypothesis()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    off = [word for name in UNUSED.split() for word in ("-p", f"no:{name}")]
    root = os.getcwd()  # noqa: PTH109
    options = ["-c", os.devnull, "--rootdir", root, "--confcutdir", root, "--noconftest", "--import-mode=importlib"]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        pytest.main([*options, *off, "-q", "--no-header", "--no-summary", "--capture=sys", *paths], plugins=[watch])
    return watch.rows


def _settle_hypothesis() -> None:
    """Let hypothesis draw the same examples each time, and stop at the first that fails: nobody reads it shrunk."""
    try:
        from hypothesis import HealthCheck, Phase, settings  # noqa: PLC0415
    except ImportError:
        return
    settings.register_profile(
        "suite",
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    settings.load_profile("suite")


def _outcome(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return "xfailed"
    if report.failed and report.when != "call":
        return "error"
    return str(report.outcome)


def _name(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[2]


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("E").strip() if lines else "it cannot be collected"
