"""What a change does to protected paths, in every format that has a place for it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graders.model import KataResult, Status
from graders.report.console import Surroundings, open_console, show
from graders.report.document import Report
from graders.report.exit_code import with_review
from graders.report.formats import render
from graders.report.formats.annotations import MOST, annotated
from graders.report.neutral import neutral
from graders.report.review import SHOWN, Change, How, Review, portable
from tests.report.formats.conftest import ATTACK, reported
from tests.report.formats.test_formats import assert_golden, assert_junit, saved

CHANGES = (
    Change(path="graders/verdict.py", how=How.CHANGED),
    Change(path="docs/old_conftest.py", how=How.RENAMED, other="conftest.py"),
    Change(path="katas/01_core_python/alpha", how=How.SYMLINK, other="../../solutions"),
    Change(path="katas/01_core_python/*__init__*.py", how=How.ADDED),
)
REVIEW = Review(about="pull request 12 from a fork at 89abcdef01", changes=CHANGES, absent=3)


@pytest.fixture
def reviewed(results: Mapping[Status, KataResult]) -> Report:
    """Return a report of a pull request with a right and a wrong solution, and its hands on the grader."""
    return replace(reported([results[Status.PASSED], results[Status.FAILED]]), review=REVIEW)


def console(report: Report) -> str:
    stream = io.StringIO()
    show(open_console(stream, {}), report.katas, Surroundings(review=report.review))
    return stream.getvalue()


def test_the_console_is_as_kept(reviewed: Report) -> None:
    assert_golden("review.txt", console(reviewed))


def test_markdown_is_as_kept(reviewed: Report) -> None:
    assert_golden("review.md", render("markdown", reviewed))


def test_junit_is_as_kept_and_fits_the_schema(reviewed: Report) -> None:
    text = render("junit", reviewed)

    assert_golden("review.xml", text)
    assert_junit(ET.fromstring(text))


def test_annotations_begin_with_the_review_and_are_ten(reviewed: Report) -> None:
    lines = annotated(reviewed.katas * 20, {}, reviewed.review)

    assert lines[0] == (
        "::error title=needs review::4 protected paths are touched; the grades are by the base's "
        "files, not by these%0A  changed  graders/verdict.py"
        "%0A  renamed  conftest.py -> docs/old_conftest.py"
        "%0A  symlink  katas/01_core_python/alpha -> ../../solutions"
        "%0A  added    katas/01_core_python/*__init__*.py"
    )
    assert len(lines) == MOST


def test_the_page_says_it_first(reviewed: Report) -> None:
    page = render("html", reviewed)

    assert page.index("Needs review") < page.index('id="katas"')
    assert "renamed <code>conftest.py -&gt; docs/old_conftest.py</code>" in page


@pytest.mark.parametrize("quiet", [replace(REVIEW, changes=()), replace(REVIEW, merged=True)], ids=["none", "merged"])
def test_what_needs_no_review_is_no_alarm(quiet: Review, reviewed: Report) -> None:
    report = replace(reviewed, review=quiet)

    assert "needs review" not in console(report)
    assert "Needs review" not in render("markdown", report)
    assert "Needs review" not in render("html", report)
    assert annotated([], {}, quiet) == []
    assert ET.fromstring(render("junit", report))[0].get("failures") == "0"
    assert with_review(0, needed=quiet.needed) == 0


def test_what_was_merged_is_told_all_the_same(reviewed: Report) -> None:
    report = replace(reviewed, review=replace(REVIEW, merged=True))

    for text in (console(report), render("markdown", report)):
        assert "4 protected paths are touched by what was merged" in text
        assert "graders/verdict.py" in text


def test_a_thousand_paths_are_counted_and_kept_in_the_json(reviewed: Report, tmp_path: Path) -> None:
    changes = tuple(Change(path=f"graders/{n}.py", how=How.DELETED) for n in range(1000))
    report = replace(reviewed, review=replace(REVIEW, changes=changes))

    for text in (console(report), render("markdown", report), render("html", report), render("junit", report)):
        assert text.count("graders/") == SHOWN
        assert "and 950 more" in text.lower()
    assert len(json.loads(saved(report, tmp_path))["review"]["changes"]) == 1000


def test_a_hostile_name_is_shown_as_text(reviewed: Report, tmp_path: Path) -> None:
    hostile = tuple(Change(path=ATTACK, how=how, other=f"\n{ATTACK}") for how in How)
    report = replace(reviewed, review=portable(replace(REVIEW, about=ATTACK, changes=hostile)))

    for name in ("markdown", "html", "junit"):
        text = render(name, report)
        assert neutral(text) == text
        assert "<script>alert" not in text
    assert neutral(console(report)) == console(report)
    (line,) = annotated([], {}, report.review)
    assert "\n" not in line
    saved(report, tmp_path)


@pytest.mark.parametrize(("code", "expected"), [(0, 5), (1, 5), (4, 5), (2, 2), (3, 3), (130, 130)])
def test_the_review_gives_way_to_a_run_that_could_not_do_its_work(code: int, expected: int) -> None:
    assert with_review(code, needed=True) == expected
