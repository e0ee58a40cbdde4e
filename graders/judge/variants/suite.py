"""The fixture `suite`: what the tests that a learner delivers say of each variant of the module under test.

Each run has a worker of its own, that knows neither which variant it meets nor which it has met.  All are run when
the first is asked for, in an order of the seed, so that not even their turn tells.
"""

from __future__ import annotations

import random
import re
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graders.judge.findings import Finding, Findings
from graders.judge.tools import Asked, ask
from graders.judge.trouble import LimitHit
from graders.judge.variants.facts import Variant, read_variants
from graders.judge.variants.noise import noisy
from graders.model import CheckStatus, GraderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.judge.lanes import Lanes
    from graders.judge.variants.facts import Variants
    from graders.model import Job

RUNNER: Final = "graders.suites.runner"
ASSERTIONS: Final = ("builtins.AssertionError", "builtins.Failed")
"""What a failed assertion raises; the second is pytest's own."""
BAD: Final = {"failed", "error", "replaced", "slept"}
STEP: Final = "TestStep"
STEP_TEST: Final = re.compile(STEP + r"([1-9]\d*)\b")
TIMES: Final = 2
"""How often the tests meet a variant that they must let pass: a suite that fails now and then is none."""


class Row(NamedTuple):
    """What became of one test."""

    test: str
    line: int
    outcome: str
    classes: tuple[str, ...]
    text: str


