"""`kata batch`: grade a folder of submissions on a cluster, keep what came of it, sum it up."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

from graders.batch.course import Course, Order
from graders.batch.kept import FOLDER, Results
from graders.batch.reading import Reader
from graders.batch.run import LOGS, UNPACKED, grade, own
from graders.batch.sources import Source, sources
from graders.batch.summary import Summing
from graders.batch.writing import About, write
from graders.catalog.discover import Catalog
from graders.catalog.sealed import sealed_file
from graders.cli.batch_console import progress, show
from graders.cli.context import Context
from graders.cli.grading import Outcome, Stopwatch, reported
from graders.cli.grouping import ready
from graders.cli.opening import Opened, named_ids, open_catalogs
from graders.cli.planning import Sorted, sort_katas
from graders.cli.sealed import vault_for
from graders.judge.judges import cores
from graders.judge.seeds import verdict_seed
from graders.model import GraderError, Job, Kata, KataResult, Plan, Sandbox, Submission
from graders.report.console import QUIET, open_console
from graders.report.exit_code import INTERRUPTED, OK
from graders.report.feedback import Feedback, told_sealed
from graders.sealing.trouble import Shut
from graders.sealing.vault import Vault

if TYPE_CHECKING:
    from graders.batch.cluster import Cluster

HERE: Final = "batch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the words ask for: `named` are the katas that every submission is to have, `folder` is for results."""

    args: Namespace
    context: Context
    opened: Opened
    chosen: Catalog
    named: frozenset[str]
    found: Sequence[Source]
    folder: Path


def run(args: Namespace, context: Context) -> int:
    """Grade a batch; return the exit code."""
    watch = Stopwatch.start()
    request = _request(args, context)
    for broken in request.chosen.broken:
        context.complain(broken.problem)
    results = Results(request.folder / FOLDER)
    with own(request.folder), vault_for(args, context) as vault:
        course = Course(_order(request, vault), request.found, results)
        interrupted = _graded(request, course)
        summing = Summing(request.chosen.katas, results)
        summary = write(summing, course.handed, request.folder, _about(request, watch, interrupted=interrupted))
    show(open_console(context.out, context.environ), summary, course.counts, request.opened.shown(request.folder))
    return summary.run.exit


def _request(args: Namespace, context: Context) -> Request:
    given = context.cwd / args.submissions
    if not given.is_dir():
        what = "kata batch DIR     DIR holds a folder or an archive for each submission"
        raise GraderError(f"no folder `{args.submissions}`\n{what}")
    if find_spec("distributed") is None:
        words = f"nox -s batch -- {quote(str(args.submissions))}"
        raise GraderError(f"`kata batch` needs Dask, which is not installed here; this brings it along:\n{words}")
    opened = open_catalogs(args, context)
    found = sources(given)
    if not found:
        raise GraderError(f"`{args.submissions}` holds no submission: no folder and no archive")
    return Request(
        args=args,
        context=context,
        opened=opened,
        chosen=opened.choose(args.katas, args.section),
        named=named_ids(opened, args.katas),
        found=found,
        folder=context.cwd / args.to if args.to else _default_folder(opened, given),
    )


def _default_folder(opened: Opened, given: Path) -> Path:
    """Return a folder of results for these submissions: another one for each place that has some."""
    place = given.resolve()
    return opened.grades / HERE / f"{place.name}-{sha256(str(place).encode()).hexdigest()[:8]}"


def _order(request: Request, vault: Vault) -> Order:
    """Return what is to be done; sealed katas that the key opens are open from here on."""
    args = request.args
    shut: dict[str, Shut] = {}
    katas = []
    for kata in request.chosen.katas:
        try:
            katas.append(_opened(kata, vault, args))
        except Shut as error:
            katas.append(kata)
            shut[kata.id] = error
    return Order(
        katas=katas,
        plan=_plan(args),
        sort=partial(_sort, request.named, shut),
        confine=vault.confine,
        tell=partial(_told, Feedback(args.feedback) if args.feedback else None),
        retry=args.retry,
    )


def _opened(kata: Kata, vault: Vault, args: Namespace) -> Kata:
    if args.scheduler and sealed_file(kata) is not None:
        raise Shut("its hidden tests are sealed: they are opened on one machine only\nkata batch DIR --key FILE")
    return vault.open(kata)


def _told(feedback: Feedback | None, result: KataResult) -> KataResult:
    (shown,) = told_sealed([result], feedback)
    return shown


def _plan(args: Namespace) -> Plan:
    """Return the plan without jobs: strangers' code is held by what holds it, unless somebody asks for less by name."""
    layer = Sandbox(args.sandbox) if args.sandbox else None
    return Plan(jobs=(), sandbox=layer, require=Sandbox.NONE if layer else Sandbox.LANDLOCK)


def _sort(
    named: Collection[str], shut: Mapping[str, Shut], katas: Sequence[Kata], read: Callable[[Kata], Submission]
) -> Sorted:
    """Sort a submission's katas; what a machine lacks is known where it is graded."""
    return sort_katas(
        katas,
        read=read,
        job=partial(_job, shut),
        wanted=lambda kata: kata.id in named,
        obstacle=lambda _kata: "",
    )


def _job(shut: Mapping[str, Shut], kata: Kata, submission: Submission) -> Job:
    if kata.id in shut:
        raise shut[kata.id]
    return Job(kata=kata, files=submission.files, seed=verdict_seed(kata, submission))


def _graded(request: Request, course: Course) -> bool:
    """Grade what is left; say whether Ctrl-C came before the end."""
    args, context, folder = request.args, request.context, request.folder
    katas, only = request.chosen.katas, len(request.chosen.katas) == 1 and bool(request.named)
    console = open_console(context.out, context.environ)
    try:
        with (
            Reader(katas, request.opened.stubs, folder / UNPACKED, only=only) as reader,
            progress(console, quiet=args.verbosity == QUIET) as told,
        ):
            grade(course, reader, _cluster(args, folder / LOGS), ready, told)
    except KeyboardInterrupt:
        return True
    return False


def _cluster(args: Namespace, logs: Path) -> Callable[[], AbstractContextManager[Cluster]]:
    from graders.batch.cluster import local, remote  # noqa: PLC0415  (Dask is not in the core)

    return partial(remote, args.scheduler) if args.scheduler else partial(local, args.jobs or cores(), logs)


def _about(request: Request, watch: Stopwatch, *, interrupted: bool) -> About:
    code = INTERRUPTED if interrupted else OK
    outcome = Outcome(results=(), interrupted=interrupted)
    return About(
        run=reported(outcome, watch, command=request.context.words, code=code).run,
        scheduler=request.args.scheduler,
        feedback=Feedback(request.args.feedback or Feedback.FULL),
        strict=request.args.strict,
        broken=bool(request.chosen.broken),
    )
