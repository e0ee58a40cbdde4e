"""Start judge processes, follow their events, and always come back with a result for every job."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final

from graders.judge.events import event_from_line, plan_to_json
from graders.model import CheckResult, CheckStatus, Event, Finished, Job, KataResult, Plan, Status
from graders.sealing.key import without_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

GRACE_S: Final = 5.0
LOG_TAIL: Final = 2_000
READ_BYTES: Final = 1 << 16


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while a judge was at work; `results` are the jobs that were finished."""

    def __init__(self, results: tuple[KataResult, ...]) -> None:
        super().__init__()
        self.results = results


def _environment() -> Mapping[str, str]:
    """Return our environment without what would change the judge's pytest: in CI it compares at length."""
    off = ("PYTEST_", "PYTHON", "COVERAGE_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(off) and k not in {"CI", "BUILD_NUMBER"}}
    return {**without_key(kept), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def grader_error(job: Job, reason: str) -> KataResult:
    """Return the result of a job that our side has failed."""
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
    return run_together([plan], python=python, on_event=on_event, core=core)


def run_together(
    plans: Sequence[Plan], *, python: str, on_event: Callable[[Event], None], core: int | None = None
) -> tuple[KataResult, ...]:
    """Judge several plans side by side, each in a process and on a core of its own, counted from `core`.

    Raises:
        Interrupted: the person pressed Ctrl-C; what was finished is in it.
    """
    first = os.getpid() if core is None else core
    judges: list[JudgeProcess] = []
    try:
        for number, plan in enumerate(plans):
            judges.append(JudgeProcess(plan, python, first + number))
        _follow(judges, on_event)
        for judge in judges:
            judge.wait()
    except KeyboardInterrupt:
        raise Interrupted(tuple(result for judge in judges for result in judge.finished.values())) from None
    finally:
        _end(judges)
    return tuple(result for judge in judges for result in judge.results())


class JudgeProcess:
    """One judge at work on a plan; what it has finished so far is in `finished`."""

    def __init__(self, plan: Plan, python: str, core: int) -> None:
        self.finished: dict[tuple[str, str], KataResult] = {}
        self._plan = plan
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        with tempfile.TemporaryFile() as text:
            text.write(plan_to_json(plan))
            text.seek(0)
            self._process, self._events = launch("graders.judge", python, core, text, self._log)
        self._said = ""

    def fileno(self) -> int:
        """Return the descriptor on which its events come."""
        return self._events.fileno()

    def read(self) -> list[Event] | None:
        """Return the events that have come; None when there will be no more."""
        events = self._events.read()
        ended = [event.result for event in events or () if isinstance(event, Finished)]
        self.finished |= {(result.id, result.label): result for result in ended}
        return events

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def wait(self) -> None:
        """Wait for its end, for as long as an end may take."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_S)

    def close(self) -> None:
        """Let go of a process that has ended."""
        self._events.close()
        self._said = tail(self._log)
        self._log.close()

    def results(self) -> Iterator[KataResult]:
        """Yield a result for each job, in the plan's order; one that it has not finished is a grader error."""
        for job in self._plan.jobs:
            yield self.finished.get((job.kata.id, job.label)) or grader_error(job, self._why())

    def _why(self) -> str:
        status = self._process.returncode
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        said = "" if self._plan.private else self._said  # it may quote a sealed test
        return f"the judge {how} before this kata had its verdict\n{said}".strip()


def launch(
    module: str, python: str, core: int, stdin: IO[bytes] | int, log: IO[bytes]
) -> tuple[subprocess.Popen[bytes], Events]:
    """Start a judge's module on a core, in a session of its own; Ctrl-C is for us."""
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        [python, "-P", "-s", "-m", module, str(theirs), str(os.getpid()), str(_core(core))],
        stdin=stdin,
        stdout=log,
        stderr=log,
        env=_environment(),
        pass_fds=[theirs],
        start_new_session=True,
    )
    os.close(theirs)
    return process, Events(ours)


class Events:
    """What a judge tells, read from its pipe."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._begun = b""

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._fd

    def read(self) -> list[Event] | None:
        """Wait for events and return them; None when there will be no more."""
        content = os.read(self._fd, READ_BYTES)
        if not content:
            return None
        *lines, self._begun = (self._begun + content).split(b"\n")
        events = []
        for line in lines:
            with suppress(ValueError):  # somebody else wrote: no evidence
                events.append(event_from_line(line))
        return events

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._fd)


def _core(wanted: int) -> int:
    """Return a core of ours, counted round: two graders at once begin their count at different ones."""
    if not hasattr(os, "sched_getaffinity"):
        return -1
    cores = sorted(os.sched_getaffinity(0))
    return cores[wanted % len(cores)]


def _follow(judges: Sequence[JudgeProcess], on_event: Callable[[Event], None]) -> None:
    """Tell the events of all judges as they come, until none is left to speak."""
    with selectors.DefaultSelector() as selector:
        for judge in judges:
            selector.register(judge, selectors.EVENT_READ, judge)
        while selector.get_map():
            for key, _ in selector.select():
                events = key.data.read()
                if events is None:
                    selector.unregister(key.fileobj)
                for event in events or ():
                    on_event(event)


def _end(judges: Sequence[JudgeProcess]) -> None:
    """End the judges: they are asked first, so that they end their workers, then killed."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        alive = [judge for judge in judges if judge.alive]
        for judge in alive:
            judge.signal(number)
        for judge in alive:
            judge.wait()
    for judge in judges:
        judge.close()


def tail(log: IO[bytes]) -> str:
    """Return the end of what a process has written."""
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - LOG_TAIL))
    return log.read().decode(errors="replace").strip()