class Suite:
    """Ask about one submission; `trouble` is what a run came to that did not end."""

    def __init__(self, job: Job, lanes: Lanes) -> None:
        self._job, self._lanes = job, lanes
        self._known: dict[tuple[str, int], Asked] = {}
        self.trouble: tuple[CheckStatus, str] | None = None

    @cached_property
    def _variants(self) -> Variants:
        return read_variants(self._job.kata)

    def failures(self, name: str = "") -> Findings:
        """Return what fails where nothing may: beside the correct module, or beside a refactoring by its name.

        The tests run twice, as they are written and backwards.
        """
        if name in self._variants.mutants:
            raise GraderError(f"`{name}` is a mutant: ask `suite.missed({name!r})`")
        if name.isdecimal():
            raise GraderError(f"`{name}` is a stage: ask `suite.rung({name})`")
        return Findings(finding for again in range(TIMES) for finding in self._failed(name, again))

    def missed(self, name: str) -> Findings:
        """Return why a mutant is not noticed; nothing when a test fails beside it by an assertion."""
        if name not in self._variants.mutants:
            raise GraderError(f"`{name}` is no mutant: ask `suite.failures({name!r})`")
        wanted = {*ASSERTIONS, *map(_dotted, self._variants.mutants[name].killed_by)}
        found = self._run(name, 0)
        if found.trouble is not None:
            return self._findings([Row("", 1, str(found.trouble[0]), (), found.trouble[1])])
        rows = _rows(found.answer)
        if any(row.outcome == "failed" and not wanted.isdisjoint(row.classes) for row in rows):
            return Findings()
        bad = [row for row in rows if row.outcome in BAD]
        passed = sum(row.outcome == "passed" for row in rows)
        return self._findings(bad or [Row("", 1, "missed", (), f"{passed} tests pass, and none of them notices")])

    def rung(self, stage: int) -> Findings:
        """Return what is wrong beside a module that can do the first `stage` steps, in both orders of the tests.

        The tests of these steps must pass, and one of the next step must fail: it was red before that was written.
        """
        return Findings(finding for again in range(TIMES) for finding in self._climbed(stage, again))

    def tests(self) -> list[str]:
        """Return the ids of the tests that pass beside the correct module, in their order."""
        found = self._run("", 0)
        return [row.test for row in self._answered(found) if row.outcome == "passed"]

    def _failed(self, name: str, again: int) -> Iterator[Finding]:
        found = self._run(name, again)
        rows = self._answered(found)
        yield from self._findings([row for row in rows if row.outcome in BAD])
        yield from self._findings([Row("", 1, "forbidden", (), sentence) for sentence in found.tried])
        if not rows:
            yield from self._findings([Row("", 1, "empty", (), "no test is collected")])

    def _climbed(self, stage: int, again: int) -> Iterator[Finding]:
        found = self._run(str(stage), again)
        rows, last = self._answered(found), len(self._variants.stages) - 1
        yield from self._findings([row for row in rows if row.outcome in BAD and _step(row) <= stage])
        yield from self._findings([Row("", 1, "forbidden", (), sentence) for sentence in found.tried])
        if stage < last and not any(row.outcome == "failed" and _step(row) == stage + 1 for row in rows):
            what = f"no test of {STEP}{stage + 1} fails beside a module of {stage} steps"
            yield from self._findings([Row("", 1, "never red", (), what)])

    def _answered(self, found: Asked) -> list[Row]:
        """Return the rows of a run.

        Raises:
            LimitHit: it did not come to its end; `trouble` says the same.
        """
        if found.trouble is not None:
            self.trouble = found.trouble
            raise LimitHit(*found.trouble)
        return _rows(found.answer)

    def _findings(self, rows: list[Row]) -> Findings:
        module = self._tests()[0]
        lines = dict(enumerate(self._job.files[module].splitlines(), start=1))
        return Findings(
            Finding(module, row.line, row.outcome, _words(row), lines.get(row.line, "").strip() if row.test else "")
            for row in rows
        )

    def _run(self, name: str, again: int) -> Asked:
        """Return what came of a run; the first that is asked for runs all, unless one check alone is judged."""
        if (name, again) not in self._known:
            variants = self._variants
            if name:
                variants.named(name)  # a check may ask about one that is not there
            twice = ["", *variants.refactors, *map(str, range(len(variants.stages)))]
            each = [("", 0), *((mutant, 0) for mutant in variants.mutants)]
            each += [(good, again) for good in twice for again in range(TIMES)]
            runs = [(name, again)] if self._job.only else [run for run in dict.fromkeys(each) if run not in self._known]
            random.Random(self._job.seed).shuffle(runs)
            self._known |= {run: self._started(*run) for run in runs}
        return self._known[name, again]

    def _started(self, name: str, again: int) -> Asked:
        variants, job = self._variants, self._job
        own = job.files.get(variants.target) if not name else None
        variant = variants.named(name) if own is None else Variant(source=own)
        seed = int.from_bytes(sha256(f"{job.seed} {name} {again}".encode()).digest()[:4])
        asked = {
            "target": variants.target.removesuffix(".py"),
            "source": noisy(variant.source, seed) if own is None else own,
            "runner": str(variants.runner),
            "tests": self._tests(),
            "backwards": bool(again),
            "until": [*ASSERTIONS, *map(_dotted, variant.killed_by)] if name in variants.mutants else [],
        }
        lane = self._lanes.tool(RUNNER, job.kata.facts.preload)
        files = {**variants.beside, **{path: text for path, text in job.files.items() if path != variants.target}}
        found = ask(lane, job.kata.facts.limits, RUNNER, files, asked)
        if found.raised is not None:  # the suite reached into what runs it, or the variant cannot be imported
            said = f"what runs your tests raised {type(found.raised).__name__}: {found.raised}"
            return found._replace(trouble=(CheckStatus.CRASHED, said))
        return found

    def _tests(self) -> list[str]:
        """Return the files with tests: what is submitted, but for the module that they are for."""
        return [path for path in self._job.kata.facts.submit if path.endswith(".py") and path != self._variants.target]


def _step(row: Row) -> int:
    """Return the step that a test belongs to, 0 for what belongs to none."""
    found = STEP_TEST.match(row.test)
    return int(found[1]) if found else 0


def _rows(answer: Any) -> list[Row]:
    """Return a worker's answer as rows; what has no such shape is an outcome of its own."""
    if type(answer) is not list:
        return [Row("", 1, "error", (), "your tests answered in the name of what runs them")]
    rows = [Row(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in answer if _is_row(row)]
    forged = [Row("", 1, "error", (), "your tests wrote a result themselves")]
    return rows if len(rows) == len(answer) else [*rows, *forged]


def _is_row(row: Any) -> bool:
    shape = type(row) is list and [type(x) for x in row] == [str, int, str, list, str]
    return shape and all(type(x) is str for x in row[3])


def _dotted(name: str) -> str:
    return name if "." in name else f"builtins.{name}"


def _words(row: Row) -> str:
    """Return what a learner reads of a row."""
    kind = row.classes[0].rpartition(".")[2] if row.classes else ""
    if kind == NotImplementedError.__name__:
        return f"not written yet: `{row.test}` still raises NotImplementedError"
    said = f"{kind}: {row.text}" if kind and kind not in row.text else row.text
    return f"{row.test}: {said}" if row.test else said
