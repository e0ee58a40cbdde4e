"""pytest-benchmark keeps a learner's history: every budget's rounds, under the name of the kata and its workload."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graders.judge.budgets import instrument, rule
from graders.judge.lanes import Lanes
from graders.judge.plugin import Judge
from graders.model import BudgetResult, Metric, Status
from tests.budgets.conftest import REFERENCE, Case, Grade, Results, budget, make_plan, slow, the_budget

CASES = {
    "good": Case(),
    "slow": Case(source=slow(4)),
    "growth": Case(budgets=(budget(Metric.GROWTH, 1.4, n=250),)),
    "memory": Case(budgets=(budget(Metric.PEAK_KIB, 1e6),)),
    "wrong": Case(source=REFERENCE + "\nonce = total\ndef total(data):\n    return 0 if data else once(data)\n"),
}
TELLS = """
def test_loaded(submission):
    import sys
    print(sorted(name for name in sys.modules if name.startswith("pytest_benchmark")))
    assert "pytest_benchmark" {} sys.modules
"""


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="module")
def runs(grade: Grade, storage: Path) -> list[Results]:
    """Grade twice: with a file beside the storage, and a submission that has become faster."""
    first = grade(CASES, benchmarks=storage, benchmark_json=storage / "export.json")
    return [first, grade({**CASES, "slow": Case(source=slow(2))}, benchmarks=storage)]


def saved(storage: Path) -> list[dict[str, Any]]:
    files = sorted(storage.glob("*/*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def of_budgets(run: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run["benchmarks"]
    return found


def test_every_measured_budget_is_stored_under_the_id_of_its_kata(runs: list[Results], storage: Path) -> None:
    for run in saved(storage):
        names = [one["name"] for one in of_budgets(run)]

        assert names == [one["fullname"] for one in of_budgets(run)]
        assert sorted(names) == ["tiny_0:work", "tiny_0:work", "tiny_1:work"]
        assert [one["group"] for one in of_budgets(run)] == [name.partition(":")[0] for name in names]
    assert len(saved(storage)) == 2


def test_the_rounds_are_those_that_decided(runs: list[Results], storage: Path) -> None:
    stored = {(one["group"], one["extra_info"]["status"]): one for one in of_budgets(saved(storage)[0])}

    for label in ("good", "slow", "growth"):
        found: BudgetResult = the_budget(runs[0][label])
        one = stored[runs[0][label].id, str(found.status)]
        assert one["stats"]["rounds"] == len(found.pairs)
        assert one["stats"]["min"] == pytest.approx(min(ours for ours, _ in found.pairs) / 1e9, rel=1e-3)
        assert one["stats"]["max"] == pytest.approx(max(ours for ours, _ in found.pairs) / 1e9, rel=1e-3)
        assert one["extra_info"] == {
            "metric": str(found.metric),
            "limit": found.limit,
            "value": found.value,
            "status": str(found.status),
        }


def test_the_clock_of_the_record_is_ours(runs: list[Results], storage: Path) -> None:
    for one in of_budgets(saved(storage)[0]):
        assert one["options"]["timer"] == instrument.now.__name__


def test_a_file_can_be_asked_for_too(runs: list[Results], storage: Path) -> None:
    exported = json.loads((storage / "export.json").read_text(encoding="utf-8"))

    assert of_budgets(exported)[0]["stats"]["rounds"] == of_budgets(saved(storage)[0])[0]["stats"]["rounds"]
    assert len(of_budgets(exported)) == 3


def test_nothing_of_the_machine_or_the_learner_is_stored(runs: list[Results], storage: Path) -> None:
    for run in saved(storage):
        assert run["machine_info"]["node"] == ""
        assert run["commit_info"]["id"] == "unversioned"


def test_two_gradings_can_be_compared(runs: list[Results], storage: Path) -> None:
    command = [sys.executable, "-m", "pytest_benchmark", "--storage", f"file://{storage}", "compare", "--columns=min"]

    done = subprocess.run([*command, "--group-by=fullname"], capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "tiny_0:work" in done.stdout
    assert done.stdout.count("tiny_1:work") >= 2


def test_a_budget_that_has_no_rounds_is_judged_all_the_same(runs: list[Results]) -> None:
    assert runs[0]["memory"].status is Status.PASSED
    assert runs[0]["wrong"].status is Status.FAILED


def test_what_is_stored_decides_nothing(runs: list[Results], storage: Path) -> None:
    assert runs[0]["slow"].status is Status.OVER_BUDGET
    assert [one["extra_info"]["status"] for one in of_budgets(saved(storage)[0])].count("over") == 1
    assert rule.again(the_budget(runs[0]["slow"])) is the_budget(runs[0]["slow"]).status


def test_pytest_benchmark_is_loaded_only_where_something_is_timed(grade: Grade, tmp_path: Path) -> None:
    count = (budget(Metric.COUNT, 1, n=None),)
    nothing = {
        "none": Case(budgets=(), hidden=TELLS.format("not in")),
        "count": Case(budgets=count, hidden=TELLS.format("not in") + "\ndef test_count_work(budget):\n    budget(1)\n"),
    }
    timed = {"timed": Case(hidden=TELLS.format("in"))}

    assert {result.status for result in grade(nothing, benchmarks=tmp_path).values()} == {Status.PASSED}
    assert {result.status for result in grade(timed).values()} == {Status.PASSED}
    assert list(tmp_path.iterdir()) == []


def test_the_options_of_a_judge_follow_from_its_plan(tmp_path: Path) -> None:
    none = Judge(make_plan(tmp_path / "a", {"a": Case(budgets=())}, benchmarks=tmp_path), lambda _: None, Lanes(0))
    some = Judge(make_plan(tmp_path / "b", {"a": Case()}, benchmarks=tmp_path), lambda _: None, Lanes(0))
    bare = Judge(make_plan(tmp_path / "c", {"a": Case()}), lambda _: None, Lanes(0))

    assert none.options == []
    assert f"--benchmark-storage=file://{tmp_path}" in some.options
    assert not [option for option in bare.options if "storage" in option or "autosave" in option]
