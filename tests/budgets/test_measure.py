"""Budgets as a judge measures them, of katas that are made for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from statistics import median

import pytest

from graders.judge import process
from graders.judge.budgets import rule, side
from graders.judge.trouble import CapHit
from graders.model import Budget, BudgetStatus, CheckStatus, KataResult, Limits, Metric, Status
from graders.verify import kernels
from graders.verify.soak import Pit
from tests.budgets.conftest import QUADRATIC, REFERENCE, WORKLOADS, Case, Grade, Results, budget, slow, the_budget

WITHIN, OVER, ERROR = BudgetStatus.WITHIN, BudgetStatus.OVER, BudgetStatus.GRADER_ERROR
GROWTH = (budget(Metric.GROWTH, 1.4, n=250),)
OVERHEAD = (budget(Metric.OVERHEAD, 2.0),)
CUBIC = (
    REFERENCE
    + "\nonce = total\ndef total(data):\n    [0 for x in data for _ in data if -x in data]\n    return once(data)\n"
)
ALLOCATES = REFERENCE + "\nonce = total\ndef total(data):\n    held = [[x] for x in data]\n    return once(data)\n"
ALLOCATES_MORE = ALLOCATES.replace("[[x] for x in data]", "[[x, x] for x in data for _ in range(4)]")
PEAK = (budget(Metric.PEAK_KIB, 300, n=2000),)
PEAK_RATIO = (budget(Metric.PEAK_RATIO, 2.0, n=2000),)
COUNTED = Budget(workload="calls", metric=Metric.COUNT, limit=10, why="")
COUNTING = """
def test_there(submission):
    assert submission

def test_count_calls(submission, budget):
    calls = []
    submission.each(calls.append)
    budget(len(calls))
"""
CALLS = "def each(f):\n    for x in range({}):\n        f(x)\n"
TWO_CHECKS = """
def test_good(submission):
    assert submission.total([]) == 0

def test_bad(submission):
    assert not submission.total
