"""A kata's README: its sections in order, its length, three hints, the budgets' numbers, links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.catalog.closest import closest, quoted
from graders.model import Budget, Facts, Metric
from graders.verify.findings import Finding, Rule

WHERE: Final = "README.md"
WORDS: Final = (250, 600)
HINTS: Final = 3
SECTIONS: Final = ("Goal", "Contract", "Examples", "Budgets", "Hints", "Further")
BUDGETS: Final = "Budgets"
# A growth budget is measured at these multiples of n.
GROWTH_STEPS: Final = (1, 2, 4, 8)

_CODE: Final = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[^\n]*$", re.MULTILINE | re.DOTALL)
# No digits within a name or a longer number; a point at the end of a sentence is none of the number.
_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_LINK: Final = re.compile(r"\]\(([^)\s]+)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level, with its line and the text below it."""

    name: str
    line: int
    text: str


def readme_findings(text: str, facts: Facts, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the text of a kata's README.md, which lies in `folder`."""
    prose = _CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    sections = _sections(prose)
    yield from _title(prose, facts)
    yield from _order(sections, with_budgets=bool(facts.budgets))
    yield from _length(prose)
    yield from _hints(sections)
    yield from _numbers(sections, facts)
    yield from _links(prose, folder)


def _sections(prose: str) -> list[Section]:
    heads = list(re.finditer(r"^##[ \t]+(.+?)[ \t#]*$", prose, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(prose)]
    return [
        Section(head[1], prose.count("\n", 0, head.start()) + 1, prose[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


def _title(prose: str, facts: Facts) -> Iterator[Finding]:
    """Check that the first line is the title of kata.toml, and that the situation stands below it."""
    first, _, rest = prose.lstrip().partition("\n")
    if first.removeprefix("# ").strip() != facts.title or not first.startswith("# "):
        yield _finding(f"begins with {first!a}", f"write `# {facts.title}`, the title of kata.toml", 1)
    if not rest.partition("\n## ")[0].strip():
        yield _finding(
            "has no sentence below the title", "write the situation from real work, in which this matters", 1
        )


def _order(sections: Sequence[Section], *, with_budgets: bool) -> Iterator[Finding]:
    wanted = [name for name in SECTIONS if with_budgets or name != BUDGETS]
    there = [section.name for section in sections]
    for section in sections:
        if section.name not in wanted:
            near = closest(section.name, set(wanted) - set(there), count=1)
            write = f"write `## {near[0]}`" if near else f"the sections are {quoted(wanted)}"
            if section.name == BUDGETS:
                write = "remove it, or write `[[budgets]]` into kata.toml"
            yield _finding(f"`## {section.name}` is no section of a kata's README", write, section.line)
    for name in wanted:
        if name not in there:
            yield _finding(f"`## {name}` is missing", f"write it; in order they are {quoted(wanted)}")
    known = [name for name in there if name in wanted]
    if known != sorted(known, key=wanted.index) or len(known) != len(set(known)):
        yield _finding(
            f"the sections come as {quoted(known)}", f"write them once each, in this order: {quoted(wanted)}"
        )


def _length(prose: str) -> Iterator[Finding]:
    """Code does not count: the examples may be as long as they must."""
    words, (least, most) = len(prose.split()), WORDS
    if not least <= words <= most:
        write = "say more of the contract" if words < least else "say it shorter, or make it two katas"
        yield _finding(f"has {words} words without code, and {least} to {most} are wanted", write)


def _hints(sections: Sequence[Section]) -> Iterator[Finding]:
    for section in sections:
        if section.name != "Hints":
            continue
        hints = re.findall(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", section.text, re.DOTALL)
        if len(hints) != HINTS:
            write = "write `<details><summary>1</summary>...</details>`, from a direction (1) to nearly the answer (3)"
            yield _finding(f"has {_count(len(hints), 'hint')}, and {HINTS} are wanted", write, section.line)
        for number, (_, hint) in enumerate(hints, 1):
            if not hint.strip():
                yield _finding(f"hint {number} is empty", "write it after `</summary>`", section.line)


def _numbers(sections: Sequence[Section], facts: Facts) -> Iterator[Finding]:
    """Every number of the budgets' section stands in kata.toml, and every limit of kata.toml in the section."""
    section = next((section for section in sections if section.name == BUDGETS), None)
    if section is None or not facts.budgets:
        return
    said = {_value(number): number for number in _NUMBER.findall(section.text)}
    known = {number for budget in facts.budgets for number in _known(budget)}
    for value, number in said.items():
        if value not in known:
            write = (
                f"the budgets of kata.toml have {_list(facts.budgets)}; say one of these, or say it without a number"
            )
            yield _finding(f"the number {number} below `## {BUDGETS}` is not in kata.toml", write, section.line)
    for budget in facts.budgets:
        if budget.limit not in said:
            write = f"say it there, with its reason: {budget.why}"
            yield _finding(
                f"`## {BUDGETS}` does not say the limit {budget.limit:g} of `{budget.workload}`", write, section.line
            )


def _known(budget: Budget) -> Iterator[float]:
    """Yield the numbers that the README may say about a budget."""
    yield budget.limit
    yield from (_value(number) for number in _NUMBER.findall(budget.why))
    if budget.n is not None:
        steps = GROWTH_STEPS if budget.metric is Metric.GROWTH else (1,)
        yield from (float(budget.n * step) for step in steps)
        yield from (float(step) for step in steps[1:])


def _list(budgets: Sequence[Budget]) -> str:
    return "; ".join(f"`{b.workload}`: limit {b.limit:g}" + (f", n {b.n}" if b.n else "") for b in budgets)


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _links(prose: str, folder: Path) -> Iterator[Finding]:
    for match in _LINK.finditer(prose):
        target = match[1]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = folder / name if name else folder / WHERE
        line = prose.count("\n", 0, match.start()) + 1
        if not path.exists():
            yield _finding(f"the link to `{target}` leads nowhere", "name a file that exists, from this folder", line)
        elif anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8")):
            yield _finding(f"`{name or WHERE}` has no heading `#{anchor}`", "name one that exists", line)


def anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings, made as the forges make them."""
    headings = re.findall(r"^#+ +(.+?) *#*$", _CODE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _finding(what: str, write: str, line: int | None = None) -> Finding:
    return Finding(rule=Rule.README, what=what, where=WHERE if line is None else f"{WHERE}:{line}", write=write)
