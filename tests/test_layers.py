"""The order of imports (docs/architecture.md): a module imports only what stands before it."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "graders").rglob("*.py"))

MAY_IMPORT = {
    "__init__": set(),
    "model": set(),
    "wire": {"model"},
    "sandbox": {"model", "wire"},
    "worker": {"model", "wire", "sandbox"},
    "static": set(),
    "suites": set(),
    "catalog": {"model", "wire"},
    "environments": {"model", "wire", "catalog"},
    "sealing": {"model", "wire", "sandbox", "catalog"},
    "services": {"model", "wire", "sandbox", "catalog", "environments"},
    "judge": {"model", "wire", "sandbox", "worker", "catalog", "environments", "sealing", "services", "testing"},
    "testing": {"model", "wire", "worker", "catalog", "environments", "services", "judge"},
}
MAY_IMPORT["report"] = MAY_IMPORT["judge"] | {"judge"}
MAY_IMPORT |= dict.fromkeys(["verify", "practice", "batch", "bench", "ci"], MAY_IMPORT["report"] | {"report"})
MAY_IMPORT["cli"] = MAY_IMPORT["ci"] | {"verify", "practice", "batch", "ci"}

STANDARD_LIBRARY_ONLY = {"__init__", "model", "wire", "sandbox", "worker"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = {line.partition(">")[0].replace("-", "_") for line in PROJECT["dependencies"]}
OUTSIDE = DEPENDENCIES | {"_pytest"}
CLIENTS = {"boto3", "botocore", "confluent_kafka", "pika", "psycopg", "pymongo", "pymysql", "redis", "selenium"}
TOOLS = {"flake8", "mccabe", "mypy", "pydocstyle", "pylint"}
IN_A_GROUP = {"services": CLIENTS, "sealing": {"pyrage"}, "batch": {"dask", "distributed"}, "static": TOOLS}
"""What a layer may import of a dependency group: the session that installs the group runs it."""


def layer(path: Path) -> str:
    """Return the first name below graders/."""
    return path.relative_to(ROOT / "graders").parts[0].removesuffix(".py")


def imported(source: str) -> Iterator[str]:
    """Yield the dotted name of each import, those for type checkers and within functions included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [node.module or ""]
            yield from [f"graders.{alias.name}" for alias in node.names] if names == ["graders"] else names


def wrong_imports(importer: str, source: str) -> list[str]:
    """Return the imports which the layer `importer` may not have."""
    inside = MAY_IMPORT[importer] | {importer, "", "__version__"}
    outside = set() if importer in STANDARD_LIBRARY_ONLY else OUTSIDE | IN_A_GROUP.get(importer, set())
    wrong = []
    for name in imported(source):
        top, _, rest = name.partition(".")
        allowed = rest.partition(".")[0] in inside if top == "graders" else top in sys.stdlib_module_names | outside
        if not allowed:
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    assert layer(path) in MAY_IMPORT, "a new layer needs its place in the order"

    assert wrong_imports(layer(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("wire", "import msgspec"),
        ("worker", "def serve():\n    import pytest"),
        ("model", "from graders import wire"),
        ("catalog", "from graders.judge.proxy import Proxy"),
        ("judge", "import graders.report.console"),
        ("practice", "from graders.batch import run"),
        ("judge", "import requests"),
    ],
)
def test_an_import_against_the_order_is_seen(importer: str, source: str) -> None:
    assert wrong_imports(importer, source)
