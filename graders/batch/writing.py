"""Write what came of a batch: the summary in its formats, and for each submission its report and Gradescope's file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from graders.batch.course import Handed
from graders.batch.summary import SCHEMA, Summary, Summing, Told
from graders.catalog.whole import write_whole
from graders.model import Sandbox
from graders.report.document import Run, build, this_machine
from graders.report.exit_code import batch_code, exit_code
from graders.report.feedback import Feedback, told
from graders.report.formats import grade_book, gradescope
from graders.report.neutral import encodable
from graders.report.store import harmless, save

CSV, JSON, HTML = "summary.csv", "summary.json", "summary.html"
EACH: Final = "submissions"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a run beside its results: `run` but for its exit code, the cluster, what learners hear."""

    run: Run
    scheduler: str | None
    feedback: Feedback
    strict: bool
    broken: bool


def write(summing: Summing, handed: Iterable[Handed], folder: Path, about: About) -> Summary:
    """Write everything into a folder, a submission at a time; return the summary."""
    each = folder / EACH
    shutil.rmtree(each, ignore_errors=True)  # of a run with other submissions
    part = folder / f".{CSV}"
    with part.open("w", encoding="utf-8", newline="") as file:
        table = grade_book.begun(file)
        for one in summing.told(handed):
            if one.line.refused:
                table.writerow(grade_book.refused(one.line.name))
                continue
            table.writerows(grade_book.row(replace(result, label=one.line.name)) for result in one.results)
            _write_one(one, each / one.line.name, about)
    part.replace(folder / CSV)
    summary = _summary(summing, about)
    text = harmless(msgspec.json.format(msgspec.json.encode(summary), indent=1))
    write_whole(folder / JSON, text + b"\n")
    from graders.batch.page import render  # noqa: PLC0415  (brings jinja2 and pygal)

    write_whole(folder / HTML, render(summary).encode())
    return summary


def _write_one(one: Told, folder: Path, about: About) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    took_s = round(sum(line.took_s for line in one.line.katas), 3)
    code = exit_code(one.results, (), strict=about.strict, broken=about.broken)
    run = replace(about.run, duration_s=took_s, exit=code)
    results = told(one.results, about.feedback)
    report = build(results, run=run, machine=this_machine(), sandbox=one.layer or Sandbox.NONE)
    save(report, folder / "report.json")
    write_whole(folder / "results.json", gradescope.render(report).encode(), durable=False)


def _summary(summing: Summing, about: About) -> Summary:
    katas, submissions = summing.katas(), tuple(summing.submissions)
    statuses = {status for kata in katas for status in kata.statuses}
    refused = any(one.refused for one in submissions)
    code = batch_code(statuses, refused=refused, strict=about.strict, broken=about.broken)
    run = replace(about.run, command=tuple(map(encodable, about.run.command)), exit=about.run.exit or code)
    return Summary(
        schema=SCHEMA,
        run=run,
        machine=this_machine(),
        scheduler=about.scheduler,
        sandbox=summing.layer,
        katas=katas,
        submissions=submissions,
    )
