from __future__ import annotations

from collections.abc import Callable

from graders.model import CheckResult, CheckStatus, Kata, KataResult, Status
from graders.verify.cases import Cases, Reject
from graders.verify.cheap import case_jobs
from graders.verify.desk import read_desk
from graders.verify.repeats import Repeat, repeat_findings, repeats, steady

CASES = Cases(rejects=(Reject(file="a.py", status=Status.FAILED, caught_by="test_a", why="x"),))


def result(name: str, *failed: str, status: Status | None = None) -> KataResult:
    checks = tuple(CheckResult(name=check, title="", status=CheckStatus.FAILED) for check in failed)
    status = status or (Status.FAILED if failed else Status.PASSED)
    return KataResult(id="k", section="01_core_python", title="K", status=status, score=0, label=name, checks=checks)


def rounds(*results: tuple[KataResult, KataResult]) -> list[tuple[Repeat, dict[str, KataResult]]]:
    seeds = repeats("k", "content", len(results))
    return [(seed, {"reference": one, "rejects/a.py": two}) for seed, (one, two) in zip(seeds, results, strict=True)]


GOOD = (result("reference"), result("rejects/a.py", "test_a", "test_b"))


def test_all_seeds_differ_and_change_with_the_content() -> None:
    first, other = repeats("k", "content", 20), repeats("k", "changed", 20)

    assert len({repeat.seed for repeat in [*first, *other]}) == 40
    assert [repeat.hash_seed for repeat in first] == list(range(1, 21))


def test_steady_verdicts_give_no_finding() -> None:
    assert (steady(rounds(GOOD, GOOD), CASES), list(repeat_findings(rounds(GOOD, GOOD), CASES))) == (2, [])


def test_a_reject_meets_its_check_alone_unless_it_cannot_be_imported(spoil: Callable[..., None], kata: Kata) -> None:
    first = '"first.py"\nstatus = "failed"\ncaught_by = '
    spoil("solution/cases.toml", first + '"test_adds"', first + '"import"')

    only = {job.label: job.only for job in case_jobs(read_desk(kata), 1, brief=True)}

    assert (only["rejects/first.py"], only["rejects/subtracts.py"]) == ((), ("test_adds",))


def test_a_check_that_misses_a_reject_now_and_then_is_named() -> None:
    missed = (GOOD[0], result("rejects/a.py", "test_b"))
    seen = rounds(GOOD, missed, GOOD, missed)

    (finding,) = repeat_findings(seen, CASES)

    assert "flaky: `test_a` does not catch it in 2 of 4 repeats" in finding.what
    assert "PYTHONHASHSEED=2" in finding.what
    assert steady(seen, CASES) == 2


def test_a_status_that_changes_is_named() -> None:
    crashed = (GOOD[0], result("rejects/a.py", "test_a", status=Status.CRASHED))

    (finding,) = repeat_findings(rounds(crashed), CASES)

    assert "its status is `crashed`, not `failed`" in finding.what
