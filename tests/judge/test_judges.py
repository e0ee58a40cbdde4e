"""Several judges side by side reach the verdicts that one reaches, in the same words and order."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graders.catalog.discover import load_catalog
from graders.judge.budgets import alone, records
from graders.judge.events import plan_to_json
from graders.judge.judges import run_judges, share_out
from graders.model import Finished, Job, Kata, KataResult, Plan, Started, Status
from tests.extent import ALL
from tests.judge.conftest import Case, make_plan

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "def answer(): return 42\n"
WAITS = "import time\ndef answer(): time.sleep(1e6)\n"
DRAWN = (
    "from hypothesis import given, strategies as st\n"
    "@given(st.lists(st.integers()))\n"
    "def test_any(submission, xs): assert submission.total(xs) == sum(xs)\n"
)


def judged(plan: Plan, most: int, on_event: Any = lambda _: None, **durations: float) -> tuple[KataResult, ...]:
    return run_judges(plan, python=sys.executable, on_event=on_event, most=most, durations=durations)


def told(results: Sequence[KataResult]) -> list[Any]:
    """Return what must be the same in every run: everything but what was measured."""
    return [
        (
            result.id,
            result.label,
            result.status,
            result.score,
            result.output,
            [replace(check, cpu_s=0) for check in result.checks],
            [(budget.workload, budget.status) for budget in result.budgets],
        )
        for result in results
    ]


# --- who gets what -----------------------------------------------------------------------------------------------


def jobs_of(tmp_path: Path, *names: str) -> tuple[Job, ...]:
    plan = make_plan(tmp_path, {"": Case(source=RIGHT)})
    return tuple(replace(plan.jobs[0], kata=replace(plan.jobs[0].kata, id=name)) for name in names)


def ids(shares: Sequence[Sequence[Job]]) -> list[str]:
    return ["".join(job.kata.id for job in share) for share in shares]


def test_the_longest_goes_first_to_whoever_has_least_to_do(tmp_path: Path) -> None:
    jobs = jobs_of(tmp_path, *"abcde")

    shares = share_out(jobs, {"a": 2, "b": 2, "c": 3, "d": 2, "e": 3}, 2)

    assert ids(shares) == ["acd", "be"]


def test_a_share_keeps_the_order_of_the_plan(tmp_path: Path) -> None:
    jobs = jobs_of(tmp_path, *"abc")

    assert ids(share_out(jobs, {"a": 1, "b": 2, "c": 3}, 1)) == ["abc"]


def test_no_judge_is_started_for_less_work_than_its_start(tmp_path: Path) -> None:
    jobs = jobs_of(tmp_path, *"abcd")

    assert len(share_out(jobs, dict.fromkeys("abcd", 0.1), 4)) == 1
    assert len(share_out(jobs, dict.fromkeys("abcd", 0.3), 4)) == 2
    assert len(share_out(jobs, {}, 3)) == 3


# --- the same verdicts -------------------------------------------------------------------------------------------


REAL = {"ttl_memo": "", "interval_set": "reject", "merge_streams": "reject", "exact_money": ""}
"""Katas with a state machine, properties and budgets, and whether a reject of them is judged or the reference."""


@pytest.fixture(scope="module")
def jobs() -> list[Job]:
    katas = [kata for kata in load_catalog([ROOT]).katas if kata.id in REAL]
    rejects = {kata.id: min((kata.solution / "rejects").glob("*.py")) for kata in katas}
    files = [(kata, rejects[kata.id] if REAL[kata.id] else kata.solution / kata.module) for kata in katas]
    return [Job(kata=kata, files={kata.module: path.read_text(encoding="utf-8")}, seed=11) for kata, path in files]


@pytest.fixture(scope="module")
def expected(jobs: list[Job]) -> dict[str, Any]:
    results = judged(Plan(jobs=tuple(jobs)), 1)
    assert [result.status for result in results] == [
        Status.FAILED if REAL[result.id] else Status.PASSED for result in results
    ]
    return {result[0]: result for result in told(results)}


@pytest.mark.parametrize("run", range(9 if ALL else 2))
def test_runs_in_other_orders_and_numbers_of_judges_tell_the_same(
    run: int, jobs: list[Job], expected: dict[str, Any]
) -> None:
    drawn = random.Random(run)
    mixed = drawn.sample(jobs, len(jobs))
    guesses = {job.kata.id: drawn.uniform(1, 5) for job in mixed}

    results = told(judged(Plan(jobs=tuple(mixed)), 1 + run % 4, **guesses))

    assert [result[0] for result in results] == [job.kata.id for job in mixed]
    assert {result[0]: result for result in results} == expected


def test_what_is_drawn_does_not_depend_on_the_modules_that_are_loaded(tmp_path: Path) -> None:
    """Hypothesis draws the constants that it finds in local modules; a neighbour may load one."""
    rare = Case(
        hidden=DRAWN, source="seen = []\ndef total(xs):\n    seen.append(xs)\n    print(xs)\n    return sum(xs)\n"
    )
    loads = "import sys\nsys.path.insert(0, %r)\nimport full_of_constants\ndef test_one(submission): pass\n"
    (tmp_path / "full_of_constants.py").write_text(f"NUMBERS = {list(range(70_000, 70_300))}\n", encoding="utf-8")
    neighbour = Case(hidden=loads % str(tmp_path), source="")

    (alone_,) = judged(make_plan(tmp_path / "one", {"rare": rare}), 1)
    results = judged(make_plan(tmp_path / "two", {"neighbour": neighbour, "rare": rare}), 1)

    assert results[0].status is Status.PASSED
    assert alone_.output
    assert alone_.output == results[1].output


# --- when something ends -----------------------------------------------------------------------------------------


def test_a_judge_that_is_killed_costs_only_the_katas_that_it_has_not_finished(tmp_path: Path) -> None:
    hidden = "import os, signal\ndef test_one(submission): os.kill(os.getpid(), signal.SIGKILL)\n"
    cases = {
        "done": Case(source=RIGHT),
        "elsewhere": Case(source=RIGHT, hidden="def test_answer(submission): assert submission.answer() == 42.0\n"),
        "killed": Case(source=RIGHT, hidden=hidden),
        "waiting": Case(source=RIGHT, hidden="def test_other(submission): assert submission.answer() == 42\n"),
    }
    plan = make_plan(tmp_path, cases)
    # two judges: the one gets `elsewhere` alone, the other all else
    costs = {job.kata.id: 9.0 if job.label == "elsewhere" else 1.0 for job in plan.jobs}

    results = {result.label: result for result in judged(plan, 2, **costs)}

    statuses = {label: result.status for label, result in results.items()}
    assert statuses == {
        "done": Status.PASSED,
        "elsewhere": Status.PASSED,
        "killed": Status.GRADER_ERROR,
        "waiting": Status.GRADER_ERROR,
    }
    assert results["waiting"].message.startswith("the judge was killed by signal 9")


def test_ctrl_c_ends_every_judge_and_keeps_what_was_finished(tmp_path: Path) -> None:
    hidden = "def test_{0}(submission): assert submission.answer() == 42\n"
    cases = {
        name: Case(source=WAITS if name != "quick" else RIGHT, hidden=hidden.format(name)) for name in ("quick", "a")
    }
    plan = make_plan(tmp_path, cases)
    plan = replace(plan, jobs=tuple(replace(job, kata=with_cpu(job.kata, 60)) for job in plan.jobs))
    (tmp_path / "plan.json").write_bytes(plan_to_json(plan))
    command = [sys.executable, "-m", "tests.judge.caller", str(tmp_path / "plan.json"), "2"]

    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        said: list[str] = []
        while not {"Finished"} <= set(said) or said.count("Started") < 2:
            said.append(caller.stdout.readline().strip())
        judges = children(caller.pid)
        caller.send_signal(signal.SIGINT)
        rest = caller.stdout.read().split("\n")

    assert len(judges) == 2
    assert not [pid for pid in judges if Path(f"/proc/{pid}").exists()]
    assert "result quick passed" in rest
    assert "interrupted" in rest


def with_cpu(kata: Kata, cpu_s: float) -> Kata:
    return replace(kata, facts=replace(kata.facts, limits=replace(kata.facts.limits, cpu_s=cpu_s)))


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


# --- what they share ---------------------------------------------------------------------------------------------


def test_two_judges_work_at_the_same_time(tmp_path: Path) -> None:
    """Each waits for a file that the other's check makes: in turn they would never pass."""
    hidden = (
        "import pathlib, time\ndef test_{0}(submission):\n    pathlib.Path({2!r}, '{0}').touch()\n"
        "    while not pathlib.Path({2!r}, '{1}').exists(): time.sleep(0.001)\n"
    )
    cases = {a: Case(source=RIGHT, hidden=hidden.format(a, b, str(tmp_path))) for a, b in ("ab", "ba")}

    results = judged(make_plan(tmp_path / "catalogue", cases), 2)

    assert [result.status for result in results] == [Status.PASSED] * 2


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no cores to choose")
def test_a_core_is_exclusive_while_a_budget_is_judged_on_it() -> None:
    mine = os.sched_getaffinity(0)
    order: list[str] = []
    begun = threading.Event()

    def check() -> None:
        os.sched_setaffinity(0, {min(mine)})  # of this thread
        begun.set()
        with alone.on_core(exclusive=False):
            order.append("check")

    thread = threading.Thread(target=check)
    try:
        os.sched_setaffinity(0, {min(mine)})
        with alone.on_core(exclusive=True):
            thread.start()
            begun.wait()
            thread.join(0.05)
            order.append("budget")
        thread.join()
    finally:
        os.sched_setaffinity(0, mine)

    assert order == ["budget", "check"]


