"""What must hold between the keys of a kata.toml, beyond the type of each."""

from __future__ import annotations

import keyword
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Final

from graders.catalog.closest import closest, quoted
from graders.catalog.table import Problem
from graders.model import Facts, Files, Metric, Network, WorkerScope

SCHEMA: Final = 1
# Names that the engine imports beside a submission, or that a kata's folder already has.
RESERVED: Final = frozenset({"conftest", "examples", "graders", "hidden", "probekit", "probes", "workloads"})
OURS: Final = frozenset({"kata.toml", "README.md", "examples", "hidden", "sealed.age"})

SERVICES: Final = ("chromium", "kafka", "mariadb", "mongodb", "postgresql", "rabbitmq", "redis", "s3", "xvfb")
"""What graders/services/ can start."""


def id_problems(kata_id: str) -> Iterator[Problem]:
    """Check the name of a kata's folder, which is also the name of its module."""
    if not (kata_id.isascii() and kata_id.isidentifier() and kata_id == kata_id.lower()):
        yield Problem("id", f"the folder's name {kata_id!a} is no lower-case Python name", "write as `ttl_memo`")
    elif keyword.iskeyword(kata_id):
        yield Problem("id", f"`{kata_id}` is a keyword of Python", "rename the folder, as `ttl_memo`")
    elif kata_id in sys.stdlib_module_names:
        yield Problem("id", f"`{kata_id}` is a module of the standard library", "rename the folder, as `ttl_memo`")
    elif kata_id in RESERVED:
        yield Problem("id", f"`{kata_id}` is a name that the grader needs", "rename the folder, as `ttl_memo`")


def topic_problems(topics: tuple[str, ...], known: Collection[str] | None) -> Iterator[Problem]:
    """Check that each topic is known, and named once."""
    yield from _twice("topics", topics)
    for i, topic in enumerate(topics):
        if known is not None and topic not in known:
            near = closest(topic, known)
            yield Problem(f"topics[{i}]", f"`{topic}` is no topic of the curriculum", _one_of(near))


def submit_problems(submit: tuple[str, ...], kata_id: str) -> Iterator[Problem]:
    """Check that the files are plain paths below the kata's folder, and that the module comes first."""
    yield from _twice("submit", submit)
    for i, name in enumerate(submit):
        if not is_plain(name):
            yield Problem(f"submit[{i}]", f"{name!a} is no plain path", "write a relative path, as `sql/load.sql`")
        elif name.split("/", 1)[0] in OURS:
            yield Problem(f"submit[{i}]", f"`{name}` is the kata's own", "name a file that the learner writes")
    if submit[0] not in {f"{kata_id}.py", f"{kata_id}/__init__.py"}:
        module = f"write `{kata_id}.py` or `{kata_id}/__init__.py` first"
        yield Problem("submit[0]", f"`{submit[0]}` is not the module", module)


def stub_problems(submit: tuple[str, ...], stubs: Collection[str]) -> Iterator[Problem]:
    """Check that each submit file, and nothing else, has the hash of its stub."""
    for name in submit:
        if name not in stubs:
            yield Problem("stub_sha256", f"no hash of `{name}`", f'write `"{name}" = "<64 hex digits>"` within it')
    for name in stubs:
        if name not in submit:
            near = closest(name, submit, count=1) or submit[:1]
            yield Problem(f"stub_sha256.{name}", "no file of `submit` has this name", f"write `{near[0]}` or remove it")


def worker_problems(facts: Facts) -> Iterator[Problem]:
    """Check that a worker which lives long says why."""
    if facts.worker is WorkerScope.KATA and not facts.worker_why.strip():
        example = 'worker_why = "importing torch takes 2 s"'
        yield Problem("worker_why", '`worker = "kata"` needs a reason', f"write for example `{example}`")


