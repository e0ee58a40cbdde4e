"""The workloads of a kata's budgets, in the worker: input made untimed, a call that the judge times, traced memory.

The text is compiled and executed before the submission is imported, and what it defined is held here, so that a
submission which replaces a workload changes nothing, and one which changes it in place is found out.
"""

from __future__ import annotations

import gc
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _parts(function: FunctionType) -> tuple[Any, ...]:
    return function.__code__, function.__defaults__, function.__closure__


class Bench:
    """The workloads of one kata; `overhead` budgets call a baseline in place of the submission.

    Args:
        text: the source of hidden/workloads.py.
    """

    def __init__(self, text: str) -> None:
        from random import Random  # noqa: PLC0415
        from time import process_time_ns, thread_time_ns  # noqa: PLC0415

        self._random, self._clocks = Random, (process_time_ns, thread_time_ns)
        self._scope: dict[str, Any] = {"__name__": "workloads", "__file__": "workloads.py"}
        exec(compile(text, "workloads.py", "exec", dont_inherit=True), self._scope)  # noqa: S102
        self._made = dict(self._scope)
        self._known = [(f, _parts(f)) for f in self._made.values() if isinstance(f, FunctionType)]
        self._call: Callable[[], Any] = _nothing

    def names(self) -> list[str]:
        """Return what the workloads define."""
        return sorted(name for name, value in self._made.items() if isinstance(value, FunctionType))

    def _intact(self) -> bool:
        same = all(self._scope.get(name) is value for name, value in self._made.items())
        return same and all(_parts(f) == parts for f, parts in self._known)

    def prepare(self, module: Any, name: str, seed: int, n: int) -> bool:
        """Make the next input; a module of None stands for the baseline.  False: somebody changed the workloads."""
        if not self._intact():
            return False
        data = self._made[f"setup_{name}"](self._random(seed), n)
        if module is None:
            baseline = self._made[f"baseline_{name}"]
            self._call = lambda: baseline(data)
        else:
            workload = self._made[name]
            self._call = lambda: workload(module, data)
        return True

    def run(self) -> Any:
        """Make the timed call; the collector of cycles is off on both sides, whatever a submission sets."""
        gc.disable()
        try:
            return self._call()
        finally:
            gc.enable()

    def run_clocked(self) -> list[Any]:
        """Make the timed call and read our own clocks: only where the judge cannot read them.

        Under RLIMIT_CPU Linux moves a process's own view of its clock on by whole ticks; that of the thread is exact.
        """
        before = [clock() for clock in self._clocks]
        answer = self.run()
        return [max(clock() - start for clock, start in zip(self._clocks, before, strict=True)), answer]

    def traced(self) -> list[Any]:
        """Make the call under tracemalloc; return its peak, in bytes above what was there, and its answer."""
        import _tracemalloc  # noqa: PLC0415  (a builtin module: no file is looked for)

        gc.collect()  # a whole collection empties the free lists too, so that no earlier call shows in the peak
        _tracemalloc.start(1)
        try:
            _tracemalloc.reset_peak()
            before = _tracemalloc.get_traced_memory()[0]
            answer = self.run()
            traced = _tracemalloc.is_tracing()
            peak = _tracemalloc.get_traced_memory()[1] - before
        finally:
            _tracemalloc.stop()
        return [peak if traced else sys.maxsize, answer]

    def idle(self) -> None:
        """Do nothing: what a timed call costs beside its work."""
        gc.disable()
        try:
            _nothing()
        finally:
            gc.enable()


def _nothing() -> None:
    return None
