from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graders.model import Budget, Kata, Metric
from graders.verify.readme import readme_findings

BUDGET = Budget(
    workload="adds", metric=Metric.TIME_RATIO, limit=2.5, n=2000, why="one that looks twice takes 4.7 times"
)
SECTION = "## Budgets\n2,000 numbers in at most 2.5 times the reference; looking twice takes 4.7.\n\n## Hints"


@pytest.fixture
def found(kata: Kata) -> Callable[..., str]:
    """Return a function that replaces text in the README, and says what is found."""
    text = (kata.folder / "README.md").read_text(encoding="utf-8")

    def check(old: str = "", new: str = "", *budgets: Budget) -> str:
        assert old in text
        facts = replace(kata.facts, budgets=budgets)
        return "\n".join(f"{f.where} {f.what}" for f in readme_findings(text.replace(old, new), facts, kata.folder))

    return check


def test_a_good_readme_has_no_finding(found: Callable[..., str]) -> None:
    assert found() == ""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("# Adding two numbers", "# Add", "README.md:1 begins with '# Add'"),
        ("## Goal\n- Add two numbers.\n", "", "`## Goal` is missing"),
        ("## Goal", "## Goals", "`## Goals` is no section"),
        ("## Further", "## Budgets\nFast.\n\n## Further", "`## Budgets` is no section"),
        ("<details><summary>1</summary>", "", "has 2 hints, and 3 are wanted"),
        ("There is a sign for it.", "", "hint 1 is empty"),
        ("An invoice", "x " * 600, "words without code, and 250 to 600 are wanted"),
        (
            "[Arithmetic](https://docs.python.org/3/reference/expressions.html)",
            "[A](other.md)",
            "`other.md` leads nowhere",
        ),
        ("[Arithmetic](https://docs.python.org/3/reference/expressions.html)", "[A](#gaol)", "no heading `#gaol`"),
        ("## Goal", "## Hints\n\n## Goal", "the sections come as"),
    ],
)
def test_what_is_wrong_is_named(found: Callable[..., str], old: str, new: str, what: str) -> None:
    assert what in found(old, new)


def test_the_numbers_of_kata_toml_may_be_said(found: Callable[..., str]) -> None:
    assert found("## Hints", SECTION, BUDGET) == ""


def test_a_wrong_number_is_named(found: Callable[..., str]) -> None:
    lines = found("## Hints", SECTION.replace("2.5", "3.5"), BUDGET)

    assert "the number 3.5 below `## Budgets` is not in kata.toml" in lines
    assert "`## Budgets` does not say the limit 2.5 of `adds`" in lines


def test_a_growth_budget_may_say_its_steps(found: Callable[..., str]) -> None:
    growth = Budget(workload="grows", metric=Metric.GROWTH, limit=1.4, n=100, why="no quadratic")

    assert found("## Hints", "## Budgets\nFrom 100 to 800, 8x the items: n^1.4.\n\n## Hints", growth) == ""


def test_links_are_followed_within_the_repository(found: Callable[..., str], root: Path) -> None:
    (root / "docs.md").write_text("# A heading, here\n", encoding="utf-8")

    assert found("https://docs.python.org/3/reference/expressions.html", "../../../docs.md#a-heading-here") == ""
