"""Read a cases.toml: every reject and accepted, its status, the check that catches it, and why it is there."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta

from graders.catalog.closest import closest, quoted
from graders.model import Status
from graders.verify.findings import Finding, Rule

WHERE: Final = "cases.toml"
MIN_REJECTS: Final = 3
MIN_ACCEPTED: Final = 1
# The statuses that say something of a submission; the others are about the machine, or no verdict.
REJECTING: Final = (Status.FAILED, Status.CRASHED, Status.TIMEOUT, Status.BANNED, Status.OVER_BUDGET)

Text = Annotated[str, Meta(pattern=r"\S")]
C = TypeVar("C", bound="Reject | Accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A wrong or slow solution: the status it must get, and the check or budget that must say so."""

    file: Text
    status: Status
    caught_by: Text
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Another honest solution, which must pass."""

    file: Text
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The content of one cases.toml, and what is wrong with the rest of it."""

    rejects: tuple[Reject, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    findings: tuple[Finding, ...] = ()


KINDS: Final[Mapping[str, type[Reject | Accepted]]] = {"reject": Reject, "accepted": Accepted}
EXAMPLES: Final = {
    "file": 'file = "fifo.py"',
    "status": 'status = "failed"',
    "caught_by": 'caught_by = "test_least_recently_used_goes"',
    "why": 'why = "a hit does not count as use, so the oldest answer goes"',
}


def parse_cases(text: str) -> Cases:
    """Return the cases of a text; a broken entry never hides the others."""
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        what = f"is no TOML: {str(error).splitlines()[0]}"
        return Cases(findings=(_finding(what, "write tables such as `[[reject]]` with `key = value` lines"),))
    findings = list(_unknown(raw, KINDS, "", "write `[[reject]]` or `[[accepted]]`"))
    rejects = tuple(_entries(raw, "reject", Reject, findings))
    accepted = tuple(_entries(raw, "accepted", Accepted, findings))
    findings += [*_statuses(rejects), *_twice(rejects, "reject"), *_twice(accepted, "accepted")]
    return Cases(rejects=rejects, accepted=accepted, findings=tuple(findings))


def enough(rejects: Collection[str], accepted: Collection[str]) -> Iterator[Finding]:
    """Check that there are as many rejects and accepted as a kata needs."""
    for kind, names, least in (("rejects", rejects, MIN_REJECTS), ("accepted", accepted, MIN_ACCEPTED)):
        if len(names) < least:
            missing = least - len(names)
            what = f"{len(names)} in {kind}/, at least {least} wanted"
            next_one = "a plausible wrong solution" if kind == "rejects" else "an honest solution of another design"
            write = f"write {missing} more: {next_one}, and an entry in {WHERE}"
            yield Finding(rule=Rule.CASES, what=what, where=f"{kind}/", write=write)


def both_ways(cases: Cases, rejects: Collection[str], accepted: Collection[str]) -> Iterator[Finding]:
    """Check that every file has an entry, and every entry a file."""
    for kind, table, there, told in (
        ("rejects", "reject", rejects, {case.file for case in cases.rejects}),
        ("accepted", "accepted", accepted, {case.file for case in cases.accepted}),
    ):
        for name in sorted(set(there) - told):
            lines = " ".join(f"`{EXAMPLES[key]}`" for key in KINDS[table].__annotations__ if key != "file")
            write = f'write `[[{table}]]` with `file = "{name}"` and lines such as {lines}'
            yield _finding(f"{kind}/{name} has no entry", write)
        for name in sorted(told - set(there)):
            near = closest(name, set(there) - told, count=1)
            write = f"write `{near[0]}`" if near else f"write {kind}/{name}, or remove the entry"
            yield _finding(f"names {kind}/{name}, and there is no such file", write)


def _entries(raw: Mapping[str, Any], table: str, kind: type[C], findings: list[Finding]) -> Iterator[C]:
    """Yield the entries of one kind that are right; add what is wrong with the others."""
    entries = raw.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        findings.append(_finding(f"`{table}` is no array of tables", f"write `[[{table}]]` above each entry"))
        return
    for number, entry in enumerate(entries, 1):
        place = f"{table} {number} ({entry.get('file', 'without a file')}): "
        wrong = [*_unknown(entry, kind.__annotations__, place, ""), *_missing(entry, kind, place)]
        if not wrong:
            try:
                yield _without_slash(msgspec.convert(entry, kind))
            except msgspec.ValidationError as error:
                wrong = [_explain(entry, place, str(error))]
        findings += wrong


def _without_slash(case: C) -> C:
    """Let a folder be called `name/` too."""
    return replace(case, file=case.file.rstrip("/"))


def _unknown(entry: Mapping[str, Any], known: Collection[str], place: str, otherwise: str) -> Iterator[Finding]:
    for name in entry:
        if name not in known:
            near = closest(name, set(known) - set(entry), count=1)
            write = f"write `{near[0]}`" if near else otherwise or f"the keys are {quoted(known)}"
            yield _finding(f"{place}no key `{name}` here", write)


def _missing(entry: Mapping[str, Any], kind: type, place: str) -> Iterator[Finding]:
    meant = {near for name in entry if name not in kind.__annotations__ for near in closest(name, kind.__annotations__)}
    for name in kind.__annotations__:
        if name not in entry and name not in meant:
            yield _finding(f"{place}`{name}` is missing", f"write for example `{EXAMPLES[name]}`")


def _explain(entry: Mapping[str, Any], place: str, wrong: str) -> Finding:
    """Say in our words what msgspec found; its message ends with the place."""
    problem, _, key = wrong.partition(" - at `$.")
    name = key.removesuffix("`")
    if name == "status":
        near = closest(str(entry["status"]), REJECTING, count=1)
        write = f"write `{near[0]}`" if near else f"one of {quoted(REJECTING)}"
        return _finding(f"{place}`status` is {entry['status']!a}", write)
    what = "is empty" if not str(entry.get(name, "x")).strip() else problem[:1].lower() + problem[1:]
    return _finding(f"{place}`{name}` {what}", f"write for example `{EXAMPLES.get(name, name)}`")


def _statuses(rejects: tuple[Reject, ...]) -> Iterator[Finding]:
    for case in rejects:
        if case.status not in REJECTING:
            what = f"reject {case.file}: `status` is `{case.status}`, which rejects nothing"
            yield _finding(what, f"one of {quoted(REJECTING)}")


def _twice(cases: tuple[Reject, ...] | tuple[Accepted, ...], table: str) -> Iterator[Finding]:
    for name, count in Counter(case.file for case in cases).items():
        if count > 1:
            yield _finding(f"{table} `{name}` has {count} entries", "keep one")


def _finding(what: str, write: str) -> Finding:
    return Finding(rule=Rule.CASES, what=what, where=WHERE, write=write)
