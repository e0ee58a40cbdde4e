"""`kata grade`: sort the katas, have the judge decide, keep the report, print it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rich.console import Console

from graders.catalog.discover import Catalog
from graders.cli.beside import hints_left, known_beside
from graders.cli.child import run_attached
from graders.cli.context import Context
from graders.cli.direct import grade_directly
from graders.cli.exporting import annotate, export, require_folders
from graders.cli.grading import Judge, Means, Outcome, Stopwatch, in_order, reported, warnings
from graders.cli.opening import Opened, named_ids, open_catalogs
from graders.cli.overviews import print_beginning
from graders.cli.planning import Sorted, obstacle, sort_katas
from graders.cli.remembering import Memory, remember
from graders.cli.sealed import about_sealed, decide_all, lacks_key, unseal, vault_for
from graders.judge.judges import cores, run_judges
from graders.judge.seeds import verdict_seed
from graders.model import Job, Kata, Plan, Sandbox, Submission
from graders.report.cache import FOLDER as CACHE
from graders.report.cache import Cache
from graders.report.console import QUIET, Surroundings, open_console, show
from graders.report.document import Report
from graders.report.durations import FILE as DURATIONS
from graders.report.durations import Durations
from graders.report.exit_code import INTERRUPTED, WRONG_USE, exit_code, with_review
from graders.report.feedback import Feedback, told
from graders.report.progress import progress
from graders.report.review import Review
from graders.report.store import LATEST, save
from graders.sealing.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the words ask for: `chosen` is selected, `named` holds the ids given one by one.

    `review` is what a change does to protected paths, where a change is graded (`kata ci`).
    """

    args: Namespace
    context: Context
    opened: Opened
    chosen: Catalog
    named: frozenset[str]
    vault: Vault
    review: Review | None = None

    @property
    def feedback(self) -> Feedback | None:
        """How much is told, if the words say so."""
        return Feedback(self.args.feedback) if self.args.feedback else None


def run(args: Namespace, context: Context) -> int:
    """Grade with the real judge."""
    return grade(args, context, Judge(run=run_judges, seed=verdict_seed))


def grade(args: Namespace, context: Context, judge: Judge) -> int:
    """Grade what the words select; return the exit code."""
    with vault_for(args, context) as vault:
        return _grade(args, context, judge, vault)


def _grade(args: Namespace, context: Context, judge: Judge, vault: Vault) -> int:
    watch = Stopwatch.start()
    request = _request(args, context, vault)
    found = _sort(request, judge)
    if args.direct:
        return grade_directly([job.kata for job in found.jobs], request.opened, context, run_attached)
    return graded(request, found, judge, watch)


def graded(request: Request, found: Sorted, judge: Judge, watch: Stopwatch) -> int:
    """Have sorted katas judged, keep the report and print it; return the exit code."""
    args, context = request.args, request.context
    console = open_console(context.out, context.environ)
    outcome, about = _judged(request, found, judge, console)
    code = _code(outcome, request)
    report = reported(outcome, watch, command=context.words, code=code, review=request.review)
    remembered = _remember(report, found, request)
    notes, lost = _keep(report, request)
    notes += [*remembered, *about, *warnings(outcome.sandbox)]
    if outcome.results or outcome.interrupted or request.review:
        show(console, outcome.results, _surroundings(request, outcome, notes))
    else:
        print_beginning(found.untouched, request.opened, context)
    if args.github:
        for note in annotate(report, request.opened.files_to_edit(), context):
            context.complain(note)
    return code or (WRONG_USE if lost else code)


def _request(args: Namespace, context: Context, vault: Vault) -> Request:
    require_folders(args, context)
    opened = open_catalogs(args, context)
    chosen = opened.choose(args.katas, args.section, args.changed_since)
    for broken in chosen.broken:
        context.complain(broken.problem)
    named = named_ids(opened, args.katas)
    return Request(args=args, context=context, opened=opened, chosen=chosen, named=named, vault=vault)


def _sort(request: Request, judge: Judge) -> Sorted:
    args, katas = request.args, request.chosen.katas
    only = len(katas) == 1 and bool(request.named)
    return sort_katas(
        katas,
        read=lambda kata: request.opened.read(kata, only=only),
        job=lambda kata, submission: job_for(kata, submission, request, judge),
        wanted=lambda kata: args.all or kata.id in request.named,
        obstacle=lambda kata: hindrance(kata, request),
    )


