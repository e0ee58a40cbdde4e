"""A small kata that is sound, and a way to spoil it at one place."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graders.catalog import load_catalog
from graders.model import Kata
from graders.verify.findings import Level
from graders.verify.gate import Bench, Outcome, Run, Settings, verify
from graders.verify.progress import Progress
from graders.verify.sessions import Sessions

SENTENCE = "An invoice adds its lines, and a line that is a refund makes the total smaller, which a clerk must see. "
STUB = '"""Adding."""\n\n\ndef add(a, b):\n    """Return the sum."""\n    raise NotImplementedError\n'
README = f"""# Adding two numbers

{SENTENCE * 6}

## Goal
- Add two numbers.

## Contract
{SENTENCE * 8}

## Examples
```pycon
>>> from adder import add
>>> add(2, 3)
5

```

## Hints
<details><summary>1</summary>There is a sign for it.</details>
<details><summary>2</summary>The sign is a cross.</details>
<details><summary>3</summary>Write `a + b`.</details>

## Further
- [Arithmetic](https://docs.python.org/3/reference/expressions.html)
"""
TOML = f"""
schema = 1
title = "Adding two numbers"
topics = ["01.1"]
level = 2
minutes = 30
submit = ["adder.py"]
stub_sha256 = {{ "adder.py" = "{sha256(STUB.encode()).hexdigest()}" }}
python = ">=3.11"
group = "core"
limits = {{ cpu_s = 2, memory_mib = 256 }}
"""
TESTS = '''
def test_adds(submission):
    """The sum of two positive numbers is right."""
    assert submission.add(2, 3) == 5


def test_refund(submission):
    """A negative number makes the sum smaller."""
    assert submission.add(7, -3) == 4
'''
CASES = """
[[reject]]
file = "subtracts.py"
status = "failed"
caught_by = "test_adds"
why = "the wrong sign"

[[reject]]
file = "first.py"
status = "failed"
caught_by = "test_adds"
why = "the second number is forgotten"

[[reject]]
file = "absolute.py"
status = "failed"
caught_by = "test_refund"
why = "a refund is charged"

[[accepted]]
file = "summed.py"
why = "the built-in sum"
"""
KATA = {"README.md": README, "kata.toml": TOML, "adder.py": STUB, "hidden/test_behaviour.py": TESTS}
SOLUTION = {
    "adder.py": "def add(a, b):\n    return a + b\n",
    "notes.md": "# Notes\n\nThe sign for adding is a cross.\n",
    "cases.toml": CASES,
    "rejects/subtracts.py": "def add(a, b):\n    return a - b\n",
    "rejects/first.py": "def add(a, b):\n    return a\n",
    "rejects/absolute.py": "def add(a, b):\n    return abs(a) + abs(b)\n",
    "accepted/summed.py": "def add(a, b):\n    return sum((a, b))\n",
}
FOLDERS = {"kata": Path("katas/01_core_python/adder"), "solution": Path("solutions/01_core_python/adder")}

Gate = Callable[..., Outcome]


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def bench(run: Run, *, seeds: int = 1, ci: bool = False) -> Bench:
    settings = Settings(run=run, seeds=seeds, ci=ci, today=dt.date(2026, 1, 1))
    return Bench(settings=settings, sessions=Sessions(1), progress=Progress(None))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a catalogue with one kata, which is sound."""
    write(tmp_path / FOLDERS["kata"], KATA)
    write(tmp_path / FOLDERS["solution"], SOLUTION)
    return tmp_path


@pytest.fixture(scope="session")
def proven_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a catalogue whose kata has its proof; it costs a hundred judged copies, so it is made once."""
    root = tmp_path_factory.mktemp("proven")
    write(root / FOLDERS["kata"], KATA)
    write(root / FOLDERS["solution"], SOLUTION)
    verify(load_catalog([root]).katas[0], bench(Run.NEEDED))
    return root


@pytest.fixture
def proven(proven_once: Path, root: Path) -> Kata:
    """Return the kata of this test, with its proof."""
    shutil.copytree(proven_once, root, dirs_exist_ok=True)
    return load_catalog([root]).katas[0]


@pytest.fixture
def kata(root: Path) -> Kata:
    return load_catalog([root]).katas[0]


@pytest.fixture
def spoil(root: Path) -> Callable[..., None]:
    """Return a function that replaces text in one file of the kata, or removes the file."""

    def change(place: str, old: str = "", new: str | None = None) -> None:
        kind, _, name = place.partition("/")
        path = root / FOLDERS[kind] / name
        if new is None:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            return
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")

    return change


@pytest.fixture
def gate(root: Path) -> Gate:
    """Return a function that verifies the kata as it is now; the cheap part only, unless asked for more."""

    def run(run: Run = Run.NEVER, *, seeds: int = 1, ci: bool = False) -> Outcome:
        return verify(load_catalog([root]).katas[0], bench(run, seeds=seeds, ci=ci))

    return run


@pytest.fixture
def said(gate: Gate) -> Callable[..., str]:
    """Return a function that verifies the kata and returns its faults, or another level of findings, as a text."""

    def run(*args: Any, level: Level = Level.FAULT, **options: Any) -> str:
        found = [finding for finding in gate(*args, **options).findings if finding.level is level]
        return "\n".join(f"{finding.rule} {finding.where}: {finding.what} -> {finding.write}" for finding in found)

    return run
