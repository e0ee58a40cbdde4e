"""One submission under judgement: its workers, its checks so far, its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from graders.catalog.given import read_given
from graders.judge import arrival, asan, attempts, mirrors, transcript
from graders.judge.budgets.results import blank
from graders.judge.builds import Builds, sanitizer
from graders.judge.conversation import Conversation
from graders.judge.lane import ZygoteDied
from graders.judge.lanes import Lanes, Role
from graders.judge.spaces import Spaces
from graders.judge.static import Static
from graders.judge.transcript import Log
from graders.judge.trouble import LimitHit, WorkerDied
from graders.judge.variants.suite import Suite
from graders.judge.verdict import result
from graders.model import (
    Budget,
    BudgetResult,
    CheckResult,
    CheckStatus,
    Job,
    KataResult,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    """What a check's conversation left."""

    trouble: tuple[CheckStatus, str] | None
    cpu_s: float
    output: str
    tried: tuple[str, ...] = ()


class Grading:
    """The state of one job while its checks run."""

    def __init__(self, job: Job, lanes: Lanes, transcripts: int = 0, built: Path | None = None) -> None:
        self.job = job
        self.transcripts = transcripts
        self.checks: list[CheckResult] = []
        self.measured: dict[str, BudgetResult] = {}
        self.expected = self.planned = 0
        self.begun = False
        self.stopped = False
        self.unheld = ""
        self.output = ""
        self._lanes = lanes
        self.spaces = Spaces(job.kata, lanes)
        self.static = Static(job.files, job.kata, lanes)
        self.suite = Suite(job, lanes)
        self._builds = Builds(job.kata, lanes, built)
        self._conversation: Conversation | None = None

    @cached_property
    def _module(self) -> str:
        return self.job.kata.module.removesuffix(".py").removesuffix("/__init__")

    @property
    def module(self) -> tuple[str, Mapping[str, str]]:
        """The submission: the name that it is imported by, and its files."""
        return self._module, self.job.files

    @property
    def reference_module(self) -> tuple[str, Mapping[str, str]]:
        """The reference in the same form."""
        return self._module, self._reference

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """The budgets that this job is to be judged by."""
        only = self.job.only
        return tuple(b for b in self.job.kata.facts.budgets if not only or b.workload in only)

    @property
    def passing(self) -> bool:
        """Whether nothing has failed so far."""
        return all(check.status is CheckStatus.PASSED for check in self.checks)

    @cached_property
    def _probes(self) -> dict[str, str]:
        path = self.job.kata.hidden / "probes.py"
        return {"probes.py": path.read_text(encoding="utf-8")}

    @cached_property
    def tests(self) -> frozenset[str]:
        """The files of the hidden tests."""
        return frozenset(str(path) for path in self.job.kata.hidden.glob("test_*.py"))

    def conversation(self) -> Conversation:
        """Return the talk of the check that runs now, begun when it is new."""
        if self._conversation is None:
            self._conversation = self._new()
            self._conversation.log = Log(self.tests) if self.transcripts else None
        return self._conversation

    def _new(self, files: Mapping[str, str] | None = None, *, sanitized: bool = False) -> Conversation:
        """Return a talk with a worker that some files, by default the submission, can be loaded into.

        Raises:
            NotBuilt: they have a source that does not compile.
        """
        kata, files = self.job.kata, self.job.files if files is None else files
        built = self._builds.of(files, sanitized=sanitized)
        lane = self._lanes.sanitized(kata, sanitizer()) if sanitized else self._lanes.get(kata)
        seed = self.job.seed & 0xFFFFFFFF
        return Conversation(lane, kata.facts.limits, kata.facts.ban, seed, {**self._given, **built})

    def reference_talk(self) -> Conversation:
        """Return a talk with a worker for the reference, whose zygote never forks a submission."""
        kata = self.job.kata
        lane = self._lanes.get(kata, Role.REFERENCE)
        built = self._builds.of(self._reference)
        return Conversation(lane, kata.facts.limits, (), self.job.seed & 0xFFFFFFFF, {**self._given, **built})

    def verdict(self) -> KataResult:
        """Reach the verdict."""
        found = [self.measured.get(budget.workload) or blank(budget) for budget in self.budgets]
        return result(self.job, self.checks, self.expected, self.output, found)

    @cached_property
    def _given(self) -> Mapping[str, str]:
        return read_given(self.job.kata)

    def forget_example(self) -> None:
        """Begin the record of the next example."""
        if self._conversation is not None and self._conversation.log is not None:
            self._conversation.log.begin()

    def script(self, error: BaseException) -> transcript.Script | None:
        """Return what the check that runs now has asked, as a script that shows its failure."""
        talk = self._conversation
        if talk is None or talk.log is None or not self.transcripts:
            return None
        self.transcripts -= 1
        probes = self._probes["probes.py"] if (self.job.kata.hidden / "probes.py").exists() else ""
        return transcript.write(error, talk.log, transcript.Modules(talk.roots, self._module, probes))

    def shorten(self, script: transcript.Script, *, ends: bool) -> str:
        """Return the text of a script in its shortest form; one that hits a limit is left as it is."""
        runs = transcript.Runs(partial(self._run_script, self.job.files), partial(self._run_script, self._reference))
        return (transcript.shortest if ends else transcript.unending)(script, runs)

    @cached_property
    def _reference(self) -> dict[str, str]:
        kata = self.job.kata
        return {name: (kata.solution / name).read_text(encoding="utf-8") for name in kata.facts.submit}

    def _run_script(self, files: Mapping[str, str], text: str) -> transcript.Outcome | None:
        """Run a script beside a submission, in a worker of its own; return how it failed, if it did."""
        talk = self._new(files)
        try:
            self.spaces.reopen()
            talk.module(self._module, files)
            talk.module("transcript", {"transcript.py": text})
        except (WorkerDied, LimitHit) as error:
            return transcript.Outcome(type(error).__name__, str(error), 0)
        except BaseException as error:  # whatever the submission raises in the script
            if not mirrors.is_remote(error):
                raise
            lines = [line for file, line, _ in vars(error).get("_kata_frames") or [] if file == "transcript.py"]
            return transcript.Outcome(type(error).__name__, str(error), lines[0] if lines else 0)
        finally:
            talk.close()
            self.spaces.close()
        return None

    def build(self) -> None:
        """Build the submission's extension modules.

        Raises:
            NotBuilt: a source does not compile.
        """
        self._builds.of(self.job.files)

    def submission(self) -> Any:
        """Return the proxy of the learner's module."""
        return self.conversation().module(self._module, self.job.files)

    def sanitized(self) -> Any:
        """Return the proxy of the learner's module in a worker that AddressSanitizer watches, and no other."""
        self._end()
        self._conversation = self._new(sanitized=True)
        return self.submission()

    def probes(self) -> Any:
        """Return the proxy of the kata's probes, beside the learner's module."""
        self.submission()
        return self.conversation().module("probes", self._probes)

    def end(self) -> Ended:
        """End the talk of the check that ran, and then what its worker could reach."""
        ended = self._end()
        ended = replace(ended, trouble=ended.trouble or self.static.trouble or self.suite.trouble)
        self.static.trouble = self.suite.trouble = None
        died = self.spaces.close()
        return replace(ended, trouble=(CheckStatus.GRADER_ERROR, died)) if died else ended

    def _end(self) -> Ended:
        conversation, self._conversation = self._conversation, None
        if conversation is None:
            return Ended(None, 0.0, "")
        try:
            cpu_s = conversation.close()
        except ZygoteDied:
            self._lanes.renew(self.job.kata)
            return Ended((CheckStatus.CRASHED, "the process that starts yours was killed"), 0.0, "")
        self.output = self.output or conversation.output
        trouble = self._explained(conversation.trouble, conversation.output)
        return Ended(trouble, cpu_s, conversation.output, conversation.tried)

    def _explained(self, trouble: tuple[CheckStatus, str] | None, output: str) -> tuple[CheckStatus, str] | None:
        """Return the trouble of a check, as AddressSanitizer explains it."""
        names = self._builds.names
        report = asan.read(output, names) if trouble is not None and names else None
        if trouble is None or report is None:
            return trouble
        place = self._builds.place(self.job.files, report.module, report.offset) if report.module else ""
        return trouble[0], f"AddressSanitizer: {report.kind}{place and f' in {place}'}"

    def begin(self) -> CheckResult | None:
        """Import the submission; return the check `import` if that fails.  The worker serves the first check too."""
        self.begun = True
        found = arrival.problem(self)
        if found is None:
            return None
        status, message = found
        message = attempts.explained(message, self.end().tried)
        return CheckResult(name="import", title=arrival.TITLE, status=status, message=message)
