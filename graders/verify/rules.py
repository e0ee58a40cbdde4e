"""What the judged submissions of a kata prove, and what they do not.  Pure: results in, findings out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from graders.catalog.closest import closest, quoted
from graders.model import BudgetStatus, CheckResult, CheckStatus, KataResult, Status
from graders.verify.cases import Accepted, Reject
from graders.verify.checks import Check, Kind, base_name, matches
from graders.verify.findings import Finding, Level, Rule
from graders.verify.submissions import label

# The check of the judge itself, when a submission cannot even be imported.
IMPORT: Final = "import"
# Grader errors that no hidden check can cause.
OURS: Final = frozenset({IMPORT, "judge", "complete"})


def failed_names(result: KataResult) -> list[str]:
    """Return the checks and budgets that a submission did not pass, by name."""
    checks = [check.name for check in result.checks if check.status is not CheckStatus.PASSED]
    return checks + [budget.workload for budget in result.budgets if budget.status is BudgetStatus.OVER]


def can_be_shown(result: KataResult) -> bool:
    """Tell whether a script can show what is wrong: over budget every answer is right, and what is banned never ran."""
    return bool(failed_names(result)) and result.status not in {Status.OVER_BUDGET, Status.BANNED}


def first_failure(result: KataResult) -> str:
    """Return the first check that did not pass and what it said, on one line."""
    for check in result.checks:
        if check.status is not CheckStatus.PASSED:
            said = " ".join((check.message or check.title).split())
            return f"`{check.name}` {check.status}: {said[:200]}"
    for budget in result.budgets:
        if budget.status is not BudgetStatus.WITHIN:
            return f"budget `{budget.workload}` {budget.status}: {budget.message}"
    return result.message or f"status {result.status}"


def must_pass(rule: Rule, result: KataResult, where: str) -> Iterator[Finding]:
    """Check that the reference, or an accepted, passes."""
    if result.status is Status.PASSED:
        return
    if result.status is Status.GRADER_ERROR:
        yield _broken_check(result, where)
        return
    write = "correct it, or correct the check" if rule is Rule.REFERENCE else "correct it, or let the check accept it"
    yield Finding(rule=rule, what=f"is {result.status}: {first_failure(result)}", where=where, write=write)


def stub_findings(result: KataResult, where: str) -> Iterator[Finding]:
    """Check that the stub, graded as if someone had edited it, does not pass, and is called not written."""
    if result.status is Status.PASSED:
        what = "the stub passes every check"
        write = "write checks that need an answer, and let the stub raise NotImplementedError"
        yield Finding(rule=Rule.STUB, what=what, where=where, write=write)
    elif result.status is Status.GRADER_ERROR:
        yield _broken_check(result, where)
    elif not any("not written" in check.message for check in result.checks):
        what = "no check says of the stub that it is not written yet"
        write = "let its functions end with `raise NotImplementedError`"
        yield Finding(rule=Rule.STUB, what=what, where=where, write=write, level=Level.WARNING)


def reject_findings(case: Reject, result: KataResult, checks: Collection[Check]) -> Iterator[Finding]:
    """Check that a reject gets its status, from the check that is named for it, which is an example."""
    where = label("rejects", case.file)
    if result.status is Status.GRADER_ERROR:
        yield _broken_check(result, where)
        return
    failed = failed_names(result)
    if result.status is Status.PASSED:
        what = f"passes; cases.toml says `{case.status}` by `{case.caught_by}`"
        write = f"write a check that sees this: {case.why}"
        yield Finding(rule=Rule.REJECT, what=what, where=where, write=write)
        return
    if result.status is not case.status:
        what = f"is {result.status}; cases.toml says `{case.status}`: {first_failure(result)}"
        write = f'write `status = "{result.status}"`, or mend the reject'
        yield Finding(rule=Rule.REJECT, what=what, where=where, write=write)
    if not any(matches(case.caught_by, name) for name in failed):
        what = f"is caught by {quoted(failed)}, not by `{case.caught_by}`"
        write = f"let `{case.caught_by}` see this: {case.why}; or name a check that does"
        yield Finding(rule=Rule.REJECT, what=what, where=where, write=write)
    yield from _not_an_example(case, failed, checks, where)


def _not_an_example(case: Reject, failed: list[str], checks: Collection[Check], where: str) -> Iterator[Finding]:
    kinds = {check.name: check.kind for check in checks}
    kind = kinds.get(base_name(case.caught_by), Kind.EXAMPLE)
    if kind is Kind.EXAMPLE:
        return
    what = f"is caught by a {kind}, `{case.caught_by}`, which may miss it now and then"
    examples = [name for name in failed if kinds.get(base_name(name)) is Kind.EXAMPLE]
    write = f"write a small example that fails beside it: {case.why}"
    if examples:
        write = f'write `caught_by = "{examples[0]}"`, an example that fails beside it too'
    yield Finding(rule=Rule.REJECT, what=what, where=where, write=write)


def unknown_names(rejects: Iterable[Reject], known: Collection[str]) -> Iterator[Finding]:
    """Check that each `caught_by` names a check or a budget; `known` has the ids of parameters."""
    names = {*known, IMPORT}
    for case in rejects:
        if not any(matches(case.caught_by, name) for name in names):
            near = closest(case.caught_by, names | {base_name(name) for name in names}, count=1)
            write = f"write `{near[0]}`" if near else f"write the check, or name one of {quoted(sorted(names))}"
            what = f"reject {case.file}: no check or budget is called `{case.caught_by}`"
            yield Finding(rule=Rule.CASES, what=what, where="cases.toml", write=write)


def killers(results: Iterable[KataResult]) -> frozenset[str]:
    """Return the checks that at least one of these submissions fails."""
    return frozenset(name for result in results for name in failed_names(result))


def idle_findings(checks: Iterable[CheckResult], kill: Collection[str], places: Mapping[str, str]) -> Iterator[Finding]:
    """Name every check that no reject and no mutant fails; `places` has the lines of their functions."""
    for check in checks:
        if check.name not in kill:
            what = f"`{check.name}` kills no reject and no mutant"
            write = f"write a reject that breaks only this: {check.title.rstrip('.')}; or remove the check"
            where = places.get(base_name(check.name), "hidden/")
            yield Finding(rule=Rule.IDLE, what=what, where=where, write=write)


def accepted_findings(cases: Iterable[Accepted], results: Mapping[str, KataResult]) -> Iterator[Finding]:
    """Check that every accepted passes."""
    for case in cases:
        name = label("accepted", case.file)
        if name in results:
            yield from must_pass(Rule.ACCEPTED, results[name], name)


def _broken_check(result: KataResult, where: str) -> Finding:
    """Name a check that neither passes nor fails: the author mends it, whoever's submission shows it."""
    errors = [check for check in result.checks if check.status is CheckStatus.GRADER_ERROR]
    said = (errors[0].message.strip().splitlines() or [errors[0].title])[-1] if errors else result.message
    name = f"`{errors[0].name}` " if errors else ""
    if not errors:
        said, name = _broken_budget(result), ""
    what = f"{name}is a grader error beside {where}: {said}"
    return Finding(
        rule=Rule.HIDDEN,
        what=what,
        where="hidden/",
        write="mend the check: it must pass or fail, whatever a submission does",
    )


def _broken_budget(result: KataResult) -> str:
    """Say which budget could not be judged, and why."""
    for budget in result.budgets:
        if budget.status in {BudgetStatus.GRADER_ERROR, BudgetStatus.NOT_RUN}:
            return (
                f"the budget `{budget.workload}` was not measured: {budget.message or 'no test called `budget(count)`'}"
            )
    return result.message


def broken_session(results: Iterable[KataResult]) -> str:
    """Return why the judge itself failed, or nothing when it has judged everything: only checks are an author's."""
    for result in results:
        for check in result.checks:
            if check.name in OURS and check.status is CheckStatus.GRADER_ERROR:
                return check.message
    return ""