def job_for(kata: Kata, submission: Submission, request: Request, judge: Judge) -> Job:
    """Return the job of judging a submission; `unseal` says what it may raise."""
    opened, seed = unseal(kata, request.vault, request.args), request.args.seed
    return Job(kata=opened, files=submission.files, seed=judge.seed(opened, submission) if seed is None else seed)


def hindrance(kata: Kata, request: Request) -> str:
    """Say what keeps a kata from being judged here, if anything does."""
    return obstacle(kata) or lacks_key(kata, request.vault, request.context.door)


def _judged(request: Request, found: Sorted, judge: Judge, console: Console) -> tuple[Outcome, list[str]]:
    """Return all results, those that needed no judge too, and notes on where they come from."""
    args = request.args
    memory = Memory(_plan(request, found), _cache(request))
    durations = Durations(request.opened.grades / DURATIONS)
    with progress(console, len(memory.plan.jobs), quiet=args.verbosity == QUIET) as on_event:
        means = Means(judge=judge, most=args.jobs or cores(), durations=durations, on_event=on_event)
        outcome = decide_all(memory.plan, means, request.vault, request.feedback)
    durations.save()
    outcome = memory.complete(outcome)
    results = in_order(request.chosen.katas, (*found.decided, *outcome.results))
    notes = [*memory.notes, *about_sealed(found.jobs, request.feedback)]
    return replace(outcome, results=told(results, request.feedback or Feedback.FULL)), notes


def _plan(request: Request, found: Sorted) -> Plan:
    args, environ = request.args, request.context.environ
    return Plan(
        jobs=found.jobs,
        # In CI a verdict must not depend on what an earlier run has found.
        examples=None if environ.get("CI") or _is_exam(request) else request.opened.grades / "examples",
        show_tests=args.show_tests,
        sandbox=Sandbox(args.sandbox) if args.sandbox else None,
        require=Sandbox.LANDLOCK if args.require_sandbox or environ.get("CI") else Sandbox.NONE,
        benchmarks=_history(request),
        builds=None if _is_exam(request) else request.opened.grades / "builds",
        benchmark_json=request.context.cwd / args.benchmark_json if args.benchmark_json else None,
    )


def _cache(request: Request) -> Cache | None:
    """Return the cache; CI has none, and rounds that a file was asked for are measured."""
    anew = request.args.no_cache or request.args.benchmark_json or request.context.environ.get("CI")
    return None if anew or _is_exam(request) else Cache(request.opened.grades / CACHE)


def _is_exam(request: Request) -> bool:
    """Say whether only titles are told: then nothing of a run is left on disk that tells more."""
    return request.feedback is Feedback.TITLE


def _history(request: Request) -> Path | None:
    """Return the folder of a learner's benchmarks; CI and other workspaces have no history here."""
    own = _is_practice(request) and not _is_exam(request)
    return request.opened.grades / "benchmarks" if own else None


def _code(outcome: Outcome, request: Request) -> int:
    if outcome.interrupted:
        return INTERRUPTED
    broken, review = bool(request.chosen.broken), request.review
    code = exit_code(outcome.results, request.named, strict=request.args.strict, broken=broken)
    return with_review(code, needed=bool(review and review.needed))


def _keep(report: Report, request: Request) -> tuple[list[str], bool]:
    """Write the report; return warnings, and whether a file that was asked for is missing."""
    latest = save(report, request.opened.grades / LATEST) if report.katas else ""
    practice = _is_practice(request) and not _is_exam(request)
    beside = partial(known_beside, report.katas, request.opened, practice=practice)
    asked = export(report, request.args, request.context, beside)
    return [*filter(None, [latest]), *asked], bool(asked)


def _remember(report: Report, found: Sorted, request: Request) -> list[str]:
    """Add what was graded to the learner's history; CI and other workspaces are not practice."""
    if not _is_practice(request):
        return []
    return remember(report.katas, {job.kata.id: job.files for job in found.jobs}, request.opened.grades)


def _is_practice(request: Request) -> bool:
    return request.opened.workspace is None and not request.context.environ.get("CI")


def _surroundings(request: Request, outcome: Outcome, notes: list[str]) -> Surroundings:
    return Surroundings(
        command=request.context.door,
        edit={kata.id: request.opened.file_to_edit(kata) for kata in request.chosen.katas},
        hints=hints_left(outcome.results, request.opened) if _is_practice(request) else {},
        notes=notes,
        review=request.review,
        verbosity=request.args.verbosity,
        interrupted=outcome.interrupted,
    )