"""


def counting(calls: int, hidden: str = COUNTING) -> Case:
    return Case(source=CALLS.format(calls), budgets=(COUNTED,), hidden=hidden, workloads=None)


TWO_BUDGETS = (budget(limit=50.0), budget(limit=2.0, workload="again"))
AGAIN = WORKLOADS + "\nsetup_again = setup_work\ndef again(module, data):\n    return module.total(data)\n"


def timed_only(does: str) -> str:
    """Return a submission that does something where the input is as large as when it is timed."""
    return (
        REFERENCE
        + f"\nonce = total\ndef total(data):\n    if len(data) > 100:\n        {does}\n    return once(data)\n"
    )


OFTEN = (
    "time_ratio, as the reference",
    "time_ratio, half of the limit",
    "time_ratio, twice the limit",
    "overhead, twice the limit",
)
AGAIN_TIMES = 4
MEASURED: dict[str, tuple[Case, BudgetStatus]] = {
    "time_ratio, as the reference": (Case(), WITHIN),
    "time_ratio, half of the limit": (Case(source=slow(2), budgets=(budget(limit=4.0),)), WITHIN),
    "time_ratio, twice the limit": (Case(source=slow(4)), OVER),
    "overhead, as the baseline": (Case(budgets=OVERHEAD), WITHIN),
    "overhead, twice the limit": (Case(source=slow(4), budgets=OVERHEAD), OVER),
    "growth, linear": (Case(budgets=GROWTH), WITHIN),
    "growth, linear and slow": (Case(source=slow(20), budgets=GROWTH), WITHIN),
    "growth, sorted": (Case(source=REFERENCE.replace("in data", "in sorted(data) and data"), budgets=GROWTH), WITHIN),
    "growth, quadratic": (Case(source=QUADRATIC, budgets=GROWTH), OVER),
    "growth, cubic": (Case(source=CUBIC, budgets=(budget(Metric.GROWTH, 1.4, n=40),)), OVER),
    "peak_kib, less": (Case(source=ALLOCATES, budgets=PEAK), WITHIN),
    "peak_kib, more": (Case(source=ALLOCATES_MORE, budgets=PEAK), OVER),
    "peak_ratio, the same": (Case(source=ALLOCATES, reference=ALLOCATES, budgets=PEAK_RATIO), WITHIN),
    "peak_ratio, more": (Case(source=ALLOCATES_MORE, reference=ALLOCATES, budgets=PEAK_RATIO), OVER),
    "count, less": (counting(10), WITHIN),
    "count, more": (counting(11), OVER),
    "far over": (Case(source=slow(2000)), OVER),
    "without an end": (Case(source=timed_only("while True: pass")), OVER),
}
DONE_WRONG = {
    "a wrong answer": (timed_only("return 0"), CheckStatus.FAILED),
    "a right answer of another type": (timed_only("return str(once(data))"), CheckStatus.FAILED),
    "no plain answer": (timed_only("return object()"), CheckStatus.FAILED),
    "an exception": (timed_only("raise KeyError(1)"), CheckStatus.FAILED),
    "an exit": (timed_only("raise SystemExit"), CheckStatus.FAILED),
    "a crash": (timed_only("import os; os._exit(3)"), CheckStatus.CRASHED),
    "a hang": (timed_only("import time; time.sleep(1e6)"), CheckStatus.TIMEOUT),
    "too much memory": (timed_only("held = bytearray(1 << 30)"), CheckStatus.CRASHED),
}
NO_ANSWER = WORKLOADS.replace("return module.total(data)", "return module.total")
OURS = {
    "no workloads": (None, "hidden/workloads.py cannot be read"),
    "no such workload": ("def setup_work(rng, n): return n", "has no `work`"),
    "no setup": ("def work(module, data): return 1", "has no `setup_work`"),
    "a setup that fails": (WORKLOADS.replace("rng.randrange(1 << 40)", "1 / 0"), "ZeroDivisionError"),
    "a workload that fails": (WORKLOADS.replace("module.total", "module.totals"), "AttributeError"),
    "an answer that is not plain": (NO_ANSWER, "no plain data"),
    "a syntax error": ("def work(:", "SyntaxError"),
    "a reference that ends itself": (WORKLOADS.replace("module.total(data)", "__import__('os')._exit(1)"), "status 1"),
}
NOT_COUNTED = {
    "a test that counts nothing": COUNTING.replace("    budget(len(calls))\n", ""),
    "no test that counts": COUNTING.replace("test_count_calls", "test_other").replace("budget", "len"),
    "a count without a budget": COUNTING + "\ndef test_count_others(submission, budget):\n    budget(1)\n",
}


def cases() -> dict[str, Case]:
    found = {name: case for name, (case, _) in MEASURED.items()}
    found |= {f"{name}, again {i}": MEASURED[name][0] for name in OFTEN for i in range(AGAIN_TIMES)}
    found |= {
        name: Case(source=text, limits=Limits(cpu_s=0.3, memory_mib=256)) for name, (text, _) in DONE_WRONG.items()
    }
    found |= {name: Case(workloads=text) for name, (text, _) in OURS.items()}
    found |= {name: counting(5, text) for name, text in NOT_COUNTED.items()}
    found["a reference that fails"] = Case(reference="def total(data):\n    raise KeyError(1)\n")
    found["a reference that answers with nothing plain"] = Case(reference="def total(data):\n    return object()\n")
    found["no baseline"] = Case(budgets=OVERHEAD, workloads=WORKLOADS.replace("baseline_work", "other"))
    found["a reference without memory"] = Case(
        budgets=PEAK_RATIO, workloads=WORKLOADS.replace("return module.total(data)", "return None")
    )
    found["a failed check"] = Case(source=slow(4), hidden=TWO_CHECKS)
    found["a count that fails"] = counting(5, COUNTING.replace("    budget(", "    assert 0\n    budget("))
    found["two budgets"] = Case(source=slow(4), budgets=TWO_BUDGETS, workloads=AGAIN)
    found["an error in growth"] = Case(source=timed_only("return 0"), budgets=GROWTH)
    found["an error in memory"] = Case(source=timed_only("return 0"), budgets=PEAK)
    found["one of two budgets"] = Case(
        source=slow(4), budgets=TWO_BUDGETS, workloads=AGAIN, only=("work",), hidden=TWO_CHECKS
    )
    return found


@pytest.fixture(scope="module")
def results(grade: Grade) -> Results:
    found = cases()
    return grade(found)


# --- verdicts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MEASURED)
def test_a_budget_is_judged(results: Results, name: str) -> None:
    got, expected = results[name], MEASURED[name][1]

    assert the_budget(got).status is expected, got
    assert got.status is (Status.PASSED if expected is WITHIN else Status.OVER_BUDGET)
    assert {check.status for check in got.checks} == {CheckStatus.PASSED}
    assert (got.score == 1) == (expected is WITHIN)


@pytest.mark.parametrize("name", MEASURED)
def test_a_verdict_follows_from_what_is_recorded(results: Results, name: str) -> None:
    found = the_budget(results[name])

    assert rule.again(found) is found.status
    assert found.message
    assert found.why == MEASURED[name][0].budgets[0].why
    if found.metric in rule.PAIRED:
        assert all(ours > 0 and theirs > 0 for ours, theirs in found.pairs)
        assert found.clock == side.KERNEL
        assert found.value is not None
        assert found.low is not None
        assert found.low <= found.value <= (found.high or found.value)


def test_values_are_those_of_the_work(results: Results) -> None:
    """A clear case ends after five rounds, in which a machine may change its speed: the middle of five cases counts."""
    values = {name: the_budget(results[name]).value or 0.0 for name in MEASURED}
    for name in OFTEN:
        others = [the_budget(results[f"{name}, again {i}"]).value or 0.0 for i in range(AGAIN_TIMES)]
        values[name] = median([values[name], *others])

    assert values["time_ratio, as the reference"] == pytest.approx(1, rel=0.25)
    assert values["time_ratio, half of the limit"] == pytest.approx(2, rel=0.25)
    assert values["time_ratio, twice the limit"] == pytest.approx(4, rel=0.25)
    assert values["overhead, twice the limit"] == pytest.approx(4, rel=0.25)
    assert values["growth, linear and slow"] == pytest.approx(1, abs=0.2)
    assert values["growth, quadratic"] == pytest.approx(1.9, abs=0.3)
    assert values["count, more"] == 11
    assert values["peak_ratio, the same"] == pytest.approx(1, abs=0.02)


def test_clear_cases_need_few_rounds(results: Results) -> None:
    assert len(the_budget(results["time_ratio, as the reference"]).pairs) in {5, 10}
    assert len(the_budget(results["growth, quadratic"]).pairs) == 12


@pytest.mark.parametrize("name", ["far over", "without an end"])
def test_what_is_far_over_ends_after_two_rounds(results: Results, name: str) -> None:
    found = the_budget(results[name])

    assert (len(found.pairs), found.high) == (2, None)
    assert found.value == found.low
    assert (found.value or 0) > rule.CENSOR * found.limit
    assert "at least" in found.message
    assert results[name].cpu_s < 1


def test_growth_that_is_far_over_ends_before_the_largest_size_is_done(results: Results) -> None:
    found = the_budget(results["growth, cubic"])

    assert len(found.pairs) < 12
    assert found.sizes == tuple(sorted(found.sizes))
    assert found.high is None


# --- work that is not done right ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DONE_WRONG)
def test_work_that_is_not_done_right_is_a_failed_check(results: Results, name: str) -> None:
    got = results[name]

    assert (got.checks[-1].name, got.checks[-1].status) == ("answers[work]", DONE_WRONG[name][1])
    assert got.checks[-1].message
    assert got.status.value == got.checks[-1].status.value
    assert the_budget(got).status is BudgetStatus.NOT_RUN
    assert got.score == pytest.approx(1 / 3)


def test_an_answer_that_is_only_promised_is_told(results: Results) -> None:
    assert "must be done, not promised" in results["no plain answer"].checks[-1].message


@pytest.mark.parametrize("name", ["an error in growth", "an error in memory"])
def test_answers_are_compared_whatever_is_measured(results: Results, name: str) -> None:
    assert results[name].status is Status.FAILED
    assert results[name].checks[-1].message.startswith("the answer to the workload `work` is not the reference's:")


def test_a_count_that_fails_is_a_failed_check(results: Results) -> None:
    got = results["a count that fails"]

    assert (got.status, got.checks[-1].name) == (Status.FAILED, "answers[calls]")


def test_a_budget_that_is_not_measured_does_no_harm_to_the_next_kata(grade: Grade) -> None:
    """What was set up for an item that is not run must be gone before the next one."""
    failing = counting(5, COUNTING.replace("assert submission\n", "assert not submission\n"))
    other = Case(budgets=(), hidden=TWO_CHECKS.partition("def test_bad")[0])
    found = {"a": failing, "b": other, "c": Case(budgets=()), "d": Case(budgets=(), source="1 / 0"), "e": other}

    results = grade(found)

    assert [str(result.status) for result in results.values()] == ["failed", "passed", "passed", "failed", "passed"]


# --- our own errors ----------------------------------------------------------------------------------------------


def assert_our_error(got: KataResult) -> None:
    assert got.status is Status.GRADER_ERROR
    assert {check.status for check in got.checks} <= {CheckStatus.PASSED, CheckStatus.GRADER_ERROR}
    assert got.score < 1


@pytest.mark.parametrize("name", OURS)
def test_a_workload_that_fails_is_our_error(results: Results, name: str) -> None:
    assert_our_error(results[name])
    assert the_budget(results[name]).status is ERROR
    assert OURS[name][1] in the_budget(results[name]).message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a reference that fails", "KeyError"),
        ("a reference that answers with nothing plain", "no plain data"),
        ("no baseline", "has no `baseline_work`"),
        ("a reference without memory", "allocates next to nothing"),
    ],
)
def test_a_reference_that_fails_is_our_error(results: Results, name: str, message: str) -> None:
    assert_our_error(results[name])
    assert message in the_budget(results[name]).message


@pytest.mark.parametrize("name", NOT_COUNTED)
def test_a_count_that_nobody_gives_is_our_error(results: Results, name: str) -> None:
    assert_our_error(results[name])


# --- which budgets are measured ----------------------------------------------------------------------------------


def test_what_is_wrong_has_no_cost(results: Results) -> None:
    got = results["a failed check"]

    assert got.status is Status.FAILED
    assert [(b.status, b.pairs, b.value) for b in got.budgets] == [(BudgetStatus.NOT_RUN, (), None)]
    assert got.score == pytest.approx(1 / 3)


def test_each_budget_counts(results: Results) -> None:
    got = results["two budgets"]

    assert [(b.workload, b.status) for b in got.budgets] == [("work", WITHIN), ("again", OVER)]
    assert got.status is Status.OVER_BUDGET
    assert got.score == pytest.approx(2 / 3)


def test_a_budget_can_be_asked_for_alone(results: Results) -> None:
    got = results["one of two budgets"]

    assert [(b.workload, b.status) for b in got.budgets] == [("work", WITHIN)]
    assert (got.checks, got.status) == ((), Status.PASSED)


# --- clocks ------------------------------------------------------------------------------------------------------


@pytest.fixture
def unpinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_core", lambda _: -1)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs another core")
def test_a_judge_without_a_core_of_its_own_says_who_read_the_clock(grade: Grade, unpinned: None) -> None:
    """Two sides on two cores wake up at different speeds: their calls must be long against that (about 20 us here)."""
    long = (budget(n=20_000),)
    found = {
        "a": Case(budgets=long),
        "b": Case(source=slow(4), budgets=long),
        "c": Case(source=QUADRATIC, budgets=GROWTH),
    }

    results = grade(found)

    assert [the_budget(result).clock for result in results.values()] == [side.WORKER] * 3
    assert [the_budget(result).status for result in results.values()] == [WITHIN, OVER, OVER]


@pytest.fixture
def pit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pit]:
    """Return two sides that share a core with us, as in a judge: on two, the one that sleeps wakes up slower."""
    monkeypatch.setattr(side, "clock_name", lambda _: side.WORKER)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        with Pit() as pit:
            yield pit
    finally:
        os.sched_setaffinity(0, cores)


def test_the_clock_of_the_worker_tells_four_from_one(pit: Pit) -> None:
    def statuses(units: int) -> set[BudgetStatus]:
        asked = [budget(workload="ints", n=200)] * 6
        found = list(pit.verdicts(kernels.units(units), kernels.units(2), asked, seed=1))
        assert {result.clock for result, _ in found} == {side.WORKER}
        return {result.status for result, _ in found}

    assert statuses(2) == {WITHIN}
    assert statuses(8) == {OVER}


@pytest.mark.parametrize("place", [1, 2, 4])
def test_one_call_that_was_ended_decides_nothing(pit: Pit, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """A worker can be ended for what its machine did; the next one goes on, and the workloads are in it."""
    whole, capped = side.Side.run, []

    def run(self: side.Side, cap_ns: int | None = None) -> side.Reading:
        if cap_ns is not None:
            capped.append(cap_ns)
            if len(capped) == place:
                self._worker.end()
                raise CapHit(10 * cap_ns)
        return whole(self, cap_ns)

    monkeypatch.setattr(side.Side, "run", run)
    asked = [budget(workload="ints", n=400)] * 2
    found = [result for result, _ in pit.verdicts(kernels.units(2), kernels.units(2), asked, seed=1)]

    assert [result.status for result in found] == [WITHIN, WITHIN], found
    assert any(ours > 8 * budget().limit * theirs for ours, theirs in found[0].pairs)
