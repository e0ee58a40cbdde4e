"""The table of katas in the catalogue's README, between two comments: written from kata.toml, never by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from graders.model import Kata
from graders.verify.findings import Finding, Level, Rule

BEGIN: Final = "<!-- katas:begin -->"
END: Final = "<!-- katas:end -->"
HEAD: Final = ("| section | kata | level | minutes | group |", "|---|---|---|---|---|")
WRITE: Final = "run `nox -s verify -- --write-table`"


def row(kata: Kata) -> str:
    """Return the line of one kata."""
    title = kata.facts.title.replace("|", "\\|")
    section = f"{kata.number} {kata.section.partition('_')[2].replace('_', ' ')}"
    link = f"[`{kata.id}`](katas/{kata.section}/{kata.id}/README.md) {title}"
    facts = kata.facts
    return f"| {section} | {link} | {facts.level} | {facts.minutes} | {facts.group} |"


def table(katas: Sequence[Kata]) -> str:
    """Return the table with the comments around it."""
    return "\n".join([BEGIN, *HEAD, *map(row, katas), END])


def with_table(readme: str, katas: Sequence[Kata]) -> str | None:
    """Return a README with its table written anew, or nothing when it has no place for one."""
    start, end = readme.find(BEGIN), readme.find(END)
    if start < 0 or end < start:
        return None
    return readme[:start] + table(katas) + readme[end + len(END) :]


def table_findings(readme: str, katas: Sequence[Kata], named: Collection[str]) -> Iterator[Finding]:
    """Check the table; of named katas alone, when there are any, so that an author's run speaks of her kata."""
    wanted = with_table(readme, katas)
    if wanted is None:
        what = f"has no table of katas between `{BEGIN}` and `{END}`"
        yield _finding(what, f"write both comments below `## Katas`, then {WRITE}", Level.WARNING)
    elif named:
        lines = set(readme.splitlines())
        missing = [kata.id for kata in katas if kata.id in named and row(kata) not in lines]
        yield from (
            _finding(f"the table of katas has no such line for `{name}` as kata.toml says", WRITE) for name in missing
        )
    elif wanted != readme:
        yield _finding("the table of katas is not what the kata.toml files say", WRITE)


def _finding(what: str, write: str, level: Level = Level.FAULT) -> Finding:
    return Finding(rule=Rule.TABLE, what=what, where="README.md", write=write, level=level)
