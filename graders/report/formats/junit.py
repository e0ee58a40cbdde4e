"""JUnit XML as Jenkins' xUnit schema has it (junit-10): a suite a kata, a case a check and a budget."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from graders.model import KataResult
from graders.report.document import Report
from graders.report.neutral import excerpt, one_line
from graders.report.outcomes import Kind, Outcome, outcomes
from graders.report.review import SHOWN, Review, lines, verdict

MOST: Final = 16_000
"""Characters of a list of paths."""
_TAG: Final = {Kind.BAD: "failure", Kind.FAULT: "error", Kind.OPEN: "skipped"}


def render(report: Report) -> str:
    """Return the report as JUnit XML."""
    suites = [_suite(result, report) for result in report.katas]
    suites[:0] = [_review(report.review)] if report.review else []
    root = ET.Element("testsuites", name="senior-katas", time=f"{report.run.duration_s:.3f}")
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.extend(suites)
    ET.indent(root)
    # Only printable characters come here, all of which XML can hold.
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _review(review: Review) -> ET.Element:
    """Return a suite of one case that fails when protected paths are touched."""
    suite = ET.Element("testsuite", name="protected paths", tests="1", errors="0", skipped="0", time="0.000")
    suite.set("failures", str(int(review.needed)))
    case = ET.SubElement(suite, "testcase", classname="protected paths", name="review", time="0.000")
    if review.needed:
        failure = ET.SubElement(case, "failure", type="needs review", message=verdict(review))
        failure.text = excerpt("\n".join(lines(review)), lines=SHOWN + 2, characters=MOST)
    return suite


def _suite(result: KataResult, report: Report) -> ET.Element:
    found = outcomes(result)
    name = one_line(f"{result.id} [{result.label}]" if result.label else result.id)
    suite = ET.Element("testsuite", name=name, tests=str(len(found)), time=f"{result.cpu_s:.3f}")
    for attribute, kind in (("failures", Kind.BAD), ("errors", Kind.FAULT), ("skipped", Kind.OPEN)):
        suite.set(attribute, str(sum(outcome.kind is kind for outcome in found)))
    suite.set("timestamp", report.run.started.partition("+")[0])
    suite.append(_properties(result))
    suite.extend(_case(outcome, name) for outcome in found)
    if result.output:
        ET.SubElement(suite, "system-out").text = excerpt(result.output)
    return suite


def _properties(result: KataResult) -> ET.Element:
    properties = ET.Element("properties")
    facts = {"status": result.status, "score": f"{result.score:.4f}", "section": result.section, "title": result.title}
    for budget in result.budgets:
        value = "" if budget.value is None else f"{budget.value:.4g}"
        facts[f"budget.{budget.workload}.limit"] = f"{budget.limit:g}"
        facts[f"budget.{budget.workload}.value"] = value
    for name, text in facts.items():
        ET.SubElement(properties, "property", name=one_line(name), value=one_line(text))
    return properties


def _case(outcome: Outcome, classname: str) -> ET.Element:
    case = ET.Element("testcase", classname=classname, name=outcome.name, time=f"{outcome.cpu_s:.3f}")
    if outcome.kind is not Kind.GOOD:
        told = ET.SubElement(case, _TAG[outcome.kind], type=outcome.word, message=outcome.title)
        told.text = outcome.details
    return case
