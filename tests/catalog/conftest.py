"""A valid kata.toml, and catalogues made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from graders.catalog import load_catalog
from graders.model import Kata

STUB = 'def add(a, b):\n    """Return the sum."""\n    raise NotImplementedError\n'

TOML = """\
schema = 1
title = "Adding"
topics = ["01.1"]
level = 2
minutes = 30
submit = ["{id}.py"]
stub_sha256 = {{ "{id}.py" = "{sha256}" }}
python = ">=3.11"
group = "core"
limits = {{ cpu_s = 2, memory_mib = 256 }}

[[budgets]]
workload = "sum"
metric = "time_ratio"
limit = 2.5
n = 200
why = "a sum is cheap"
"""


def kata_toml(kata_id: str) -> str:
    return TOML.format(id=kata_id, sha256=sha256(STUB.encode()).hexdigest())


@pytest.fixture(scope="session")
def toml() -> str:
    """Return a valid kata.toml of the kata `adder`."""
    return kata_toml("adder")


@pytest.fixture
def add_kata() -> Callable[..., Path]:
    """Return a function that writes a kata into a catalogue."""

    def add(root: Path, kata_id: str, section: str = "01_core_python", toml: str | None = None) -> Path:
        folder = root / "katas" / section / kata_id
        folder.mkdir(parents=True)
        (folder / "kata.toml").write_text(kata_toml(kata_id) if toml is None else toml, encoding="utf-8")
        (folder / f"{kata_id}.py").write_text(STUB, encoding="utf-8")
        return folder

    return add


@pytest.fixture
def kata(tmp_path: Path, add_kata: Callable[..., Path]) -> Kata:
    """Return the kata `adder` of a catalogue of its own."""
    add_kata(tmp_path / "upstream", "adder")
    return load_catalog([tmp_path / "upstream"]).katas[0]


@pytest.fixture
def two_files(kata: Kata) -> Kata:
    """Return `adder` with a second file to submit."""
    submit = ("adder.py", "sql/load.sql")
    hashes = {**kata.facts.stub_sha256, "sql/load.sql": sha256(b"").hexdigest()}
    return replace(kata, facts=replace(kata.facts, submit=submit, stub_sha256=hashes))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return the folder in which a learner has the kata `adder`, with the stub."""
    folder = tmp_path / "mine" / "adder"
    folder.mkdir(parents=True)
    (folder / "adder.py").write_text(STUB, encoding="utf-8")
    return folder
