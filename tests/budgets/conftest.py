"""Tiny katas with budgets in a folder of their own, graded through a judge."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from graders.judge.process import run_judge
from graders.model import Budget, BudgetResult, Capabilities, Facts, Job, Kata, KataResult, Limits, Metric, Plan

ALWAYS = "def test_there(submission):\n    assert callable(submission.total)\n"
LIMITS = Limits(cpu_s=2, memory_mib=256)
REFERENCE = """
def total(data):
    x = 0
    for y in data:
        x = (x * 31 + y) % 1000003
    return x
"""
"""Costs in proportion to the items; its answer needs every one of them, in order."""
SLOW = REFERENCE + "\nonce = total\ndef total(data):\n    return [once(data) for _ in range({})][0]\n"
"""Does the reference's work so many times."""
WORKLOADS = """
def setup_work(rng, n):
    return [rng.randrange(1 << 40) for _ in range(n)]

def work(module, data):
    return module.total(data)

def baseline_work(data):
    x = 0
    for y in data:
        x = (x * 31 + y) % 1000003
    return x
"""
QUADRATIC = REFERENCE + "\nonce = total\ndef total(data):\n    [x for x in data if -x in data]\n    return once(data)\n"


def slow(times: int) -> str:
    """Return a submission that does the reference's work so many times."""
    return SLOW.format(times)


def budget(metric: Metric = Metric.TIME_RATIO, limit: float = 2.0, n: int | None = 2000, **more: Any) -> Budget:
    """Return a budget on the workload `work`."""
    return Budget(**{"workload": "work", "metric": metric, "limit": limit, "n": n, "why": "because", **more})


@dataclass(frozen=True, kw_only=True)
class Case:
    """One submission, and the kata that it meets."""

    source: str = REFERENCE
    budgets: tuple[Budget, ...] = (budget(),)
    reference: str = REFERENCE
    workloads: str | None = WORKLOADS
    hidden: str = ALWAYS
    limits: Limits = LIMITS
    processes: int = 0
    seed: int = 5
    only: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def make_kata(root: Path, kata_id: str, case: Case) -> Kata:
    """Write what a judge reads of a kata: its hidden folder and its reference."""
    folder = root / "katas" / "01_core_python" / kata_id
    solution = root / "solutions" / "01_core_python" / kata_id
    (folder / "hidden").mkdir(parents=True)
    solution.mkdir(parents=True)
    (solution / "tiny.py").write_text(case.reference, encoding="utf-8")
    files = {"test_behaviour.py": case.hidden, "workloads.py": case.workloads, **case.files}
    for name, text in files.items():
        if text is not None:
            (folder / "hidden" / name).write_text(text, encoding="utf-8")
    facts = Facts(
        schema=1,
        title=kata_id,
        topics=("01.1",),
        level=2,
        minutes=30,
        submit=("tiny.py",),
        stub_sha256={},
        python=">=3.11",
        group="core",
        limits=case.limits,
        capabilities=Capabilities(processes=case.processes),
        budgets=case.budgets,
    )
    return Kata(id=kata_id, section="01_core_python", folder=folder, solution=solution, facts=facts)


def make_plan(root: Path, cases: Mapping[str, Case], **more: Any) -> Plan:
    """Return one plan with a job for each case, labelled by its name; cases that meet the same kata share it."""
    katas: dict[Any, Kata] = {}
    jobs = []
    for name, case in cases.items():
        key = (case.budgets, case.reference, case.workloads, case.hidden, case.limits, case.processes, repr(case.files))
        if key not in katas:
            katas[key] = make_kata(root, f"tiny_{len(katas)}", case)
        jobs.append(Job(kata=katas[key], files={"tiny.py": case.source}, seed=case.seed, label=name, only=case.only))
    return Plan(jobs=tuple(jobs), **{"transcripts": 0, **more})


class Grade(Protocol):
    """Grades cases in one judge process; returns the results by name."""

    def __call__(self, cases: Mapping[str, Case], **more: Any) -> dict[str, KataResult]: ...


@pytest.fixture(scope="session")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Grade:
    """Return a function that grades cases in one judge process; to start one costs most of a second."""

    def run(cases: Mapping[str, Case], **more: Any) -> dict[str, KataResult]:
        plan = make_plan(tmp_path_factory.mktemp("catalogue"), cases, **more)
        return {result.label: result for result in run_judge(plan, python=sys.executable, on_event=lambda _: None)}

    return run


def the_budget(result: KataResult) -> BudgetResult:
    """Return the only budget of a result."""
    (found,) = result.budgets
    return found


Results = dict[str, KataResult]
Make = Callable[[], Results]
