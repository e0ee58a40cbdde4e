"""A catalogue in a git repository, whose katas have a canary wherever their plain files can have one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from graders.catalog import load_catalog
from graders.model import Kata
from graders.sealing import age

SECTION: Final = "02_advanced_python"
CANARY: Final = "canary_5b1f0c7e9a3d4286"
STUB: Final = 'def echo(x):\n    """Return x."""\n    raise NotImplementedError\n'
FACTS: Final = """
schema = 1
title = "Say it again"
topics = ["02.1"]
level = 2
minutes = 30
submit = ["{id}.py"]
stub_sha256 = {{ "{id}.py" = "{digest}" }}
python = ">=3.11"
group = "core"
limits = {{ cpu_s = 60, memory_mib = 128 }}
"""
HIDDEN: Final = {
    "test_behaviour.py": f'''
# {CANARY}: a comment
from hypothesis import given, strategies as st


def test_echo(submission):
    """What goes in comes out."""
    assert submission.echo("{CANARY} an argument") == "{CANARY} an argument"


def test_beside(probes):
    """It does so beside others."""
    assert probes.twice() == ["{CANARY} in a probe"] * 2


@given(st.sampled_from(["{CANARY} drawn", "another"]))
def test_any(submission, x):
    """Whatever goes in comes out."""
    assert submission.echo(x) == x, "{CANARY} as a message"


def test_file(submission, tmp_path):
    """A file is left."""
    (tmp_path / "left.txt").write_text("{CANARY} in a file of a test")
    assert submission.echo(1) == 1
''',
    "probes.py": (
        "import {id}\n\n\ndef twice():\n    return [{id}.echo(x) for x in"
        f' ["{CANARY} in a probe", "{CANARY} in a probe"]]\n'
    ),
    "data.bin": f"\0\1{CANARY}\0",
}
SOLUTION: Final = {
    "{id}.py": f'def echo(x):\n    """Return x."""\n    return x  # {CANARY}\n',
    "cases.toml": f'why = "{CANARY} in the cases"\n',
    "proof.json": f'{{"content_sha256": "{CANARY}"}}\n',
    "rejects/wrong.py": f"def echo(x):\n    return '{CANARY}'\n",
}


@dataclass(frozen=True)
class Course:
    """A teacher's catalogue in `root`; everything that a run can write to is beside it in `here`."""

    here: Path
    environ: Mapping[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The catalogue with the plain files."""
        return self.here / "teacher"

    @property
    def runtime(self) -> Path:
        """Where private folders are made."""
        return self.here / "runtime"

    def add(self, kata_id: str) -> Path:
        """Add a kata with canaries; return its folder."""
        folder = self.root / "katas" / SECTION / kata_id
        digest = sha256(STUB.encode()).hexdigest()
        _write(
            folder, {"kata.toml": FACTS.format(id=kata_id, digest=digest), f"{kata_id}.py": STUB, "README.md": "#\n"}
        )
        _write(folder / "hidden", {name: text.replace("{id}", kata_id) for name, text in HIDDEN.items()})
        _write(
            self.root / "solutions" / SECTION / kata_id,
            {name.replace("{id}", kata_id): text for name, text in SOLUTION.items()},
        )
        return folder

    def commit(self) -> None:
        """Commit all that is there."""
        self.git(self.root, "init", "--quiet")
        self.git(self.root, "add", "--all")
        self.git(self.root, "commit", "--quiet", "--message", "katas")

    def kata(self, kata_id: str, root: Path | None = None) -> Kata:
        """Return a kata of a catalogue."""
        return next(kata for kata in load_catalog([root or self.root]).katas if kata.id == kata_id)

    def git(self, folder: Path, *words: str) -> bytes:
        """Run git."""
        return subprocess.run(["git", *words], cwd=folder, env=self.environ, capture_output=True, check=True).stdout

    def start(self, cwd: Path, *words: str, **environ: str) -> subprocess.Popen[str]:
        """Start `kata`."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graders.cli", *words],
            cwd=cwd,
            env={**self.environ, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, cwd: Path, *words: str, **environ: str) -> tuple[int, str]:
        """Run `kata`; return its exit code and what it printed."""
        process = self.start(cwd, *words, **environ)
        said, _ = process.communicate(timeout=100)
        return process.returncode, said


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    """Return an empty catalogue."""
    here = tmp_path / "all"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "KATA_", "XDG_"))}
    places = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "runtime"}
    for name in places.values():
        (here / name).mkdir(mode=0o700, parents=True)
    person = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    course = Course(here, {**kept, **person, **{name: str(here / place) for name, place in places.items()}})
    course.root.mkdir()
    (course.root / ".gitignore").write_text(".grades/\n__pycache__/\n", encoding="utf-8")
    yield course
    for process in course.started:
        process.kill()
        process.communicate()
    assert not list(course.runtime.glob("*")), "a private folder is left"


@pytest.fixture(scope="session")
def keys() -> tuple[str, str]:
    """Return a secret key and its public one."""
    return age.generate()
