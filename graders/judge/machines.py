"""Hypothesis under the judge: its settings, its seeds, state machines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.internal.conjecture import engine, providers
from hypothesis.internal.constants_ast import Constants
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXAMPLES: Final = 60
STEPS: Final = 30
SHRINK_CPU_S: Final = 1
NO_CONSTANTS: Final = Constants()


class Machine(RuleBasedStateMachine):
    """Base of an author's state machine; `self.submission` is the learner's module."""

    submission: Any = None
    probes: Any = None


class _CpuTime:
    """The module `time` for hypothesis's engine, with a clock that stands still while others run."""

    perf_counter = staticmethod(time.process_time)

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def configure(examples: Path | None, *, shrink: bool = True) -> None:
    """Set the profile that all checks run under; no check has settings of its own.

    Wall clocks decide nothing: no deadline, no health checks, and the end of shrinking is counted in the judge's CPU.
    """
    database = None if examples is None else DirectoryBasedExampleDatabase(examples)
    settings.register_profile(
        "kata",
        max_examples=EXAMPLES,
        phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if shrink else [])],
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=False,
        database=database,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    settings.load_profile("kata")
    engine.MAX_SHRINKING_SECONDS = SHRINK_CPU_S
    vars(engine)["time"] = _CpuTime()
    # Its draws would depend on which modules this process has loaded, and so on what else is graded in it.
    vars(providers)["_get_local_constants"] = lambda: NO_CONSTANTS


def seed(test: Callable[..., Any], number: int) -> None:
    """Let a property test draw from the verdict's seed."""
    hypothesis.seed(number)(getattr(test, "__func__", test))


def runner(submission: Any, probes: Any, number: int, watch: Callable[[], None]) -> Callable[[type[Machine]], None]:
    """Return the `machine` fixture: it runs a state machine against the submission."""

    def run(machine: type[Machine]) -> None:
        __tracebackhide__ = True

        def __init__(self: Machine) -> None:  # noqa: N807
            watch()
            machine.__init__(self)

        bound = type(machine.__name__, (machine,), {"submission": submission, "probes": probes, "__init__": __init__})
        hypothesis.seed(number)(bound)
        run_state_machine_as_test(bound)

    return run


def wrap_examples(test: Callable[..., Any], around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Run `around` every example of a property test, once for each test function."""
    inner = test.hypothesis.inner_test  # type: ignore[attr-defined]
    if not hasattr(inner, "kata_wrapped"):
        wrapped = around(inner)
        wrapped.kata_wrapped = True  # type: ignore[attr-defined]
        test.hypothesis.inner_test = wrapped  # type: ignore[attr-defined]
