from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.verify.__main__ import main


def test_a_run_says_what_it_has_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--catalog", str(root), "--cheap", "--jobs", "1", "--json", str(root / "out.json")])

    out = capsys.readouterr().out
    report = json.loads((root / "out.json").read_text(encoding="utf-8"))
    assert code == 0
    assert "adder                ok          2 checks  3 rejects  1 accepted" in out
    assert out.endswith("1 of 1 katas are sound\n")
    assert (report["katas"][0]["sound"], report["katas"][0]["figures"]["rejects"]) == (True, 3)


def test_a_broken_kata_is_named_and_the_others_go_on(
    root: Path, spoil: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "katas/01_core_python/broken").mkdir()
    (root / "katas/01_core_python/broken/kata.toml").write_text("titel = 3\n", encoding="utf-8")

    code = main(["--catalog", str(root), "--cheap", "--jobs", "1"])

    out = capsys.readouterr().out
    assert code == 1
    assert "adder                ok" in out
    assert "fault (metadata)  broken/kata.toml" in out
    assert out.endswith("1 of 2 katas are sound\nnext: nox -s verify -- broken\n")


@pytest.mark.parametrize("words", [["--jobs", "0"], ["--cheap", "--all-dear"], ["--frobnicate"]])
def test_wrong_words_give_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage" in capsys.readouterr().err


def test_an_unknown_kata_gives_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--catalog", str(root), "addr"]) == 2
    assert "adder" in capsys.readouterr().err


def test_the_table_is_written(root: Path) -> None:
    readme = root / "README.md"
    readme.write_text("<!-- katas:begin -->\n<!-- katas:end -->\n", encoding="utf-8")

    assert main(["--catalog", str(root), "--write-table"]) == 0
    assert "[`adder`](katas/01_core_python/adder/README.md)" in readme.read_text(encoding="utf-8")


def test_help_says_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-h"]) == 0
    assert "nox -s verify -- ttl_memo" in capsys.readouterr().out
