"""Repeat the verdicts with other seeds and another order of hashing: a check that differs is flaky.  Pure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graders.model import KataResult, Status
from graders.verify.cases import Cases
from graders.verify.checks import matches
from graders.verify.findings import Finding, Rule
from graders.verify.rules import failed_names
from graders.verify.submissions import REFERENCE, label

REPEATS: Final = 20


@dataclass(frozen=True, slots=True)
class Repeat:
    """One repetition: PYTHONHASHSEED of its workers, and what its checks draw from."""

    hash_seed: int
    seed: int


def repeats(kata_id: str, content: str, count: int) -> list[Repeat]:
    """Return so many repeats; the seeds change with the content, so that nobody tunes to them."""
    return [Repeat(number, _seed(f"{kata_id} {content} {number}")) for number in range(1, count + 1)]


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def steady(rounds: Sequence[tuple[Repeat, Mapping[str, KataResult]]], cases: Cases) -> int:
    """Return in how many repeats everything came out as it must."""
    return sum(not any(_wrong(results, cases)) for _, results in rounds)


def repeat_findings(rounds: Sequence[tuple[Repeat, Mapping[str, KataResult]]], cases: Cases) -> Iterator[Finding]:
    """Name what does not come out the same in every repeat, and how often."""
    misses: dict[tuple[str, str], list[Repeat]] = defaultdict(list)
    for repeat, results in rounds:
        for key in _wrong(results, cases):
            misses[key].append(repeat)
    for (where, what), seen in misses.items():
        often = f"in {len(seen)} of {len(rounds)} repeats"
        first = f"the first with seed {seen[0].seed} and PYTHONHASHSEED={seen[0].hash_seed}"
        write = "let nothing depend on the order of a set, on time, or on what a property happens to draw"
        yield Finding(rule=Rule.SEEDS, what=f"flaky: {what} {often}, {first}", where=where, write=write)


def _wrong(results: Mapping[str, KataResult], cases: Cases) -> Iterator[tuple[str, str]]:
    """Yield what is not as it must be in one repeat: of which submission, and what."""
    for name in [REFERENCE, *(label("accepted", case.file) for case in cases.accepted)]:
        if name in results and results[name].status is not Status.PASSED:
            yield from ((name, f"`{check}` does not pass") for check in failed_names(results[name]) or ["?"])
    for case in cases.rejects:
        name = label("rejects", case.file)
        if name not in results:
            continue
        status = results[name].status
        if status is not case.status:
            yield name, f"its status is `{status}`, not `{case.status}`,"
        elif not any(matches(case.caught_by, check) for check in failed_names(results[name])):
            yield name, f"`{case.caught_by}` does not catch it"
