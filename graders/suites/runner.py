"""Run a suite against one variant of its module, in a process of its own, and tell what became of each test.

What is told decides nothing that a suite could not decide by failing: it does not know which variant it meets.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from graders.suites import by_pytest, by_unittest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RUNNERS: Final = {"pytest": by_pytest, "unittest": by_unittest}


def prepare(modules: Sequence[str]) -> None:
    """Load what runs suites, by running one of no weight."""
    sys.dont_write_bytecode = True
    for name in modules:
        __import__(name)
    Path("warm.py").write_text("def test_warm(): assert 1 == 1\n", encoding="utf-8")
    by_pytest.run(["warm.py"], frozenset())


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return a row for each test: its id, its line, its outcome, the classes of what it raised, and its message.

    `asked` has the name and text of the module under test, what runs the suite, which of its files to run, whether
    backwards, and the exceptions after which the rest need not run.
    """
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    sys.path.insert(0, str(Path.cwd()))
    slept = _sleepless()  # before the module: it may say `from time import sleep`
    module = _load(asked["target"], asked["source"])
    way = RUNNERS[asked["runner"]]
    rows: list[list[Any]] = way.run(list(asked["tests"]), frozenset(asked["until"]), backwards=asked["backwards"])
    if sys.modules.get(module.__name__) is not module:
        rows.append(["", 1, "replaced", [], f"your tests leave another module in the place of `{module.__name__}`"])
    if slept:
        rows.append(["", 1, "slept", [], f"time.sleep({slept[0]:g}) was called: no test may wait"])
    return rows


def _load(name: str, source: str) -> ModuleType:
    """Make the module under test, of which no file is there to be read."""
    module = ModuleType(name)
    module.__file__ = f"{name}.py"
    sys.modules[name] = module
    exec(compile(source, module.__file__, "exec", dont_inherit=True), vars(module))  # noqa: S102
    return module


def _sleepless() -> list[float]:
    """Let nobody sleep; return the list of how long it was asked for."""
    slept: list[float] = []
    time.sleep = lambda seconds: slept.append(float(seconds))
    return slept
