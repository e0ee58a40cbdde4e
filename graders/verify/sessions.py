"""Judge sessions: at most so many at once, each on a core of its own."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from graders import environments
from graders.judge.process import run_judge
from graders.model import Event, GraderError, Job, Kata, KataResult, Plan
from graders.services.finding import Missing
from graders.services.obtaining import obtain
from graders.verify.rules import broken_session

OnEvent = Callable[[Event], None]
Results = Mapping[str, KataResult]


class JudgeEnded(GraderError):
    """A judge ended before it had judged everything: that is ours to mend, not an author's."""


class Sessions:
    """Runs judge sessions for several katas at once, each with the interpreter of its kata's group."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._cores: queue.SimpleQueue[int] = queue.SimpleQueue()
        for core in range(jobs):
            self._cores.put(core)

    @staticmethod
    def python(kata: Kata) -> str:
        """Return the interpreter of a kata's group, with what it needs beside it.

        Raises:
            JudgeEnded: it cannot be had here.
        """
        try:
            obtain(kata, lambda _: None)
            return environments.at(kata).python(kata.facts.group)
        except (GraderError, Missing) as why:
            raise JudgeEnded(f"{kata.id}: {why}") from None

    def judge(self, jobs: Sequence[Job], on_event: OnEvent, hash_seed: int = 0, transcripts: int = 0) -> Results:
        """Judge the jobs of one kata in one session and return each result by its label.

        `transcripts` is how many failed checks of a job get one; they are dear.

        Raises:
            JudgeEnded: the session broke.
        """
        core = self._cores.get()
        try:
            built = jobs[0].kata.folder.parents[2] / ".grades" / "builds"
            plan = Plan(jobs=tuple(jobs), hash_seed=hash_seed, transcripts=transcripts, shrink=False, builds=built)
            results = run_judge(plan, python=self.python(jobs[0].kata), on_event=on_event, core=core)
        finally:
            self._cores.put(core)
        if why := broken_session(results):
            raise JudgeEnded(f"{jobs[0].kata.id}: {why}")
        return {result.label: result for result in results}

    def judge_all(
        self, sessions: Sequence[tuple[Sequence[Job], int]], on_event: OnEvent, transcripts: int = 0
    ) -> list[Results]:
        """Judge several sessions, each with its hash seed, side by side as far as there are cores."""
        with ThreadPoolExecutor(self.jobs) as pool:
            futures = [pool.submit(self.judge, jobs, on_event, hash_seed, transcripts) for jobs, hash_seed in sessions]
            return [future.result() for future in futures]

    def judge_shared(self, jobs: Sequence[Job], on_event: OnEvent, transcripts: int = 0) -> Results:
        """Judge the jobs of one kata in as many sessions as there are cores, and return each result by its label."""
        shares = [(jobs[start :: self.jobs], 0) for start in range(min(self.jobs, len(jobs)))]
        found = self.judge_all(shares, on_event, transcripts)
        return {label: result for results in found for label, result in results.items()}
