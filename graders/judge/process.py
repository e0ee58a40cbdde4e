"""Start a judge process, follow its events, and always come back with a result for every job."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final

from graders.judge.events import event_from_line, plan_to_json
from graders.model import CheckResult, CheckStatus, Event, Finished, Job, KataResult, Plan, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GRACE_S: Final = 5.0
LOG_TAIL: Final = 2_000


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while a judge was at work; `results` are the jobs that were finished."""

    def __init__(self, results: tuple[KataResult, ...]) -> None:
        super().__init__()
        self.results = results


def _environment() -> Mapping[str, str]:
    """Return our environment without what would change the judge's pytest: in CI it compares at length."""
    off = ("PYTEST_", "PYTHON", "COVERAGE_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(off) and k not in {"CI", "BUILD_NUMBER"}}
    return {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _grader_error(job: Job, reason: str) -> KataResult:
    check = CheckResult(name="judge", title="the judge answers", status=CheckStatus.GRADER_ERROR, message=reason)
    return KataResult(
        id=job.kata.id,
        section=job.kata.section,
        title=job.kata.facts.title,
        status=Status.GRADER_ERROR,
        score=0.0,
        label=job.label,
        message=reason,
        checks=(check,),
    )


def run_judge(
    plan: Plan, *, python: str, on_event: Callable[[Event], None], core: int | None = None
) -> tuple[KataResult, ...]:
    """Judge a plan in a process of its own and return a result for each job, in the plan's order.

    Args:
        plan: what to judge.
        python: the interpreter of the plan's environment; `graders` must be importable there.
        on_event: told of progress.
        core: the core that the judge and its workers share; any one of ours by default.

    Raises:
        Interrupted: the person pressed Ctrl-C; what was finished is in it.
    """
    finished: dict[tuple[str, str], KataResult] = {}
    with tempfile.TemporaryFile() as log:
        process, events = _start(plan, python, log, core)
        try:
            _follow(events, finished, on_event)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_S)
        except KeyboardInterrupt:
            raise Interrupted(tuple(finished.values())) from None
        finally:
            _end(process)
            events.close()
        reason = _why(process, log)
    return tuple(finished.get((j.kata.id, j.label)) or _grader_error(j, reason) for j in plan.jobs)


def _start(plan: Plan, python: str, log: IO[bytes], core: int | None) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    ours, theirs = os.pipe()
    with tempfile.TemporaryFile() as text:
        text.write(plan_to_json(plan))
        text.seek(0)
        process = subprocess.Popen(
            [python, "-P", "-s", "-m", "graders.judge", str(theirs), str(os.getpid()), str(_core(core))],
            stdin=text,
            stdout=log,
            stderr=log,
            env=_environment(),
            pass_fds=[theirs],
            start_new_session=True,
        )
    os.close(theirs)
    return process, os.fdopen(ours, "rb")


def _core(wanted: int | None) -> int:
    """Return the core for a judge: two graders at once should not choose the same."""
    if not hasattr(os, "sched_getaffinity"):
        return -1
    cores = sorted(os.sched_getaffinity(0))
    return cores[(os.getpid() if wanted is None else wanted) % len(cores)]


def _follow(events: IO[bytes], finished: dict[tuple[str, str], KataResult], on_event: Callable[[Event], None]) -> None:
    for line in events:
        try:
            event = event_from_line(line)
        except ValueError:  # the judge was killed while it wrote, or somebody else wrote: no evidence
            continue
        if isinstance(event, Finished):
            finished[event.result.id, event.result.label] = event.result
        on_event(event)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the judge: it is asked first, so that it ends its workers, then killed."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(number)
            try:
                process.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                continue


def _why(process: subprocess.Popen[bytes], log: IO[bytes]) -> str:
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - LOG_TAIL))
    tail = log.read().decode(errors="replace").strip()
    status = process.returncode
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    return f"the judge {how} before this kata had its verdict\n{tail}".strip()
