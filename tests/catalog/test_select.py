"""Which katas a command means."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.catalog import Catalog, load_catalog, narrow, section_name, select
from graders.catalog.git import changed_paths
from graders.model import GraderError

AddKata = Callable[..., Path]
ALL = ["exact_money", "retry_call", "ttl_memo"]


@pytest.fixture
def root(tmp_path: Path, add_kata: AddKata) -> Path:
    add_kata(tmp_path / "repo", "exact_money")
    add_kata(tmp_path / "repo", "retry_call")
    add_kata(tmp_path / "repo", "ttl_memo", "02_advanced_python")
    return tmp_path / "repo"


@pytest.fixture
def catalog(root: Path) -> Catalog:
    return load_catalog([root])


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ([], ALL),
        (["exact_money"], ["exact_money"]),
        (["Exact-Money"], ["exact_money"]),
        (["ttl-memo", "exact_money"], ["exact_money", "ttl_memo"]),
        (["*m*"], ["exact_money", "ttl_memo"]),
        (["RETRY-*", "retry_call"], ["retry_call"]),
        (["[et]*"], ["exact_money", "ttl_memo"]),
        (["01_*/*"], ["exact_money", "retry_call"]),
    ],
)
def test_a_pattern_is_an_id_or_a_glob(catalog: Catalog, patterns: list[str], expected: list[str]) -> None:
    assert [kata.id for kata in select(catalog, patterns)] == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("katas/01_core_python/exact_money/exact_money.py", ["exact_money"]),
        ("katas/01_core_python/exact_money/", ["exact_money"]),
        ("katas/01_core_python/exact_money/hidden/not_there_yet.py", ["exact_money"]),
        ("solutions/02_advanced_python/ttl_memo/notes.md", ["ttl_memo"]),
        ("katas/01_core_python", ["exact_money", "retry_call"]),
        ("", ALL),
    ],
)
def test_a_path_means_the_kata_that_it_is_part_of(root: Path, catalog: Catalog, path: str, expected: list[str]) -> None:
    assert [kata.id for kata in select(catalog, [f"{root}/{path}"])] == expected


def test_a_loop_of_links_is_an_unknown_kata(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(GraderError, match="no kata matches"):
        select(catalog, [f"{tmp_path}/loop"])


def test_a_path_in_a_workspace_means_its_kata(tmp_path: Path, catalog: Catalog) -> None:
    chosen = select(catalog, [f"{tmp_path}/mine/ttl_memo/ttl_memo.py"], workspace=tmp_path / "mine")

    assert [kata.id for kata in chosen] == ["ttl_memo"]


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        (["exact_mony"], "no kata matches `exact_mony`; closest: `exact_money`\nkata grade exact_money"),
        (["retry_call.py"], "no kata matches `retry_call.py`; closest: `retry_call`\nkata grade retry_call"),
        (["x" * 300 + "/a"], f"no kata matches `{'x' * 300}/a`\nkata list"),
        (["zzz"], "no kata matches `zzz`\nkata list"),
        (["zzz", "exact_money", "q*"], "no kata matches `zzz`\nno kata matches `q*`\nkata list"),
        (["nowhere/retry_cal/"], "no kata matches `nowhere/retry_cal/`; closest: `retry_call`\nkata grade retry_call"),
    ],
)
def test_an_unknown_kata_is_answered_with_the_closest(catalog: Catalog, patterns: list[str], message: str) -> None:
    with pytest.raises(GraderError) as caught:
        select(catalog, patterns)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text", ["2", "02", "advanced_python", "Advanced-Python", "advanced python", "02_advanced_python"]
)
def test_a_section_has_a_number_and_a_name(catalog: Catalog, text: str) -> None:
    assert section_name(text) == "02_advanced_python"
    assert [kata.id for kata in select(catalog, sections=[text])] == ["ttl_memo"]


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (["advancd_python"], "no section is called `advancd_python`\nthe closest is `advanced_python`\nkata list"),
        (["19"], "no section is called `19`\nthere are `01_core_python`, "),
        (["18"], "no kata that you chose is in section `18_low_level`\nkata list"),
    ],
)
def test_a_section_without_katas_is_an_error(catalog: Catalog, sections: list[str], message: str) -> None:
    with pytest.raises(GraderError) as caught:
        select(catalog, sections=sections)

    assert str(caught.value).startswith(message)


def test_sections_narrow_what_patterns_chose(catalog: Catalog) -> None:
    assert [kata.id for kata in select(catalog, ["*m*"], ["1"])] == ["exact_money"]


def test_a_broken_kata_can_be_chosen_too(root: Path, add_kata: AddKata) -> None:
    add_kata(root, "torn", toml="[")

    chosen = narrow(load_catalog([root]), ["torn"])

    assert ([kata.id for kata in chosen.katas], [kata.id for kata in chosen.broken]) == ([], ["torn"])


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=clean, check=True, capture_output=True)


@pytest.fixture
def committed(root: Path) -> Path:
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "all katas")
    return root


def test_changed_katas_are_those_with_changed_and_new_files(committed: Path, catalog: Catalog) -> None:
    (committed / "katas/01_core_python/exact_money/exact_money.py").write_text("x = 1\n", encoding="utf-8")
    (committed / "katas/02_advanced_python/ttl_memo/hidden").mkdir()
    (committed / "katas/02_advanced_python/ttl_memo/hidden/test_ü.py").touch()

    chosen = select(catalog, changed_since="HEAD", workspace=committed)

    assert [kata.id for kata in chosen] == ["exact_money", "ttl_memo"]


def test_changes_in_a_workspace_count(committed: Path, catalog: Catalog) -> None:
    (committed / "mine" / "retry_call").mkdir(parents=True)
    (committed / "mine" / "retry_call" / "retry_call.py").touch()

    chosen = select(catalog, changed_since="HEAD", workspace=committed / "mine")

    assert [kata.id for kata in chosen] == ["retry_call"]


def test_nothing_changed_is_no_error(committed: Path, catalog: Catalog) -> None:
    assert select(catalog, changed_since="main", workspace=committed) == ()


@pytest.mark.parametrize(
    ("since", "message"),
    [("nope", "git knows no revision `nope` in "), ("--output=x", "`--output=x` is no git revision"), ("", "`` is no")],
)
def test_a_revision_that_is_missing_is_an_error(committed: Path, catalog: Catalog, since: str, message: str) -> None:
    with pytest.raises(GraderError) as caught:
        select(catalog, changed_since=since, workspace=committed)

    assert str(caught.value).startswith(message)
    assert [path.name for path in committed.iterdir() if path.name == "x"] == []


def test_no_repository_and_no_git_are_errors_with_the_next_command(root: Path, committed: Path, tmp_path: Path) -> None:
    with pytest.raises(GraderError, match=r"is in no git repository\n.*\nkata grade ID$"):
        changed_paths(tmp_path, "HEAD")
    with pytest.raises(GraderError, match=r"`no-such-git` is not on PATH\n.*\nkata grade ID$"):
        changed_paths(committed, "HEAD", git="no-such-git")