def service_problems(facts: Facts) -> Iterator[Problem]:
    """Check that services are known, and that the worker may reach them."""
    yield from _twice("services", facts.services)
    for i, name in enumerate(facts.services):
        if name not in SERVICES:
            near = closest(name, SERVICES)
            yield Problem(f"services[{i}]", f"`{name}` is no service", f"write {quoted(near or SERVICES)}")
    reaches = facts.capabilities.network is Network.SERVICE
    if facts.services and not reaches:
        what = f"is `{facts.capabilities.network}`, and the worker cannot reach `{facts.services[0]}`"
        yield Problem("capabilities.network", what, 'write `network = "service"`')
    elif reaches and not facts.services:
        yield Problem("services", "is missing, and `network` says that there are some", 'write `services = ["redis"]`')


def given_problems(facts: Facts) -> Iterator[Problem]:
    """Check that the files which a learner works on are plain paths beside those that they edit."""
    for name in facts.given:
        if not is_plain(name):
            yield Problem(f"given.{name}", f"{name!a} is no plain path", "write a relative path, as `rate_card.py`")
        elif name in facts.submit:
            yield Problem(f"given.{name}", "is in `submit` too", "a file is either edited or given: remove one")
        elif name.split("/", 1)[0] in OURS:
            yield Problem(f"given.{name}", f"`{name}` is the kata's own", "name a file beside the stub")


def build_problems(facts: Facts) -> Iterator[Problem]:
    """Check that modules are built from sources that are there, with a compiler, and that a worker can load them."""
    own = facts.submit[0].removesuffix(".py").removesuffix("/__init__")
    for i, build in enumerate(facts.builds):
        for name in build.sources:
            if name not in facts.submit and name not in facts.given:
                yield Problem(f"builds[{i}].sources", f"`{name}` is in neither `submit` nor `given`", "name such files")
        if build.module == own:
            yield Problem(f"builds[{i}].module", "is the name of the submission", "write for example `_fast`")
    if facts.builds and facts.capabilities.files is not Files.TMP:
        yield Problem("capabilities.files", "a module must lie somewhere to be loaded", 'write `files = "tmp"`')
    if facts.builds and "gcc" not in facts.binaries:
        yield Problem("binaries", "`builds` needs a compiler", 'write `binaries = ["gcc"]`')


def python_problems(python: str) -> Iterator[Problem]:
    """Check that some Python is admitted."""
    lowest, below = python_range(python)
    if below is not None and below <= lowest:
        yield Problem("python", f"`{python}` admits no Python", f"write `>=3.{lowest}`")


def budget_problems(facts: Facts) -> Iterator[Problem]:
    """Check that workloads are named once, and that each has a size unless it counts."""
    yield from _twice("budgets", tuple(budget.workload for budget in facts.budgets))
    for i, budget in enumerate(facts.budgets):
        if budget.n is None and budget.metric is not Metric.COUNT:
            needs = f'is missing, and `metric = "{budget.metric}"` needs it'
            yield Problem(f"budgets[{i}].n", needs, "write for example `n = 200` (the size of the input)")


def is_plain(name: str) -> bool:
    """Tell whether a submit name is a relative path that stays where it is put."""
    path = PurePosixPath(name)
    return str(path) == name and not path.is_absolute() and not {"..", "."} & set(path.parts) and "\\" not in name


def python_range(python: str) -> tuple[int, int | None]:
    """Return the lowest minor version of Python 3 that `python` admits, and the first that it no longer does."""
    lowest, _, below = python.partition(",")
    return int(lowest.removeprefix(">=3.")), int(below.strip().removeprefix("<3.")) if below else None


def _twice(key: str, names: tuple[str, ...]) -> Iterator[Problem]:
    again = [name for name, count in Counter(names).items() if count > 1]
    if again:
        yield Problem(key, f"{quoted(again)} stands there more than once", "keep one")


def _one_of(near: list[str]) -> str:
    return f"write {quoted(near)}" if near else "look in the list of topics"
