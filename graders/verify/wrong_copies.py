"""Machine-made copies of the reference that must fail: mutants, of which some may live, and trivial stand-ins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graders.model import Kata, KataResult, Limits, Status
from graders.verify.findings import Finding, Level, Rule
from graders.verify.rules import first_failure

LEAST_KILLED: Final = 0.9
# A mutant that takes this many times the reference's slowest check is taken to run for ever.  The floor keeps the
# bound on blocked time, five times the CPU limit, above what a probe waits.
SLOWER: Final = 20
LEAST_CPU_S: Final = 0.5
HEADING: Final = "Equivalent mutants"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One wrong copy: the label of its job, its files, where and how it is wrong."""

    label: str
    files: Mapping[str, str]
    where: str
    describe: str


def mutant_copies(reference: Mapping[str, str], wrong: Collection[str]) -> Iterator[Copy]:
    """Yield the mutants of each Python file of the reference that `wrong` names."""
    from graders.verify.mutants import mutants  # noqa: PLC0415  (only the dear part needs it)

    for name, source in _python({name: reference[name] for name in wrong}):
        for number, mutant in enumerate(mutants(source)):
            yield Copy(
                label=f"mutant {name} {number}",
                files={**reference, name: mutant.source},
                where=f"{name}:{mutant.line}",
                describe=mutant.describe,
            )


def standin_copies(kata: Kata, reference: Mapping[str, str], frequent: Mapping[str, str]) -> Iterator[Copy]:
    """Yield copies whose public callables give one answer, in the module or in all files of the package.

    `frequent` has the module's own answers.
    """
    from graders.verify.standins import standins  # noqa: PLC0415

    package = kata.module.removesuffix("__init__.py")
    for name, source in _python(reference):
        if name.startswith(package):
            own = frequent if name == kata.module else None
            for number, standin in enumerate(standins(source, frequent=own)):
                yield Copy(
                    label=f"stand-in {name} {number}",
                    files={**reference, name: standin.source},
                    where=name,
                    describe=standin.describe,
                )


def _python(files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in files.items() if name.endswith(".py")]


def tight(limits: Limits, reference: KataResult) -> Limits:
    """Return limits under which a mutant that runs for ever ends soon, and the reference is far from its end."""
    slowest = max((check.cpu_s for check in reference.checks), default=0.0)
    cpu_s = min(limits.cpu_s, max(LEAST_CPU_S, SLOWER * slowest))
    return Limits(cpu_s=cpu_s, memory_mib=limits.memory_mib, output_kib=limits.output_kib)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """How the mutants of a kata fared; an explained one has a reason in notes.md why nothing can kill it."""

    total: int = 0
    killed: int = 0
    explained: tuple[str, ...] = ()
    survivors: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """How many mutants there are that could die."""
        return self.total - len(self.explained)


def explanations(notes: str) -> tuple[str, ...]:
    """Return the lines below the heading on equivalent mutants in a notes.md."""
    part = re.search(rf"^#+ +{HEADING}[ \t]*$(.*?)(?=^#|\Z)", notes, re.MULTILINE | re.DOTALL | re.IGNORECASE)
    return tuple(line.strip() for line in part[1].splitlines() if line.strip()) if part else ()


def tally(copies: Sequence[Copy], results: Mapping[str, KataResult], explained: Iterable[str]) -> Mutation:
    """Count which mutants died."""
    lines = list(explained)
    alive = [copy for copy in copies if results[copy.label].status is Status.PASSED]
    excused = [copy for copy in alive if any(copy.describe in line for line in lines)]
    return Mutation(
        total=len(copies),
        killed=len(copies) - len(alive),
        explained=tuple(map(_line, excused)),
        survivors=tuple(_line(copy) for copy in alive if copy not in excused),
    )


def mutation_findings(mutation: Mutation) -> Iterator[Finding]:
    """Check that enough mutants died; list those that live in any case."""
    enough = mutation.killed >= LEAST_KILLED * mutation.counted
    if not enough:
        what = f"{mutation.killed} of {mutation.counted} mutants of the reference die, at least {LEAST_KILLED:.0%} must"
        write = "write a check for each line below, with a reject that it kills"
        yield Finding(rule=Rule.MUTANTS, what=what, where="hidden/", write=write)
    for survivor in mutation.survivors:
        where, _, change = survivor.partition(": ")
        write = f"a check that sees it; or, if nothing can, quote it with the reason in notes.md below `## {HEADING}`"
        level = Level.NOTE if enough else Level.FAULT
        yield Finding(rule=Rule.MUTANTS, what=f"survives: {change}", where=where, write=write, level=level)


def needless_explanations(copies: Sequence[Copy], mutation: Mutation, explained: Iterable[str]) -> Iterator[Finding]:
    """Warn of a line that quotes a mutant which dies, or which is none."""
    excused = {line.partition(": ")[2] for line in mutation.explained}
    killed = {copy.describe for copy in copies} - excused
    for line in explained:
        dead = next((describe for describe in killed if describe in line), None)
        if dead is not None and not any(describe in line for describe in excused):
            what = f"explains a mutant that dies: {dead}"
            yield Finding(rule=Rule.MUTANTS, what=what, where="notes.md", write="remove the line", level=Level.WARNING)


def standin_findings(copies: Sequence[Copy], results: Mapping[str, KataResult]) -> Iterator[Finding]:
    """Check that every trivial stand-in fails."""
    for copy in copies:
        if results[copy.label].status is Status.PASSED:
            write = "write a check that needs a real answer"
            yield Finding(rule=Rule.STANDINS, what=f"passes: {copy.describe}", where=copy.where, write=write)


def error_findings(copies: Sequence[Copy], results: Mapping[str, KataResult]) -> Iterator[Finding]:
    """Name the copies that bring a check to neither pass nor fail, as a learner's mistake would."""
    for copy in copies:
        result = results[copy.label]
        if result.status is Status.GRADER_ERROR:
            what = f"{copy.describe}: {first_failure(result)}"
            write = "let the check fail instead, whatever comes back"
            yield Finding(rule=Rule.HIDDEN, what=what, where=copy.where, write=write)


def _line(copy: Copy) -> str:
    return f"{copy.where}: {copy.describe}"
