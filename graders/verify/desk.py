"""All that can be known of a kata without judging anything: its files, read once, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graders.catalog.given import changed
from graders.catalog.stub import text_sha256
from graders.catalog.submission import read_submission
from graders.judge.seeds import verdict_seed
from graders.model import Kata
from graders.verify.cases import Cases, both_ways, enough, parse_cases
from graders.verify.checks import Check, find_checks, name_findings, parse_hidden
from graders.verify.findings import Finding, Rule
from graders.verify.lint import lint
from graders.verify.proof import content_sha256
from graders.verify.readme import readme_findings
from graders.verify.submissions import Shipped, read_shipped
from graders.verify.unwritten import unwritten_findings
from graders.verify.variants import variant_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One kata laid out to be judged; `seed` is the one that `kata grade` gives its reference."""

    kata: Kata
    content: str
    seed: int
    shipped: Shipped
    cases: Cases
    checks: tuple[Check, ...]
    readme: str
    notes: str
    findings: tuple[Finding, ...]

    @property
    def places(self) -> Mapping[str, str]:
        """Where each test function stands."""
        return {check.name: check.where for check in self.checks}


def read_desk(kata: Kata) -> Desk:
    """Read a kata and its solution."""
    found: list[Finding] = []
    shipped, hidden = read_shipped(kata), _hidden(kata, found)
    texts = {path.name: _text(path, found) for path in (kata.folder / "README.md", kata.solution / "notes.md")}
    cases = _cases(kata, shipped, found)
    trees, unparsed = parse_hidden(hidden)
    checks = find_checks(trees)
    modules = {name.partition("/")[0].removesuffix(".py") for name in kata.facts.submit}
    lines = chain(
        shipped.findings,
        unparsed,
        name_findings(checks),
        lint(trees, modules),
        _stub(kata, shipped),
        variant_findings(kata, trees),
        unwritten_findings(kata),
    )
    if texts["README.md"]:
        lines = chain(lines, readme_findings(texts["README.md"], kata.facts, kata.folder))
    return Desk(
        kata=kata,
        content=content_sha256(kata),
        seed=verdict_seed(kata, read_submission(kata.solution, kata, None)),
        shipped=shipped,
        cases=cases,
        checks=tuple(checks),
        readme=texts["README.md"],
        notes=texts["notes.md"],
        findings=(*found, *lines),
    )


def _hidden(kata: Kata, found: list[Finding]) -> dict[str, str]:
    return {path.name: _text(path, found) for path in sorted(kata.hidden.glob("*.py"))}


def _text(path: Path, found: list[Finding]) -> str:
    """Return the text of a file that each kata must have."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        found.append(Finding(rule=Rule.FILES, what=f"there is no {path.name}", where=path.name, write=f"write {path}"))
    except (OSError, UnicodeDecodeError) as error:
        found.append(
            Finding(rule=Rule.FILES, what=f"cannot be read: {error}", where=path.name, write="save it as UTF-8")
        )
    else:
        if not text.strip() and path.suffix == ".md":
            found.append(Finding(rule=Rule.FILES, what="is empty", where=path.name, write=f"write {path}"))
        return text
    return ""


def _cases(kata: Kata, shipped: Shipped, found: list[Finding]) -> Cases:
    cases = parse_cases(_text(kata.solution / "cases.toml", found))
    found += cases.findings
    unreadable = {Path(finding.where).parts[-1] for finding in shipped.findings}
    rejects, accepted = set(shipped.rejects) | unreadable, set(shipped.accepted) | unreadable
    told = {case.file for case in cases.rejects} | {case.file for case in cases.accepted}
    found += enough(shipped.rejects, shipped.accepted)
    found += both_ways(cases, rejects - (unreadable - told), accepted - (unreadable - told))
    return cases


def _stub(kata: Kata, shipped: Shipped) -> Iterator[Finding]:
    """Check that the stub is as it was released, or a learner's merge would conflict."""
    for name, text in (shipped.stub or {}).items():
        digest, wanted = text_sha256(text), kata.facts.stub_sha256[name]
        if digest != wanted:
            what = f"is not the stub that kata.toml knows: its hash is {digest}"
            write = f'released: put the old text back; new: write "{name}" = "{digest}" within `stub_sha256`'
            yield Finding(rule=Rule.STUB, what=what, where=name, write=write)
    for given in changed(kata):
        what = f"is not the file that kata.toml knows: its hash is {given.digest}"
        write = f'write `"{given.name}" = "{given.digest}"` within `given`'
        yield Finding(rule=Rule.STUB, what=what, where=given.name, write=write)
