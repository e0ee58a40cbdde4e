"""What the gate says of variants: their number, and that each is asked about once."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from graders.catalog.stub import text_sha256
from graders.model import Kata
from graders.verify.variants import variant_findings
from tests.judge.conftest import Case, make_kata

GIVEN = "\n".join(f"def f{n}():\n    return {n}\n" for n in range(20))


def mutants(count: int) -> str:
    return 'target = "given.py"\n' + "".join(
        f'[mutants.m{n}]\nold = "return {n}\\n"\nnew = "return -1\\n"\n' for n in range(count)
    )


def hidden(count: int, *more: str) -> str:
    calls = ["suite.failures()", "suite.failures('a')", "suite.failures('b')"]
    calls += [f"suite.missed('m{n}')" for n in range(count)]
    return "\n".join(f"def test_{i}(suite): assert {call} == []" for i, call in enumerate([*calls, *more]))


@pytest.fixture
def kata(tmp_path: Path) -> Kata:
    files = {"variants.toml": mutants(8), "refactors/a.py": GIVEN, "refactors/b.py": GIVEN}
    return make_kata(tmp_path, "suited", Case(source="", files=files, given={"given.py": GIVEN}))


def found(kata: Kata, text: str) -> list[str]:
    return [f"{f.what} -> {f.write}" for f in variant_findings(kata, {"test_suite.py": ast.parse(text)})]


def test_enough_variants_each_asked_about_once_are_sound(kata: Kata) -> None:
    assert found(kata, hidden(8)) == []


@pytest.mark.parametrize(
    ("count", "words"), [(7, "there are 7 mutants -> write 8 to 15"), (16, "there are 16 mutants")]
)
def test_too_few_and_too_many_mutants_are_named(kata: Kata, count: int, words: str) -> None:
    (kata.hidden / "variants.toml").write_text(mutants(count), encoding="utf-8")

    assert [text for text in found(kata, hidden(count)) if words in text]


def test_one_refactoring_is_too_few(kata: Kata) -> None:
    (kata.hidden / "refactors" / "b.py").unlink()

    assert "there are 1 files in hidden/refactors/ -> write 2 to 3" in found(kata, hidden(8))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (hidden(7), '`m7` is asked about by 0 checks -> write one check with `assert suite.missed("m7") == []`'),
        (hidden(8, "suite.missed('m0')"), "`m0` is asked about by 2 checks"),
        (hidden(8).replace("suite.failures()", "[]"), "`given.py` is asked about by 0 checks"),
    ],
)
def test_a_variant_that_is_not_asked_about_once_is_named(kata: Kata, text: str, words: str) -> None:
    (finding,) = found(kata, text)
    assert words in finding


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"given.py"', '"other.py"', "must be one of `given` in kata.toml: given.py"),
        ('target = "given.py"', 'target = "given.py"\nrunner = "nose"', "`runner` must be pytest or unittest"),
        ('target = "given.py"', 'target = "given.py"\nrunners = 1', "`runners` is no key"),
        ('old = "return 3\\n"', 'old = "return"', "in mutant `m3`, `old` stands 20 times"),
        ('old = "return 3\\n"', 'olds = "return"', "mutant `m3` must have `old` and `new`"),
        ('old = "return 3\\n"', "old = 3", "must be text"),
        ("[mutants.m3]", "[mutants.m3", "is no TOML"),
    ],
)
def test_a_broken_file_is_one_finding(kata: Kata, old: str, new: str, words: str) -> None:
    (kata.hidden / "variants.toml").write_text(mutants(8).replace(old, new), encoding="utf-8")

    (finding,) = found(kata, hidden(8))

    assert words in finding


STAGED = [f"suite.rung({n})" for n in range(6)]


@pytest.fixture
def staged(tmp_path: Path) -> Kata:
    files = {"variants.toml": 'target = "tiny.py"', **{f"stages/{n}.py": GIVEN for n in range(6)}}
    return make_kata(tmp_path, "staged", Case(source="", files=files, sources={"test_tiny.py": ""}))


def asking(*calls: str) -> str:
    return "\n".join(f"def test_{i}(suite): assert {call} == []" for i, call in enumerate(calls))


def test_stages_each_asked_about_once_are_sound_without_mutants(staged: Kata) -> None:
    assert found(staged, asking("suite.failures()", *STAGED)) == []


def test_a_stage_that_is_not_asked_about_is_named(staged: Kata) -> None:
    assert found(staged, asking("suite.failures()", *STAGED[:-1])) == [
        "`5` is asked about by 0 checks -> write one check with `assert suite.rung(5) == []`"
    ]


def test_too_few_stages_are_named(staged: Kata) -> None:
    (staged.hidden / "stages" / "5.py").unlink()

    assert found(staged, asking("suite.failures()", *STAGED[:-1])) == [
        "hidden/stages/ has 4 steps behind the first file -> write 5 to 12"
    ]


def test_a_kata_without_variants_has_none_of_this(kata: Kata) -> None:
    (kata.hidden / "variants.toml").unlink()

    assert found(kata, "") == []


def test_the_given_file_is_read_as_it_was_given(kata: Kata) -> None:
    windows = GIVEN.replace("\n", "\r\n")
    (kata.folder / "given.py").write_bytes(windows.encode())
    same = replace(kata, facts=replace(kata.facts, given={"given.py": text_sha256(windows)}))

    assert found(same, hidden(8)) == []
