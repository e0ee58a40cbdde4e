"""Turn the text of a kata.toml into `Facts`, or into one error that names everything wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from graders.catalog import rules
from graders.catalog.keys import FACTS
from graders.catalog.table import Problem, advice, read_table
from graders.model import Facts, GraderError, Limits

BLANK: Final = Facts(
    schema=rules.SCHEMA,
    title="",
    topics=(),
    level=1,
    minutes=1,
    submit=(),
    stub_sha256={},
    python="",
    group="",
    limits=Limits(cpu_s=1, memory_mib=1),
)


class FactsError(GraderError):
    """A kata.toml that is wrong: all its problems, and the next command."""

    def __init__(self, file: Path, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = [f"{file}: {count}", *(f"  {problem}" for problem in problems), f"nox -s verify -- {file.parent.name}"]
        super().__init__("\n".join(lines))


def parse_facts(text: str, file: Path, *, topics: Collection[str] | None = None) -> Facts:
    """Return the facts in the text of `file`; `topics` are the ids that a kata may name, if they are known."""
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        wrong = str(error).split("\n", 1)[0] or "too deeply nested"
        problem = Problem("kata.toml", f"is no TOML: {ascii(wrong)[1:-1]}", "write `key = value` lines")
        raise FactsError(file, (problem,)) from None
    return facts_from(raw, file, topics=topics)


def facts_from(raw: Mapping[str, object], file: Path, *, topics: Collection[str] | None = None) -> Facts:
    """Return the facts in the parsed content of `file`."""
    if type(raw.get("schema")) is int and raw["schema"] != rules.SCHEMA:
        problem = Problem("schema", f"this grader reads version {rules.SCHEMA}", advice(FACTS["schema"]))
        raise FactsError(file, (problem,))
    reading = read_table(Facts, raw)
    problems = [*reading.problems, *_broken_rules(reading.values, file.parent.name, topics)]
    if problems:
        raise FactsError(file, tuple(problems))
    return Facts(**reading.values)


def _broken_rules(values: Mapping[str, Any], kata_id: str, topics: Collection[str] | None) -> Iterator[Problem]:
    """Yield what is wrong between the values that are right by themselves."""
    facts = replace(BLANK, **values)
    yield from rules.id_problems(kata_id)
    yield from rules.topic_problems(facts.topics, topics)
    if facts.submit:
        yield from rules.submit_problems(facts.submit, kata_id)
        if "stub_sha256" in values:
            yield from rules.stub_problems(facts.submit, facts.stub_sha256)
    if facts.python:
        yield from rules.python_problems(facts.python)
    yield from rules.given_problems(facts)
    yield from rules.worker_problems(facts)
    yield from rules.service_problems(facts)
    yield from rules.budget_problems(facts)
