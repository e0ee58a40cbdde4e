"""Leave out of a plan what an earlier run has found out, and keep what this run does, as a verdict and as practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from graders.cli.grading import Outcome
from graders.model import Job, KataResult, Plan, weakest
from graders.practice import history
from graders.report.cache import Cache, Entry
from graders.report.fingerprint import Surroundings


class Memory:
    """The verdicts that a cache knows for the jobs of a plan; without a cache, none."""

    def __init__(self, plan: Plan, cache: Cache | None) -> None:
        self._cache, self._whole = cache, plan
        self._surroundings = Surroundings(plan=plan)
        # Servers change unseen; of sealed katas nothing is kept.
        kept = [job for job in plan.jobs if not job.kata.facts.services and not job.kata.opened] if cache else []
        self._keys = {job.kata.id: self._surroundings.key(job) for job in kept}
        found = [self._find(job) for job in plan.jobs]
        self._known = {entry.result.id: entry for entry in found if entry is not None}

    def _find(self, job: Job) -> Entry | None:
        key = self._keys.get(job.kata.id)
        entry = self._cache.find(job.kata.id, key) if self._cache and key else None
        return entry if entry and self._whole.admits(entry.layer) else None

    @property
    def plan(self) -> Plan:
        """What is left to be judged."""
        return replace(self._whole, jobs=tuple(job for job in self._whole.jobs if job.kata.id not in self._known))

    def complete(self, outcome: Outcome) -> Outcome:
        """Keep the verdicts of this run, and add those that were known."""
        if self._cache is None:
            return outcome
        layer = outcome.sandbox
        if layer is not None:
            jobs = {job.kata.id: job for job in self._whole.jobs}
            # A kata that was changed while it was judged has a verdict on something else.
            fresh = [
                result
                for result in outcome.results
                if (key := self._keys.get(result.id)) and key == self._surroundings.key(jobs[result.id])
            ]
            self._cache.keep(Entry(key=self._keys[result.id], layer=layer, result=result) for result in fresh)
        entries = self._known.values()
        layers = [entry.layer for entry in entries] + ([layer] if layer is not None else [])
        results = (*outcome.results, *(entry.result for entry in entries))
        return replace(outcome, results=results, sandbox=weakest(layers))

    @property
    def notes(self) -> list[str]:
        """What a reader should know of it."""
        count, notes = len(self._known), []
        if count:
            katas = "1 kata is" if count == 1 else f"{count} katas are"
            notes.append(f"{katas} as when graded last, and shown from the cache; `--no-cache` grades anew")
        if self._cache and self._cache.ignored:
            ignored = self._cache.ignored
            entries = "1 entry" if len(ignored) == 1 else f"{len(ignored)} entries"
            notes.append(f"{entries} of the cache could not be used, `{ignored[0]}` first")
        return notes


def remember(results: Iterable[KataResult], files: Mapping[str, Mapping[str, str]], grades: Path) -> list[str]:
    """Add gradings to the history in a folder of progress; `files` are the submissions by kata.  Return warnings."""
    known = history.read(grades)
    submissions = {kata: sha256(repr(sorted(texts.items())).encode()).hexdigest() for kata, texts in files.items()}
    entries = history.gradings(results, submissions, known, datetime.now(UTC))
    return [note for note in (known.note, history.add(grades, entries)) if note]
