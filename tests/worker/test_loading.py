"""A submission is imported from memory, and looks as if it came from its files."""

from __future__ import annotations

import importlib
import inspect
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import pytest

from graders.worker.loading import Sources, module_name

FILES = {
    "kata_pkg/__init__.py": "from kata_pkg.parts import half\nfrom . import parts\n",
    "kata_pkg/parts.py": "def half(x):\n    return x / 0\n",
    "kata_one.py": "def f():\n    return __name__, __file__\n",
    "kata_pkg/deep/down/third.py": "from ...parts import half\nfrom . import fourth\n",
    "kata_pkg/deep/down/fourth.py": "",
    "kata_pkg/schema.sql": "select 1",
}


@pytest.fixture
def sources() -> Iterator[Sources]:
    sources = Sources()
    before = set(sys.modules)
    sys.meta_path.insert(0, sources)
    yield sources
    sys.meta_path.remove(sources)
    for name in set(sys.modules) - before:
        if name.startswith("kata_"):
            del sys.modules[name]


def load(sources: Sources, name: str) -> Any:
    sources.add(FILES)
    __import__(name)
    return sys.modules[name]


@pytest.mark.parametrize(
    ("path", "name", "package"),
    [("a.py", "a", False), ("a/__init__.py", "a", True), ("a/b.py", "a.b", False), ("__init__.py", "__init__", False)],
)
def test_a_path_names_its_module(path: str, name: str, package: bool) -> None:
    assert module_name(path) == (name, package)


def test_a_module_knows_its_name_and_its_file(sources: Sources) -> None:
    assert load(sources, "kata_one").f() == ("kata_one", "kata_one.py")


def test_a_package_imports_its_parts(sources: Sources) -> None:
    package = load(sources, "kata_pkg")

    assert package.half is package.parts.half
    assert sources.is_package("kata_pkg")
    assert not sources.is_package("kata_pkg.parts")


def test_a_folder_without_init_is_a_namespace_package(sources: Sources) -> None:
    package = load(sources, "kata_pkg")

    third = importlib.import_module("kata_pkg.deep.down.third")

    assert third.half is package.half
    assert third.fourth is sys.modules["kata_pkg.deep.down.fourth"]
    assert package.deep.__file__ is None
    with pytest.raises(ModuleNotFoundError):
        __import__("kata_pkg.deep.up")


def test_a_traceback_shows_the_line_of_the_text(sources: Sources) -> None:
    package = load(sources, "kata_pkg")

    try:
        package.half(1)
    except ZeroDivisionError as error:
        last = traceback.extract_tb(error.__traceback__)[-1]

    assert (last.filename, last.lineno) == ("kata_pkg/parts.py", 2)
    assert last.filename in sources.paths
    assert sources.get_source("kata_pkg.parts") == FILES["kata_pkg/parts.py"]
    assert inspect.getsource(sys.modules["kata_pkg.parts"]) == FILES["kata_pkg/parts.py"]


def test_only_python_files_can_be_imported(sources: Sources) -> None:
    load(sources, "kata_one")

    assert sources.find_spec("kata_pkg.schema") is None
    assert sources.get_source("json") is None
    with pytest.raises(ModuleNotFoundError):
        __import__("kata_pkg.schema")


def test_a_submission_goes_before_what_is_installed(sources: Sources) -> None:
    sources.add({"kata_one.py": "x = 1", "sched.py": "x = 2"})

    assert sources.find_spec("sched") is not None


def test_the_future_of_the_engine_is_not_that_of_the_submission(sources: Sources) -> None:
    sources.add({"kata_one.py": "def f(x: undefined_later): ...\n"})

    with pytest.raises(NameError, match="undefined_later"):
        __import__("kata_one")
