"""A base with two katas, a grader of its own and a workflow; a head that is a copy of it until a test changes it."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graders.cli.ci import check, run
from graders.cli.context import Context
from graders.cli.grading import Judge, OnEvent
from graders.cli.guard import guarded
from graders.cli.parser import build
from graders.model import Held, Sandbox, Status
from tests.cli.conftest import ATTEMPT, FakeJudge, World, seed

SECTION = "katas/02_advanced_python"
ALPHA = f"{SECTION}/alpha_kata/alpha_kata.py"
BETA = f"{SECTION}/beta_kata/beta_kata.py"
SOLUTION = "solutions/02_advanced_python/alpha_kata/alpha_kata.py"
WRONG = ATTEMPT.replace("2 * x", "3 * x")
HIDDEN = 'def test_double(submission):\n    """Two is doubled."""\n    assert submission.double(2) == 4\n'
TREE = {
    ".ci/run": "nox -s tests\n",
    ".gitattributes": "* text=auto eol=lf\n",
    ".github/workflows/grade.yml": "name: grade\n",
    "README.md": "# Katas\n",
    "conftest.py": "pytest_plugins = []\n",
    "docs/ci.md": "# CI\n",
    "graders/verdict.py": "def verdict():\n    return 'by the checks'\n",
    "locks/web.txt": "flask==3.1\n",
    "noxfile.py": "import nox\n",
    "pyproject.toml": "[project]\nname = 'katas'\n",
    "tests/test_verdict.py": "def test():\n    assert True\n",
    "tox.ini": "[tox]\n",
    SOLUTION: ATTEMPT,
}


@dataclass(kw_only=True)
class LookingJudge(FakeJudge):
    """Passes a submission that doubles, by the text alone, if the checks that it is given are the base's."""

    base: Path
    right: Status = Status.PASSED

    def __call__(self, plan: Any, *, python: str, on_event: OnEvent, most: int, durations: Any) -> Any:
        for job in plan.jobs:
            assert job.kata.folder.is_relative_to(self.base)
            assert (job.kata.folder / "hidden" / "test_behaviour.py").read_text() == HIDDEN
        self.statuses = {
            job.kata.id: self.right if job.files[job.kata.module] == ATTEMPT else Status.FAILED for job in plan.jobs
        }
        return super().__call__(plan, python=python, on_event=on_event, most=most, durations=durations)


@dataclass(kw_only=True)
class Forked:
    """Two checkouts side by side, and what `kata ci` says of them."""

    folder: Path
    judge: LookingJudge
    out: io.StringIO = field(default_factory=io.StringIO)
    err: io.StringIO = field(default_factory=io.StringIO)

    @property
    def base(self) -> Path:
        """The tree that runs."""
        return self.folder / "base"

    @property
    def head(self) -> Path:
        """The tree that is data."""
        return self.folder / "head"

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the head."""
        return put(self.head, path, text)

    def remove(self, path: str) -> None:
        """Remove a file or a folder of the head."""
        target = self.head / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    def ci(self, *words: str, real: bool = False, **environ: str) -> int:
        """Run `kata ci` on both trees, with a judge that looks or the real one; the report is in `report`."""
        words = ("ci", "--base", "base", "--head", "head", "--json", "report.json", *words)
        context = Context(out=self.out, err=self.err, cwd=self.folder, environ=environ, words=words)
        args = build().parse_args(words)
        judge = Judge(run=self.judge, seed=seed)
        return guarded(lambda: run(args, context) if real else check(args, context, judge), context)

    @property
    def report(self) -> dict[str, Any]:
        """The report of the last run."""
        found: dict[str, Any] = json.loads((self.folder / "report.json").read_text())
        return found

    @property
    def statuses(self) -> dict[str, str]:
        """Status by kata."""
        return {kata["id"]: kata["status"] for kata in self.report["katas"]}

    @property
    def touched(self) -> set[tuple[str, ...]]:
        """What was done to protected paths."""
        changes = self.report["review"]["changes"]
        return {(change["how"], change["path"], *filter(None, [change["other"]])) for change in changes}

    @property
    def printed(self) -> str:
        """All that went to standard output."""
        return self.out.getvalue()

    @property
    def complained(self) -> str:
        """All that went to standard error."""
        return self.err.getvalue()


def put(root: Path, path: str, text: str | bytes) -> Path:
    """Write a file below `root`."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return target


def make_base(root: Path) -> None:
    """Write a small repository: two katas whose stubs are untouched, and what grades them."""
    world = World(root=root)
    for name in ("alpha_kata", "beta_kata"):
        put(world.kata(name), "hidden/test_behaviour.py", HIDDEN)
        put(root, f"{SECTION}/{name}/examples/test_examples.py", "def test():\n    assert True\n")
    for path, text in TREE.items():
        put(root, path, text)


@pytest.fixture
def forked(tmp_path: Path) -> Forked:
    """Return a base, and a head that equals it."""
    make_base(tmp_path / "base")
    shutil.copytree(tmp_path / "base", tmp_path / "head")
    return Forked(folder=tmp_path, judge=LookingJudge(base=tmp_path / "base", held=Held(layer=Sandbox.LANDLOCK)))


def result_of(forked: Forked, kata: str) -> dict[str, Any]:
    """Return the result of a kata in the last report."""
    (found,) = [result for result in forked.report["katas"] if result["id"] == kata]
    return dict(found)
