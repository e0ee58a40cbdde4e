"""Every format is as kept, fits its schema, and stays harmless whatever a learner wrote.

The goldens are written anew with `KATA_GOLDEN=write pytest tests/report/formats`; read the difference.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from graders.model import CheckResult, CheckStatus, KataResult, Sandbox, Status
from graders.report.document import Report
from graders.report.feedback import Feedback, told
from graders.report.formats import MODULES, render
from graders.report.formats.annotations import MOST, annotated
from graders.report.formats.gradescope import POINTS
from graders.report.formats.markdown import LIMIT, escaped, fenced
from graders.report.schema import FILE as SCHEMA
from graders.report.store import load, save
from tests.report.formats.conftest import ATTACK, MACHINE, RUN, reported
from tests.report.reading import without_drawings

GOLDEN = Path(__file__).with_name("golden")
SUFFIX = {"html": "html", "junit": "xml", "markdown": "md", "gradescope": "json", "csv": "csv"}
FILES = {f"kata_{n}": f"katas/02_advanced_python/kata_{n}/kata_{n}.py" for n in range(len(Status))}
# What xUnit's schema (junit-10) allows: attributes and children of each element.
JUNIT = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id", "package"},
        {"properties", "testcase", "system-out", "system-err"},
    ),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"classname", "name", "time", "group"}, {"failure", "error", "skipped", "system-out", "system-err"}),
    "failure": ({"type", "message"}, set()),
    "error": ({"type", "message"}, set()),
    "skipped": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}


def assert_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("KATA_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


def saved(report: Report, folder: Path) -> str:
    assert save(report, folder / "report.json") == ""
    return (folder / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_a_format_is_as_kept(name: str, report: Report) -> None:
    assert_golden(f"report.{SUFFIX[name]}", without_drawings(render(name, report)))


def test_the_json_is_as_kept(report: Report, tmp_path: Path) -> None:
    assert_golden("own.json", saved(report, tmp_path))


def test_the_annotations_are_as_kept(report: Report) -> None:
    assert_golden("annotations.txt", "\n".join(annotated(report.katas, FILES)) + "\n")


@pytest.mark.parametrize("name", MODULES)
def test_an_exam_tells_titles_only(name: str, report: Report) -> None:
    exam = replace(report, katas=told(report.katas, Feedback.TITLE))

    assert_golden(f"exam.{SUFFIX[name]}", without_drawings(render(name, exam)))


def assert_junit(element: ET.Element) -> None:
    attributes, children = JUNIT[element.tag]
    assert set(element.attrib) <= attributes
    assert {child.tag for child in element} <= children
    if element.tag == "testsuite":
        cases = element.findall("testcase")
        assert int(element.attrib["tests"]) == len(cases)
        for attribute, tag in {"failures": "failure", "errors": "error", "skipped": "skipped"}.items():
            assert int(element.attrib[attribute]) == sum(case.find(tag) is not None for case in cases)
    for child in element:
        assert_junit(child)


def test_junit_fits_the_schema_of_xunit(report: Report) -> None:
    root = ET.fromstring(render("junit", report))

    assert_junit(root)
    assert [suite.get("name") for suite in root] == list(FILES)


def test_junit_shows_every_kata_that_did_not_pass(report: Report) -> None:
    """A kata of which no check failed, such as an unavailable one, still is no silent success."""
    root = ET.fromstring(render("junit", report))

    quiet = [suite.get("name") for suite in root if not suite.findall("testcase/*")]

    assert quiet == [result.id for result in report.katas if result.status is Status.PASSED]


def test_gradescope_fits_what_it_documents(report: Report) -> None:
    document = json.loads(render("gradescope", report))

    Draft202012Validator(json.loads(Path(__file__).with_name("gradescope.schema.json").read_text())).validate(document)
    assert document["score"] == pytest.approx(sum(POINTS * result.score for result in report.katas))


def test_the_points_of_a_kata_add_up_to_its_score(results: Mapping[Status, KataResult]) -> None:
    for status in (Status.FAILED, Status.OVER_BUDGET, Status.PASSED):
        document = json.loads(render("gradescope", reported([results[status]])))

        assert sum(test["score"] for test in document["tests"]) == pytest.approx(document["score"])
        assert sum(test["max_score"] for test in document["tests"]) == pytest.approx(POINTS)


def test_a_fault_of_the_grader_is_no_silent_zero(results: Mapping[Status, KataResult]) -> None:
    document = json.loads(render("gradescope", reported([results[Status.GRADER_ERROR]])))

    assert "ttl_memo: a fault of the grader" in document["output"]


def test_own_json_fits_its_schema(report: Report, tmp_path: Path) -> None:
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(json.loads(saved(report, tmp_path)))


def test_csv_has_a_line_a_submission(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv", report))))

    assert [row["kata"] for row in rows] == list(FILES)
    assert {row["max_score"] for row in rows} == {"1"}


def failing(count: int, katas: int) -> list[KataResult]:
    check = CheckResult(name="c", title="t", status=CheckStatus.FAILED, message="wrong")
    checks = tuple(replace(check, title=f"check {n}") for n in range(count))
    return [
        KataResult(id=f"kata_{n}", section="", title="", status=Status.FAILED, score=0, checks=checks)
        for n in range(katas)
    ]


def test_at_most_ten_annotations_and_each_kata_before_any_second_check() -> None:
    lines = annotated(failing(count=30, katas=4), FILES)

    assert len(lines) == MOST
    assert [re.findall(r"title=(kata_\d)", line)[0] for line in lines[:5]] == [*list(FILES)[:4], "kata_0"]
    assert [re.findall(r"::(check \d)", line)[0] for line in lines[:5]] == ["check 0"] * 4 + ["check 1"]


def test_errors_stand_before_what_is_open(results: Mapping[Status, KataResult]) -> None:
    lines = annotated([results[Status.UNAVAILABLE], results[Status.GRADER_ERROR], results[Status.FAILED]], {})

    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_an_annotation_points_at_the_learners_line() -> None:
    (result,) = failing(1, 1)
    message = "your code raised ValueError: x\n  kata_0.py:3 in double\n  kata_0.py:17 in helper"
    broken = replace(result, checks=(replace(result.checks[0], message=message),))

    (line,) = annotated([broken], FILES)

    assert line.startswith("::error file=katas/02_advanced_python/kata_0/kata_0.py,line=17,title=kata_0%3A failed::")


def test_ten_thousand_katas_fit_a_step_summary(results: Mapping[Status, KataResult]) -> None:
    many = [replace(results[Status.FAILED], id=f"kata_{n}") for n in range(10_000)]

    text = render("markdown", reported(many))

    assert len(text.encode()) <= LIMIT < 1 << 20
    assert re.search(r"\d+ more that did not pass are not told here", text)
    assert "kata_9999" not in text or "The first" not in text


def test_a_step_summary_has_a_limit_for_the_table_too(results: Mapping[Status, KataResult]) -> None:
    many = [replace(results[Status.PASSED], id=f"kata_{n}") for n in range(60_000)]

    text = render("markdown", reported(many))

    assert len(text.encode()) <= LIMIT
    assert "of 60000 katas." in text


# Hostile text: nothing here may be obeyed by a terminal, a log, an XML parser, a browser, a spreadsheet.


def assert_harmless(text: str) -> None:
    assert [char for char in set(text) if not (char.isprintable() or char in "\n\t\r")] == []
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert not re.search(r"##\w*\[", text)


@pytest.mark.parametrize("name", MODULES)
def test_ten_megabytes_of_attacks_come_out_harmless_and_small(name: str, hostile: Report) -> None:
    text = render(name, hostile)

    assert_harmless(text)
    assert len(text) < 100_000


def test_hostile_junit_is_xml(hostile: Report) -> None:
    root = ET.fromstring(render("junit", hostile))

    assert_junit(root)
    assert "<script>" in "".join(root.itertext())


def test_hostile_json_is_harmless_and_loses_nothing(
    results: Mapping[Status, KataResult], huge: str, tmp_path: Path
) -> None:
    check = CheckResult(name=ATTACK, title=ATTACK, status=CheckStatus.FAILED, message=ATTACK, transcript=ATTACK)
    budget = replace(results[Status.OVER_BUDGET].budgets[0], workload=ATTACK, message=ATTACK, why=ATTACK)
    attack = replace(
        results[Status.FAILED], title=ATTACK, label=ATTACK, output=huge, checks=(check,), budgets=(budget,)
    )
    report = reported([attack])

    text = saved(report, tmp_path)

    assert_harmless(text)
    assert load(tmp_path / "report.json") == report


def test_hostile_gradescope_is_shown_as_text(hostile: Report) -> None:
    document = json.loads(render("gradescope", hostile))

    assert {test["output_format"] for test in document["tests"]} == {"text"}
    assert {test["name_format"] for test in document["tests"]} == {"text"}


def test_a_hostile_cell_is_no_formula(hostile: Report) -> None:
    for row in csv.reader(io.StringIO(render("csv", hostile))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_hostile_annotation_is_one_command(hostile: Report) -> None:
    lines = annotated(hostile.katas, {"ttl_memo": "a,b:c\n::error::x.py"})

    assert len(lines) == 4
    for line in lines:
        assert "\n" not in line
        assert "\r" not in line
        assert re.match(r"::(error|warning|notice) file=[^,:]*,title=[^,:]*::", line)
        assert_harmless(line.partition("::")[2])


def test_hostile_markdown_stays_within_its_fences(hostile: Report) -> None:
    text = render("markdown", hostile)

    outside, fence = [], ""
    for line in text.splitlines():
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence = line.removesuffix("text")
        else:
            outside.append(line)
    assert fence == ""
    for line in outside:
        assert "<" not in line
        assert "@" not in line
        assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`]", line), line


@pytest.mark.parametrize("text", ["", "`", "```", "a\n`````\nb", "~~~"])
def test_a_fence_is_longer_than_what_it_holds(text: str) -> None:
    first, *_, last = fenced(text).split("\n")

    assert first == f"{last}text"
    assert set(last) == {"`"}
    assert last not in text.split("\n")


def test_markdown_is_escaped_for_its_reader() -> None:
    assert escaped("a|b <b> & `c` [d](e) @f") == r"a\|b &lt;b&gt; \& \`c\` \[d\]\(e\) &#64;f".replace(r"\&", "&amp;")


def test_the_attack_has_what_it_promises() -> None:
    """Else the tests above would prove nothing."""
    for part in ("\x1b[", "::error", "##[", "<script>", "\u202e", "\x00", "\ud800", "\ufffe"):
        assert part in ATTACK
    assert RUN.exit == 1
    assert MACHINE.cores
    assert Sandbox.NAMESPACES
