"""What the gate finds: what is wrong, where, and what to write next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs; only a fault makes a kata unsound."""

    FAULT = "fault"
    WARNING = "warning"
    NOTE = "note"


class Rule(StrEnum):
    """Which of the gate's rules is broken."""

    METADATA = "metadata"
    FILES = "files"
    UNWRITTEN = "unwritten"
    CASES = "cases"
    HIDDEN = "hidden"
    STUB = "stub"
    REFERENCE = "reference"
    ACCEPTED = "accepted"
    REJECT = "reject"
    IDLE = "idle"
    README = "readme"
    EXAMPLES = "examples"
    MUTANTS = "mutants"
    STANDINS = "stand-ins"
    SEEDS = "seeds"
    PROOF = "proof"
    TABLE = "table"
    TRANSCRIPT = "transcript"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an author can mend; `where` is a path within the kata or its solution, perhaps with a line."""

    rule: Rule
    what: str
    where: str = ""
    write: str = ""
    level: Level = Level.FAULT


def has_fault(findings: Iterable[Finding]) -> bool:
    """Tell whether a kata with these findings is unsound."""
    return any(finding.level is Level.FAULT for finding in findings)
