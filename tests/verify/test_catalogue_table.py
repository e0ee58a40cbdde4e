from __future__ import annotations

from dataclasses import replace

from graders.model import Kata
from graders.verify.catalogue_table import BEGIN, END, row, table_findings, with_table

EMPTY = f"# Katas\n\n{BEGIN}\n{END}\n\nmore\n"


def test_a_row_links_the_kata(kata: Kata) -> None:
    link = "[`adder`](katas/01_core_python/adder/README.md) Adding two numbers"

    assert row(kata) == f"| 1 core python | {link} | 2 | 30 | core |"


def test_a_written_table_is_right_and_the_rest_stays(kata: Kata) -> None:
    text = with_table(EMPTY, [kata])

    assert text is not None
    assert text.startswith("# Katas\n\n<!--")
    assert text.endswith("-->\n\nmore\n")
    assert list(table_findings(text, [kata], ())) == []


def test_a_stale_table_is_found(kata: Kata) -> None:
    assert [finding.what for finding in table_findings(EMPTY, [kata], ())] == [
        "the table of katas is not what the kata.toml files say"
    ]


def test_an_author_hears_of_her_own_kata_only(kata: Kata) -> None:
    other = replace(kata, id="other")
    text = with_table(EMPTY, [kata])

    assert text is not None
    assert list(table_findings(text, [kata, other], {"adder"})) == []
    assert ["`other`" in finding.what for finding in table_findings(text, [kata, other], {"other"})] == [True]


def test_a_readme_without_a_place_for_the_table_is_a_warning(kata: Kata) -> None:
    assert [finding.level for finding in table_findings("# Katas\n", [kata], ())] == ["warning"]
