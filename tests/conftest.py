"""Every test starts outside CI; with pytest-xdist, what one module shares is made in one process only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, settings

from tests.extent import ALL

if TYPE_CHECKING:
    from xdist.remote import Producer  # type: ignore[import-untyped]
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# No test judges by the wall clock: a busy machine is no error.
settings.register_profile(
    "engine", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100 if ALL else 40
)
settings.load_profile("engine")

SHARED: Final = (
    "attacks/test_attacks",
    "budgets/test_clock_cheats",
    "budgets/test_instrument",
    "budgets/test_measure",
    "budgets/test_soak",
    "judge/test_bad_input",
    "judge/test_builds",
    "judge/test_cheats",
    "judge/test_endless_talk",
    "judge/test_judges",
    "judge/test_session",
    "judge/test_stages",
    "judge/test_static",
    "judge/test_transcript",
    "judge/test_variants",
    "report/test_browser",
)
"""The modules whose tests look at something that takes seconds to make: one grading of many submissions, say."""


def scope_of(nodeid: str) -> str:
    """Return what the tests that share something with this one have in common; else its own name."""
    module, _, rest = nodeid.partition("::")
    if module.removesuffix(".py").removeprefix("tests/") not in SHARED:
        return nodeid
    _, bracket, parameters = rest.partition("[")
    if bracket and module.endswith("test_attacks.py"):  # each layer and user is a world of its own
        return "-".join([module, *parameters.rstrip("]").split("-")[:2]])
    return module


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Share tests out by `scope_of`.

    xdist's own way, its mark `xdist_group`, writes the group into a test's id, which pytest 9.2 does not let it do:
    the marks do nothing there, without a word.
    """
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415  (other sessions run without xdist)

    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = scope_of
    return scheduling


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is dear, unless all is asked for."""
    left_out = [] if ALL else [item for item in items if item.get_closest_marker("dear")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start outside CI, whatever the caller is: the tests that are about CI say so themselves."""
    monkeypatch.delenv("CI", raising=False)
