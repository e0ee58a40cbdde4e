"""A small catalogue, a context without a terminal, and a judge that says what it is told."""

from __future__ import annotations

import io
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from graders.cli.context import Context
from graders.cli.grade import grade
from graders.cli.grading import Judge, OnEvent
from graders.cli.guard import guarded
from graders.cli.parser import build
from graders.judge.process import Interrupted
from graders.model import (
    Checked,
    CheckResult,
    CheckStatus,
    Finished,
    Held,
    Kata,
    KataResult,
    Plan,
    Started,
    Status,
    Submission,
)

STUB = '"""A stub."""\n\n\ndef double(x):\n    """Return twice x."""\n    raise NotImplementedError\n'
ATTEMPT = STUB.replace("raise NotImplementedError", "return 2 * x")
README = "# Title\n\nText.\n\n## Goal\n- Double a number.\n\n## Contract\nNothing more.\n"
FACTS = """
schema = 1
title = "The kata {name}"
topics = ["02.1"]
level = {level}
minutes = 60
submit = ["{name}.py"]
stub_sha256 = {{ "{name}.py" = "{digest}" }}
python = "{python}"
group = "{group}"
limits = {{ cpu_s = 2, memory_mib = 256 }}
"""

Verb = Callable[[Namespace, Context], int]


@dataclass(frozen=True, kw_only=True)
class World:
    """A catalogue in a folder of its own, and what a command has printed."""

    root: Path
    out: io.StringIO = field(default_factory=io.StringIO)
    err: io.StringIO = field(default_factory=io.StringIO)
    spawned: list[tuple[Sequence[str], Path, Mapping[str, str]]] = field(default_factory=list)
    stub: str = STUB
    attempt: str = ATTEMPT

    def kata(self, name: str, *, python: str = ">=3.11", group: str = "core", level: int = 2) -> Path:
        """Add a kata to section 2 and return its folder."""
        folder = self.root / "katas" / "02_advanced_python" / name
        (folder / "examples").mkdir(parents=True)
        (folder / "hidden").mkdir()
        digest = sha256(STUB.encode()).hexdigest()
        text = FACTS.format(name=name, digest=digest, python=python, group=group, level=level)
        (folder / "kata.toml").write_text(text, encoding="utf-8")
        (folder / "README.md").write_text(README, encoding="utf-8")
        (folder / f"{name}.py").write_text(STUB, encoding="utf-8")
        return folder

    def edit(self, name: str, text: str = ATTEMPT) -> Path:
        """Write a submission and return its file."""
        path = self.root / "katas" / "02_advanced_python" / name / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, verb: Verb, *words: str, **environ: str) -> int:
        """Run a verb's function on words as `kata` would."""
        context = Context(out=self.out, err=self.err, cwd=self.root, environ=environ, words=words)
        return guarded(lambda: verb(build().parse_args(words), context), context)

    def spawn(self, command: Sequence[str], cwd: Path, environ: Mapping[str, str]) -> int:
        """Note a program instead of running it."""
        self.spawned.append((command, cwd, environ))
        return 0

    @property
    def printed(self) -> str:
        """All that went to standard output."""
        return self.out.getvalue()

    @property
    def complained(self) -> str:
        """All that went to standard error."""
        return self.err.getvalue()


@dataclass(kw_only=True)
class FakeJudge:
    """Gives each kata the status that is set for it; `passed` where none is."""

    statuses: Mapping[str, Status] = field(default_factory=dict)
    interrupt_after: int | None = None
    held: Held | None = None
    meanwhile: Callable[[], object] = lambda: None
    plans: list[Plan] = field(default_factory=list)
    sharing: list[tuple[int, Mapping[str, float]]] = field(default_factory=list)
    pythons: list[str] = field(default_factory=list)

    def __call__(
        self, plan: Plan, *, python: str, on_event: OnEvent, most: int, durations: Mapping[str, float]
    ) -> tuple[KataResult, ...]:
        self.plans.append(plan)
        self.sharing.append((most, durations))
        self.pythons.append(python)
        if self.held is not None:
            on_event(self.held)
        self.meanwhile()
        results = [self._result(job.kata) for job in plan.jobs]
        for number, result in enumerate(results):
            if number == self.interrupt_after:
                raise Interrupted(tuple(results[:number]))
            on_event(Started(id=result.id, label="", checks=1))
            on_event(Checked(id=result.id, label="", check=result.checks[0]))
            on_event(Finished(result=result))
        return tuple(results)

    def _result(self, kata: Kata) -> KataResult:
        status = self.statuses.get(kata.id, Status.PASSED)
        good = status is Status.PASSED
        check = CheckResult(
            name="test_behaviour.py::test_double",
            title="two is doubled",
            status=CheckStatus.PASSED if good else CheckStatus.FAILED,
            message="" if good else "assert 3 == 4",
        )
        return KataResult(
            id=kata.id,
            section=kata.section,
            title=kata.facts.title,
            status=status,
            score=float(good),
            checks=(check,),
        )

    def grade(self, args: Namespace, context: Context) -> int:
        """`kata grade` with this judge."""
        return grade(args, context, Judge(run=self, seed=seed))


def seed(kata: Kata, submission: Submission) -> int:
    """Return a seed that tells submissions apart."""
    return int(submission.sha256[:8], 16)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a catalogue with two katas, both untouched."""
    world = World(root=tmp_path)
    world.kata("alpha_kata")
    world.kata("beta_kata", level=3)
    return world


@pytest.fixture
def judge() -> FakeJudge:
    """Return a judge that passes everything."""
    return FakeJudge()
