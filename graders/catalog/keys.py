"""What each key of a kata.toml means: its type with its bounds, and an example.

The names, and which of them are required, come from the dataclasses of graders.model.  Errors, the schema
and an editor's tooltips all speak from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, NamedTuple

from msgspec import Meta

from graders.model import Budget, Capabilities, Facts, Files, Limits, Metric, Network, WorkerScope

Text = Annotated[str, Meta(min_length=1)]
Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Dotted = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$")]
Topic = Annotated[str, Meta(pattern=r"^[0-9]{2}(\.[0-9]+)+$")]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
# The upper bound only keeps infinity out.
Positive = Annotated[float, Meta(gt=0, le=1e9)]
Count = Annotated[int, Meta(ge=1, le=10**9)]


class Key(NamedTuple):
    """One key: its type, a line that shows it, and what it says."""

    kind: Any
    example: str
    about: str


FACTS: Final = {
    "schema": Key(int, "schema = 1", "the version of this format"),
    "title": Key(Text, 'title = "A memo with a time to live"', "the title of the kata's README"),
    "topics": Key(
        Annotated[tuple[Topic, ...], Meta(min_length=1)],
        'topics = ["02.1"]',
        "the curriculum's ids that the kata covers",
    ),
    "level": Key(Annotated[int, Meta(ge=1, le=4)], "level = 3", "1 is a warm-up, 2 solid, 3 hard, 4 a day's work"),
    "minutes": Key(Count, "minutes = 60", "how long an experienced engineer needs"),
    "submit": Key(
        Annotated[tuple[Text, ...], Meta(min_length=1)],
        'submit = ["ttl_memo.py"]',
        "what the learner edits; the first is the module",
    ),
    "stub_sha256": Key(
        Mapping[str, Sha256],
        'stub_sha256 = { "ttl_memo.py" = "<64 hex digits>" }',
        "the SHA-256 of each submit file as shipped, with `\\n` as line end",
    ),
    "python": Key(
        Annotated[str, Meta(pattern=r"^>=3\.[0-9]{1,3}(, *<3\.[0-9]{1,3})?$")],
        'python = ">=3.11"',
        "the Python versions that the kata runs on",
    ),
    "group": Key(Name, 'group = "core"', "the dependency group of pyproject.toml that the kata needs"),
    "limits": Key(Limits, "limits = { cpu_s = 2, memory_mib = 256 }", "the bounds on one worker"),
    "services": Key(tuple[Name, ...], 'services = ["postgresql"]', "the servers that the kata talks to"),
    "binaries": Key(tuple[Name, ...], 'binaries = ["gcc"]', "the programs that must be on PATH"),
    "preload": Key(tuple[Dotted, ...], 'preload = ["numpy"]', "the modules imported before the worker is forked"),
    "capabilities": Key(
        Capabilities, 'capabilities = { files = "tmp" }', "what the sandbox grants; nothing by default"
    ),
    "worker": Key(WorkerScope, 'worker = "check"', "how long a worker lives: one check, or all checks of the kata"),
    "worker_why": Key(str, 'worker_why = "importing torch takes 2 s"', "why one worker serves all checks"),
    "cores": Key(Count, "cores = 1", "how many cores the judge and its workers get"),
    "ban": Key(tuple[Text, ...], 'ban = ["collections.OrderedDict"]', "what a submission may not use"),
    "given": Key(
        Mapping[str, Sha256],
        'given = { "rate_card.py" = "<64 hex digits>" }',
        "the files that a learner works on and does not edit, with the SHA-256 of each",
    ),
    "budgets": Key(
        tuple[Budget, ...],
        'budgets = [{ workload = "hits", metric = "time_ratio", limit = 2.5, n = 200, why = "a hit is cheap" }]',
        "the limits on cost",
    ),
}
LIMITS: Final = {
    "cpu_s": Key(Positive, "cpu_s = 2", "CPU seconds of one call"),
    "memory_mib": Key(Count, "memory_mib = 256", "resident memory of the worker"),
    "output_kib": Key(Count, "output_kib = 64", "what the submission may print"),
}
CAPABILITIES: Final = {
    "files": Key(Files, 'files = "tmp"', "which files the worker may write"),
    "network": Key(Network, 'network = "loopback"', "what the worker may reach"),
    "processes": Key(
        Annotated[int, Meta(ge=0, le=10**6)], "processes = 2", "how many processes the submission may start"
    ),
}
BUDGETS: Final = {
    "workload": Key(Identifier, 'workload = "live_keys"', "a function of hidden/workloads.py"),
    "metric": Key(Metric, 'metric = "time_ratio"', "what is measured"),
    "limit": Key(Positive, "limit = 2.5", "the largest value that is within the budget"),
    "why": Key(Text, 'why = "a call must not look at all live answers"', "the reason for the limit"),
    "n": Key(Count, "n = 200", "the size of the input"),
}
TABLES: Final[Mapping[type, Mapping[str, Key]]] = MappingProxyType(
    {
        Facts: FACTS,
        Limits: LIMITS,
        Capabilities: CAPABILITIES,
        Budget: BUDGETS,
    }
)
# Where each table stands in the file.
PLACES: Final = MappingProxyType({Facts: "", Limits: "limits", Capabilities: "capabilities", Budget: "budgets"})
