"""Which katas a catalogue has."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.catalog import find_catalog, load_catalog
from graders.model import GraderError

AddKata = Callable[..., Path]


def ids(*roots: Path) -> list[str]:
    return [kata.id for kata in load_catalog(roots).katas]


def test_katas_come_in_order_of_section_and_id(tmp_path: Path, add_kata: AddKata) -> None:
    for kata_id, section in [
        ("beta", "02_advanced_python"),
        ("alpha", "02_advanced_python"),
        ("zeta", "01_core_python"),
    ]:
        add_kata(tmp_path, kata_id, section)

    assert ids(tmp_path) == ["zeta", "alpha", "beta"]


def test_a_kata_knows_its_places(tmp_path: Path, add_kata: AddKata) -> None:
    folder = add_kata(tmp_path, "alpha", "02_advanced_python")

    kata = load_catalog([tmp_path]).katas[0]

    assert (kata.number, kata.folder, kata.module) == (2, folder, "alpha.py")
    assert kata.solution == tmp_path / "solutions" / "02_advanced_python" / "alpha"


@pytest.mark.parametrize("content", [b"[", b"\xff", b"schema = 1", b"", None])
def test_a_broken_kata_never_hides_the_others(tmp_path: Path, add_kata: AddKata, content: bytes | None) -> None:
    add_kata(tmp_path, "good")
    file = add_kata(tmp_path, "bad") / "kata.toml"
    file.unlink()
    if content is not None:
        file.write_bytes(content)

    catalog = load_catalog([tmp_path])

    assert [kata.id for kata in catalog.katas] == ["good"]
    assert [(kata.id, kata.section) for kata in catalog.broken] == [("bad", "01_core_python")]
    assert catalog.broken[0].problem.startswith(f"{file}: ")


def test_a_folder_in_place_of_kata_toml_is_broken(tmp_path: Path, add_kata: AddKata) -> None:
    folder = add_kata(tmp_path, "bad")
    (folder / "kata.toml").unlink()
    (folder / "kata.toml").mkdir()

    assert load_catalog([tmp_path]).broken[0].problem.endswith("put a plain file there, then run:\nkata list")


@pytest.mark.parametrize("name", [".pytest_cache", "__pycache__", "left_behind"])
def test_a_folder_that_never_was_a_kata_is_nothing(tmp_path: Path, add_kata: AddKata, name: str) -> None:
    add_kata(tmp_path, "good")
    (tmp_path / "katas" / "01_core_python" / name / "__pycache__").mkdir(parents=True)

    catalog = load_catalog([tmp_path])

    assert (len(catalog.katas), catalog.broken) == (1, ())


def test_a_section_that_does_not_exist_is_answered_with_the_closest(tmp_path: Path, add_kata: AddKata) -> None:
    add_kata(tmp_path, "lost", "01_core_pyhton")
    (tmp_path / "katas" / "notes" / "mine").mkdir(parents=True)

    (broken,) = load_catalog([tmp_path]).broken

    assert broken.problem.endswith("no such section\nrename the folder to `01_core_python`, then run:\nkata list")


def test_several_catalogues_are_one(tmp_path: Path, add_kata: AddKata) -> None:
    add_kata(tmp_path / "ours", "beta")
    add_kata(tmp_path / "company", "alpha")

    assert ids(tmp_path / "ours", tmp_path / "company", tmp_path / "ours") == ["alpha", "beta"]


def test_an_id_that_is_there_twice_is_reported_with_both_places(tmp_path: Path, add_kata: AddKata) -> None:
    first, second = add_kata(tmp_path / "ours", "same"), add_kata(tmp_path / "company", "same")

    catalog = load_catalog([tmp_path / "ours", tmp_path / "company"])

    assert [kata.folder for kata in catalog.katas] == [first]
    assert str(first) in catalog.broken[0].problem
    assert str(second) in catalog.broken[0].problem


def test_topics_are_checked_where_the_curriculum_is_known(tmp_path: Path, add_kata: AddKata) -> None:
    add_kata(tmp_path, "good")

    assert load_catalog([tmp_path], topics={"01.1"}).katas
    assert load_catalog([tmp_path], topics={"02.1"}).broken


def test_the_catalogue_is_the_nearest_folder_with_katas(tmp_path: Path, add_kata: AddKata) -> None:
    folder = add_kata(tmp_path, "good")

    assert find_catalog(folder) == find_catalog(tmp_path) == tmp_path


def test_no_catalogue_is_an_error_with_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match=r"no folder `katas` in .*\n.*\nkata list --catalog DIR$"):
        find_catalog(tmp_path)
    with pytest.raises(GraderError, match=r"is no catalogue.*\nkata list --catalog DIR$"):
        load_catalog([tmp_path])


def cpu_s(root: Path, count: int) -> float:
    """Return the least CPU seconds of three times loading."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        assert len(ids(root)) == count
        seconds.append(time.process_time() - start)
    return min(seconds)


def test_ten_times_the_katas_take_about_ten_times_the_time(tmp_path: Path, add_kata: AddKata) -> None:
    for root, count in [("few", 200), ("many", 2000)]:
        for i in range(count):
            add_kata(tmp_path / root, f"kata_{i}", "01_core_python" if i % 2 else "02_advanced_python")

    ratio = cpu_s(tmp_path / "many", 2000) / cpu_s(tmp_path / "few", 200)

    assert ratio <= 12
