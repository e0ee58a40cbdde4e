"""A catalogue of so many small katas, each solved: what a large one costs, without writing it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graders.catalog.stub import text_sha256

SECTION: Final = "03_algorithms"
STUB: Final = '''"""Numbers."""


def shifted(xs: list[int]) -> list[int]:
    """Return each number plus {n}."""
    raise NotImplementedError


def total(xs: list[int]) -> int:
    """Return the sum of the shifted numbers."""
    raise NotImplementedError
'''
SOLUTION: Final = '''"""Numbers."""


def shifted(xs: list[int]) -> list[int]:
    """Return each number plus {n}."""
    return [x + {n} for x in xs]


def total(xs: list[int]) -> int:
    """Return the sum of the shifted numbers."""
    return sum(shifted(xs))
'''
HIDDEN: Final = '''"""What the contract says."""


def test_each_number_is_shifted(submission):
    """Each number is shifted."""
    assert submission.shifted([1, 2, 3]) == [{n} + 1, {n} + 2, {n} + 3]


def test_nothing_stays_nothing(submission):
    """Nothing stays nothing."""
    assert submission.shifted([]) == []
    assert submission.total([]) == 0


def test_the_total_is_that_of_the_shifted(submission):
    """The total is that of the shifted numbers."""
    assert submission.total(list(range(10))) == 45 + 10 * {n}
'''
FACTS: Final = """schema = 1
title = "Numbers, shifted by {n}"
topics = ["03.1"]
level = 2
minutes = 5
submit = ["{name}.py"]
stub_sha256 = {{ "{name}.py" = "{digest}" }}
python = ">=3.11"
group = "core"
limits = {{ cpu_s = 2, memory_mib = 256 }}
"""
README: Final = "# Numbers\n\n## Goal\nShift numbers by {n}.\n\n## Contract\nNothing is changed in place.\n"


def write_catalog(root: Path, count: int) -> Path:
    """Write a catalogue of `count` katas, each with a right submission in its folder; return its root."""
    for n in range(count):
        _write_kata(root, f"made_{n:04}", n)
    return root


def _write_kata(root: Path, name: str, n: int) -> None:
    folder, solution = (root / part / SECTION / name for part in ("katas", "solutions"))
    (folder / "hidden").mkdir(parents=True)
    solution.mkdir(parents=True)
    digest = text_sha256(STUB.format(n=n))
    texts = {
        folder / "kata.toml": FACTS.format(n=n, name=name, digest=digest),
        folder / "README.md": README.format(n=n),
        folder / f"{name}.py": SOLUTION.format(n=n),
        folder / "hidden" / "test_behaviour.py": HIDDEN.format(n=n),
        solution / f"{name}.py": SOLUTION.format(n=n),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
