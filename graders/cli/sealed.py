"""Sealed katas in `kata grade`: opened with the key, judged apart, and told of with care."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace

from graders.catalog.sealed import sealed_file
from graders.cli.context import Context
from graders.cli.grading import Means, Outcome
from graders.cli.grouping import decide_groups
from graders.judge.verdict import result_without_checks
from graders.model import GraderError, Job, Kata, Plan, Status, weakest
from graders.report.feedback import Feedback, told_sealed
from graders.sealing.key import find_key
from graders.sealing.vault import Vault


def vault_for(args: Namespace, context: Context) -> Vault:
    """Return what opens sealed katas with the key that the words or the environment give, if they give one.

    Raises:
        GraderError: there is no key where they say.
    """
    return Vault(find_key(context.cwd / args.key if args.key else None, args.key_fd, context.environ))


def lacks_key(kata: Kata, vault: Vault, door: str) -> str:
    """Say what a sealed kata lacks, if it does."""
    if vault.key is not None or sealed_file(kata) is None:
        return ""
    return f"its hidden tests are sealed (docs/sealing.md); with the key:\n{door} {kata.id} --key FILE"


def unseal(kata: Kata, vault: Vault, args: Namespace) -> Kata:
    """Return a kata that can be judged.

    Raises:
        Shut: it is sealed, and cannot be opened.
        GraderError: it is sealed, and the words ask for what would show its tests.
    """
    if sealed_file(kata) is not None and (args.direct or args.show_tests):
        option = "--direct" if args.direct else "--show-tests"
        raise GraderError(
            f"`{kata.id}` is sealed, and `{option}` would show its tests\nkata grade {kata.id} --key FILE"
        )
    return vault.open(kata)


def about_sealed(jobs: Iterable[Job], feedback: Feedback | None) -> list[str]:
    """Return what a reader should know of the reports on sealed katas."""
    if feedback is not None or not any(job.kata.opened for job in jobs):
        return []
    return ["of sealed katas only the titles of checks are told; `--feedback full` tells what was seen, too"]


def decide_all(plan: Plan, means: Means, vault: Vault, feedback: Feedback | None) -> Outcome:
    """Have all jobs decided, those of sealed katas by judges of their own."""
    sealed = tuple(job for job in plan.jobs if job.kata.opened)
    if not sealed:
        return decide_groups(plan, means)
    outcome = decide_groups(replace(plan, jobs=tuple(job for job in plan.jobs if not job.kata.opened)), means)
    if outcome.interrupted:
        return outcome
    found = _decide_sealed(vault.confine(replace(plan, jobs=sealed)), means)
    return Outcome(
        results=(*outcome.results, *told_sealed(found.results, feedback)),
        interrupted=found.interrupted,
        sandbox=weakest(layer for layer in (outcome.sandbox, found.sandbox) if layer),
    )


def _decide_sealed(plan: Plan, means: Means) -> Outcome:
    try:
        return decide_groups(plan, means)
    except GraderError as error:  # the sandbox is too weak for these; the others have their results
        reason = f"{str(error).partition(' (')[0]}: in a weaker one a submission could read the tests"
        return Outcome(results=tuple(result_without_checks(job.kata, Status.UNAVAILABLE, reason) for job in plan.jobs))
