"""The gate's outcome as lines for a terminal or a log, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import indent

import msgspec

from graders.verify.findings import Finding, Level, has_fault
from graders.verify.gate import Figures, Outcome

SCHEMA = 1
NAME_WIDTH = 20


def outcome_lines(outcome: Outcome, *, verbose: bool) -> Iterator[str]:
    """Yield the line of a kata, and its findings below."""
    yield f"{outcome.id:<{NAME_WIDTH}} {_state(outcome):<11} {figures_line(outcome.figures)}".rstrip()
    if outcome.broken:
        yield indent(outcome.broken, "  ")
    yield from finding_lines(outcome.findings, verbose=verbose)


def finding_lines(findings: Sequence[Finding], *, verbose: bool) -> Iterator[str]:
    """Yield findings, faults first; notes are counted unless asked for."""
    hidden = 0
    for finding in sorted(findings, key=lambda finding: list(Level).index(finding.level)):
        if finding.level is Level.NOTE and not verbose:
            hidden += 1
            continue
        place = f"{finding.where}: " if finding.where else ""
        yield f"  {finding.level} ({finding.rule})  {place}{finding.what}"
        if finding.write:
            yield indent(finding.write, "      -> ", lambda line: line is not None).replace(
                "\n      -> ", "\n         "
            )
    if hidden:
        yield f"  {hidden} more to note: --verbose shows {'it' if hidden == 1 else 'them'}"


def _state(outcome: Outcome) -> str:
    if outcome.broken:
        return "not judged"
    count = sum(finding.level is not Level.NOTE for finding in outcome.findings)
    if not count:
        return "ok"
    if outcome.sound:
        return "ok, warned"
    return "1 finding" if count == 1 else f"{count} findings"


def figures_line(figures: Figures) -> str:
    """Return what was counted, as one line."""
    parts = [f"{figures.checks} checks", f"{figures.rejects} rejects", f"{figures.accepted} accepted"]
    if figures.mutants is not None:
        parts.append(f"mutants {figures.mutants_killed}/{figures.mutants}")
    if figures.standins is not None:
        parts.append(f"stand-ins {figures.standins}")
    if figures.repeats is not None:
        parts.append(f"seeds {figures.steady}/{figures.repeats}")
    if figures.proof:
        parts.append(f"proof {figures.proof}")
    return "  ".join(parts) if figures.checks else ""


def closing(outcomes: Sequence[Outcome], catalogue: Sequence[Finding]) -> str:
    """Return the last line: how many katas are sound, and what to type next."""
    sound = sum(outcome.sound for outcome in outcomes)
    unsound = [outcome.id for outcome in outcomes if not outcome.sound]
    total = f"{sound} of {len(outcomes)} katas are sound"
    if unsound:
        return f"{total}\nnext: nox -s verify -- {unsound[0]}"
    return f"{total}; README.md is not" if has_fault(catalogue) else total


def to_json(outcomes: Sequence[Outcome], catalogue: Sequence[Finding]) -> bytes:
    """Return the whole run as JSON."""
    katas = [{**msgspec.to_builtins(outcome), "sound": outcome.sound} for outcome in outcomes]
    document = {"schema": SCHEMA, "katas": katas, "catalogue": msgspec.to_builtins(list(catalogue))}
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
