"""Tiny katas in a folder of their own, graded through a judge; and one worker to talk to without a judge."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from graders.catalog.stub import text_sha256
from graders.judge import proxy
from graders.judge.conversation import Conversation
from graders.judge.lane import Lane
from graders.judge.process import run_judge
from graders.model import Capabilities, Facts, Job, Kata, KataResult, Limits, Plan, Sandbox

ANSWER = "def test_answer(submission):\n    assert submission.answer() == 42\n"
LIMITS = Limits(cpu_s=0.2, memory_mib=128)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One submission and the hidden tests that it meets."""

    source: str
    hidden: str = ANSWER
    probes: str = ""
    limits: Limits = LIMITS
    seed: int = 5
    ban: tuple[str, ...] = ()
    capabilities: Capabilities = Capabilities()  # noqa: RUF009  (frozen)
    group: str = "core"
    files: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


def make_kata(root: Path, kata_id: str, case: Case) -> Kata:
    """Write a kata's hidden tests; nothing else of a kata is read by a judge."""
    folder = root / "katas" / "01_core_python" / kata_id
    (folder / "hidden").mkdir(parents=True)
    files = {"test_behaviour.py": case.hidden, **({"probes.py": case.probes} if case.probes else {}), **case.files}
    for name, text in files.items():
        path = folder / "hidden" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, text in case.given.items():
        (folder / name).write_text(text, encoding="utf-8")
    facts = Facts(
        schema=1,
        title=kata_id,
        topics=("01.1",),
        level=2,
        minutes=30,
        submit=("tiny.py",),
        stub_sha256={},
        python=">=3.11",
        group=case.group,
        limits=case.limits,
        ban=case.ban,
        capabilities=case.capabilities,
        given={name: text_sha256(text) for name, text in case.given.items()},
    )
    return Kata(id=kata_id, section="01_core_python", folder=folder, solution=folder, facts=facts)


def make_plan(root: Path, cases: Mapping[str, Case], transcripts: int = 0, sandbox: Sandbox | None = None) -> Plan:
    """Return one plan with a job for each case, labelled by its name; cases with equal hidden tests share a kata."""
    katas: dict[Any, Kata] = {}
    jobs = []
    for name, case in cases.items():
        key = (
            case.hidden,
            case.probes,
            case.limits,
            case.ban,
            case.capabilities,
            case.group,
            tuple(case.files.items()),
            tuple(case.given.items()),
        )
        if key not in katas:
            katas[key] = make_kata(root, f"tiny_{len(katas)}", case)
        jobs.append(Job(kata=katas[key], files={"tiny.py": case.source}, seed=case.seed, label=name))
    return Plan(jobs=tuple(jobs), transcripts=transcripts, sandbox=sandbox)


class Grade(Protocol):
    """Grades cases in one judge process; returns the results by name."""

    def __call__(self, cases: Mapping[str, Case], transcripts: int = 0) -> dict[str, KataResult]: ...


@pytest.fixture(scope="session")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Grade:
    """Return a function that grades cases in one judge process; to start one costs most of a second."""

    def run(cases: Mapping[str, Case], transcripts: int = 0) -> dict[str, KataResult]:
        plan = make_plan(tmp_path_factory.mktemp("catalogue"), cases, transcripts)
        results = run_judge(plan, python=sys.executable, on_event=lambda _: None)
        return {result.label: result for result in results}

    return run


@pytest.fixture(scope="session")
def lane() -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


Open = Callable[..., Any]


@pytest.fixture
def conversation(lane: Lane) -> Iterator[Conversation]:
    """Return the talk with a fresh worker."""
    talk = Conversation(lane, LIMITS)
    proxy.current = talk
    yield talk
    proxy.current = None
    talk.close()


@pytest.fixture
def load(conversation: Conversation) -> Callable[[str], Any]:
    """Return a function that loads a submission and returns its proxy."""
    return lambda source: conversation.module("tiny", {"tiny.py": source})
