"""What measures the grader: made catalogues, the table and the JSON; the figures themselves are `nox -s bench`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graders.bench import __main__ as command
from graders.bench.figures import FIGURES, Figure
from graders.bench.stage import Stage, grade, one_of
from graders.bench.synthetic import write_catalog
from graders.catalog.discover import load_catalog


def value_of(number: int) -> float:
    return [3.0, 1.0, 2.0][number]


@pytest.fixture(autouse=True)
def _figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for what takes minutes."""
    low, high = (
        Figure(name=name, about="a figure", unit="x", target=2.5, measure=lambda _, n: value_of(n), above=above)
        for name, above in (("low", False), ("high", True))
    )
    monkeypatch.setattr(command, "FIGURES", (low, high))
    monkeypatch.setattr(command, "strongest", lambda _: "namespaces")


def test_a_made_catalogue_is_sound_and_its_katas_pass(tmp_path: Path) -> None:
    root = write_catalog(tmp_path, 3)
    catalog = load_catalog([root])

    assert [kata.id for kata in catalog.katas] == ["made_0000", "made_0001", "made_0002"]
    assert catalog.broken == ()
    assert grade(root, one_of(root, 1).name, "--no-cache").cpu_s > 0


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="grade"):
        grade(write_catalog(tmp_path, 1), "no_such_kata")


def test_the_median_of_the_rounds_is_held_against_the_target(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"

    assert command.main(["low", "high", "--rounds", "3", "--json", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))

    assert [(row["median"], row["met"]) for row in found["figures"]] == [(2.0, True), (2.0, False)]
    assert found["figures"][0]["rounds"] == [3.0, 1.0, 2.0]
    assert found["sandbox"] == "namespaces"
    assert capsys.readouterr().out.count("missed") == 1


def test_small_figures_are_measured_by_pytest_benchmark(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"

    command.main(["micro", "--json", str(file)])
    small = {row["name"]: row["median_us"] for row in json.loads(file.read_text(encoding="utf-8"))["micro"]}

    assert set(small) == {"codec", "round_trip", "proxy_call", "fork"}
    assert 0 < small["codec"] < small["fork"]


def test_every_figure_can_be_asked_for_by_name() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


def test_made_catalogues_are_graded_once_a_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graded: list[Path] = []
    monkeypatch.setattr("graders.bench.stage.SMALL", 2)
    monkeypatch.setattr("graders.bench.stage.LARGE", 3)
    monkeypatch.setattr("graders.bench.stage.grade", lambda root, *_: graded.append(root))
    stage = Stage(tmp_path, tmp_path / "work")

    for number in (0, 0, 1):
        stage.both_sizes(number)

    assert graded == [stage.small, stage.large] * 2
