"""Direct mode: the same hidden tests with the real module in the same process, for debuggers and editors.

It gives no verdict: learner code runs in the process that decides.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import sys
import tempfile
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from graders import environments
from graders.judge import differences, hidden
from graders.judge.findings import Findings
from graders.model import Job
from graders.worker import probekit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from graders.model import Kata

SUBMISSION: Final = "KATA_SUBMISSION"
"""Environment variable: the folder of the submission, instead of the kata's own."""
NOTICE: Final = "direct mode: your code runs beside the tests, so this gives no verdict; `nox -s grade` does"


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Prepare for a test file before it is imported: examples find their module, hypothesis runs as in the judge."""
    kata = module_path.parent.parent
    if module_path.parent.name == "examples" and (kata / "kata.toml").exists():
        sys.path[:0] = [os.environ.get(SUBMISSION) or str(kata), str(kata)]  # the second has what is given
        _build(kata)
    if module_path.parent.name == "hidden" and hidden.uses_hypothesis(module_path.parent):
        from graders.judge import machines  # noqa: PLC0415

        machines.configure(None)


def pytest_report_header() -> str:
    """Say what this is not."""
    return NOTICE


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Write out what a tool found, as the judge does."""
    return differences.explain(op, left, right) if type(left) is Findings else None


def _execute(name: str, path: Path) -> ModuleType:
    package = path.name == "__init__.py"
    found = importlib.util.spec_from_file_location(
        name, path, submodule_search_locations=[str(path.parent)] if package else None
    )
    if found is None or found.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


def _kata_folder(request: pytest.FixtureRequest) -> Path:
    return request.path.parent.parent


def _kata(request: pytest.FixtureRequest) -> Kata:
    return _kata_at(_kata_folder(request))


def _kata_at(folder: Path) -> Kata:
    from graders.catalog import load_catalog  # noqa: PLC0415

    return next(kata for kata in load_catalog([folder.parents[2]]).katas if kata.folder == folder)


@cache
def _build(kata_folder: Path) -> None:
    """Make the extension modules of a submission importable, built once in this process."""
    if not _has_builds(kata_folder / "kata.toml"):
        return
    from graders.judge import builds  # noqa: PLC0415

    kata = _kata_at(kata_folder)
    folder = Path(tempfile.mkdtemp(prefix="kata-direct-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, binary in builds.beside(kata, _files(kata), sys.executable).items():
        (folder / name).write_bytes(binary)
    sys.path.insert(0, str(folder))


def _has_builds(file: Path) -> bool:
    """Tell whether a kata needs a build, without its catalogue; one whose facts cannot be read is built by nobody."""
    with suppress(OSError, ValueError):
        return "builds" in tomllib.loads(file.read_text(encoding="utf-8"))
    return False


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return the learner's module, executed afresh for each check."""
    folder = _kata_folder(request)
    source = Path(os.environ.get(SUBMISSION) or folder)
    file = source / f"{folder.name}.py"
    before = set(sys.modules)
    sys.modules["probekit"] = probekit
    _build(folder)
    yield _execute(folder.name, file if file.exists() else source / folder.name / "__init__.py")
    for name in set(sys.modules) - before:
        if name.split(".")[0] in {folder.name, "probes"}:
            del sys.modules[name]


@pytest.fixture
def sanitized(submission: Any) -> Any:
    """Return the learner's module; here nothing watches it."""
    return submission


@pytest.fixture
def probes(submission: Any, request: pytest.FixtureRequest) -> Any:  # noqa: ARG001  (the module must be there first)
    """Return the kata's probes."""
    return _execute("probes", request.path.parent / "probes.py")


@pytest.fixture
def budget() -> Any:
    """Return what a counting test gives its count to; here it is only shown."""
    return lambda count: print(f"counted: {count:g}")  # noqa: T201


@pytest.fixture
def service(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return what gives the check's own part of a service, by its name; here nothing counts its requests."""
    from graders.judge.serving import Serving  # noqa: PLC0415

    kata = _kata(request)
    serving, opened = Serving(lambda _: None), []

    def get(name: str) -> Any:
        opened.append(serving.serve(name, kata, None))
        return opened[-1]

    yield get
    for served in opened:
        served.close()
    serving.close()


@pytest.fixture(scope="module")
def suite(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return what runs the learner's tests against variants of their module, in the same sandbox as for a verdict."""
    from graders.judge.lanes import Lanes  # noqa: PLC0415
    from graders.judge.variants.suite import Suite  # noqa: PLC0415

    kata = _kata(request)
    lanes = Lanes(0, environments.packages(kata.facts.group))
    yield Suite(Job(kata=kata, files=_files(kata), seed=0), lanes)
    lanes.close()


def _files(kata: Kata) -> dict[str, str]:
    """Return the texts of the submission."""
    source = Path(os.environ.get(SUBMISSION) or kata.folder)
    return {name: (source / name).read_text(encoding="utf-8") for name in kata.facts.submit}


@pytest.fixture(scope="module")
def static(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return what asks type checkers and linters about the learner's text, in the same sandbox as for a verdict."""
    from graders.judge.lanes import Lanes  # noqa: PLC0415
    from graders.judge.static import Static  # noqa: PLC0415

    kata = _kata(request)
    lanes = Lanes(0, environments.packages(kata.facts.group))  # a tool is loaded once
    yield Static(_files(kata), kata, lanes)
    lanes.close()


@pytest.fixture
def machine(submission: Any, request: pytest.FixtureRequest) -> Any:
    """Return what runs a state machine against the submission."""
    from graders.judge import machines  # noqa: PLC0415

    probed = (request.path.parent / "probes.py").exists()
    return machines.runner(submission, request.getfixturevalue("probes") if probed else None, 0, lambda: None)