def test_the_rounds_of_all_judges_come_in_one_file(tmp_path: Path) -> None:
    parts = [tmp_path / "0.json", tmp_path / "1.json", tmp_path / "2.json", tmp_path / "none.json"]
    parts[0].write_text('{"version": "5", "benchmarks": [{"group": "b", "name": "b:x"}]}')
    parts[1].write_text('{"version": "5", "benchmarks": [{"group": "a", "name": "a:y"}]}')
    parts[2].write_text('{"version": "5", "bench')

    records.join(parts, tmp_path / "all.json", ["a", "b"])

    assert (tmp_path / "all.json").read_text().count('"name"') == 2
    assert (tmp_path / "all.json").read_text().index("a:y") < (tmp_path / "all.json").read_text().index("b:x")


def test_events_of_all_judges_are_told_and_each_kata_begins_before_it_ends(tmp_path: Path) -> None:
    events: list[Any] = []
    hidden = "def test_{0}(submission): assert submission.answer() == 42\n"
    plan = make_plan(tmp_path, {name: Case(source=RIGHT, hidden=hidden.format(name)) for name in "abc"})

    results = judged(plan, 3, events.append)

    assert [result.label for result in results] == list("abc")
    for name in "abc":
        begun = [type(event) for event in events if getattr(event, "label", None) == name or of(event) == name]
        assert (begun[0], begun[-1]) == (Started, Finished)


def of(event: Any) -> str:
    return event.result.label if isinstance(event, Finished) else ""
