"""The scaffold: every file of a kata, every open place marked, and nothing at all when something is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graders.catalog import load_catalog, read_submission
from graders.model import GraderError
from graders.verify.scaffold import Wish, main, placeholders, scaffold

FILES = {
    "katas/02_advanced_python/lru_disk/README.md",
    "katas/02_advanced_python/lru_disk/kata.toml",
    "katas/02_advanced_python/lru_disk/lru_disk.py",
    "katas/02_advanced_python/lru_disk/examples/test_examples.py",
    "katas/02_advanced_python/lru_disk/hidden/test_behaviour.py",
    "katas/02_advanced_python/lru_disk/hidden/test_properties.py",
    "solutions/02_advanced_python/lru_disk/lru_disk.py",
    "solutions/02_advanced_python/lru_disk/notes.md",
    "solutions/02_advanced_python/lru_disk/cases.toml",
    "solutions/02_advanced_python/lru_disk/rejects/wrong_1.py",
    "solutions/02_advanced_python/lru_disk/rejects/wrong_2.py",
    "solutions/02_advanced_python/lru_disk/rejects/wrong_3.py",
    "solutions/02_advanced_python/lru_disk/accepted/other_design.py",
}
HEADINGS = ["Goal", "Contract", "Examples", "Budgets", "Hints", "Further"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty catalogue."""
    (tmp_path / "katas").mkdir()
    return tmp_path


def make(root: Path, section: str = "2", kata_id: str = "lru_disk", **said: object) -> dict[str, str]:
    """Write a kata and return its files."""
    wish = Wish(section=section, id=kata_id, **said)  # type: ignore[arg-type]
    paths = scaffold(wish, root, installed={"numpy"}.__contains__)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_every_file_of_a_kata_is_written_and_has_open_places(root: Path) -> None:
    files = make(root)

    assert files.keys() == FILES
    assert [path for path, text in files.items() if not placeholders(text)] == []


def test_the_catalogue_reads_it_and_the_stub_is_untouched(root: Path) -> None:
    make(root)

    catalog = load_catalog([root])

    assert catalog.broken == ()
    assert read_submission(catalog.katas[0].folder, catalog.katas[0], None).untouched


def test_the_readme_has_every_heading_and_three_hints(root: Path) -> None:
    readme = make(root)["katas/02_advanced_python/lru_disk/README.md"]

    assert [line[3:] for line in readme.splitlines() if line.startswith("## ")] == HEADINGS
    assert readme.count("<details><summary>") == 3


def test_what_is_said_leaves_no_open_place(root: Path) -> None:
    files = make(root, title='A "cache"', topics=("02.1", "02.5"), level=4)

    toml = files["katas/02_advanced_python/lru_disk/kata.toml"]
    facts = tomllib.loads(toml)
    assert (facts["title"], facts["topics"], facts["level"]) == ('A "cache"', ["02.1", "02.5"], 4)
    assert [hint for _, hint in placeholders(toml)] == [
        "how long an experienced engineer needs, then remove this comment"
    ]
    assert files["katas/02_advanced_python/lru_disk/README.md"].startswith('# A "cache"\n')


def test_the_cases_name_the_files_that_are_there(root: Path) -> None:
    files = make(root)
    folder = "solutions/02_advanced_python/lru_disk"

    cases = tomllib.loads(files[f"{folder}/cases.toml"])

    assert {f"{folder}/rejects/{case['file']}" for case in cases["reject"]} < files.keys()
    assert {f"{folder}/accepted/{case['file']}" for case in cases["accepted"]} < files.keys()


@pytest.mark.parametrize(
    ("section", "kata_id", "said", "message"),
    [
        ("advanced_pythn", "x", {}, "the closest is `advanced_python`"),
        ("2", "Lru-Disk", {}, "no lower-case Python name"),
        ("2", "../../x", {}, "no lower-case Python name"),
        ("2", "json", {}, "module of the standard library"),
        ("2", "class", {}, "keyword"),
        ("2", "_private", {}, "begins with `_`"),
        ("2", "numpy", {}, "installed module"),
        ("3", "taken", {}, "there already: katas/02_advanced_python/taken"),
        ("3", "solved", {}, "there already: solutions/02_advanced_python/solved"),
        ("2", "x", {"level": 5}, "`level`"),
        ("2", "x", {"topics": ("2.1",)}, "`topics[0]`"),
        ("2", "x", {"title": "a\nb"}, "`title`"),
    ],
)
def test_nothing_is_written_when_anything_is_refused(
    root: Path, section: str, kata_id: str, said: dict[str, object], message: str
) -> None:
    (root / "katas/02_advanced_python/taken").mkdir(parents=True)
    (root / "solutions/02_advanced_python/solved").mkdir(parents=True)

    with pytest.raises(GraderError) as refused:
        make(root, section, kata_id, **said)

    assert message in str(refused.value)
    assert str(refused.value).splitlines()[-1].startswith("nox -s new -- 0")
    assert [path for path in root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("text", ["`a < b` and c > d", "<details><summary>1</summary>", "<https://x.org>", "dict[<T>]"])
def test_ordinary_text_has_no_open_place(text: str) -> None:
    assert placeholders(text) == []


def test_an_open_place_has_its_line() -> None:
    assert placeholders("a\nb <write: one> c <write: two: more>") == [(2, "one"), (2, "two: more")]


def test_a_refusal_from_the_command_line_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["2", "json"]) == 2
    assert capsys.readouterr().err.startswith("`json` is a module of the standard library\n")
