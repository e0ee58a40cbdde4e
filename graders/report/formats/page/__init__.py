"""One HTML file for a browser or a printer: no script, no request to anywhere, nothing that a learner wrote is markup.

Importing this imports jinja2 and pygal (140 ms CPU together).
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from graders.model import BudgetStatus, KataResult, Status
from graders.report import review
from graders.report.beside import Beside, Hints
from graders.report.document import Report
from graders.report.formats.page.bars import bar
from graders.report.formats.page.charts import of_budget, of_past
from graders.report.formats.page.places import counted, sections
from graders.report.measured import measured
from graders.report.neutral import excerpt, one_line
from graders.report.outcomes import BUDGET_KIND, CHECK_KIND, kind_of
from graders.report.shares import dearest
from graders.report.wording import BUDGET_WORD, STATUS

TEMPLATES: Final = Path(__file__).with_name("templates")
_NO_HINTS: Final = Hints(0, 0)


def render(report: Report, beside: Beside) -> str:
    """Return the page."""
    look = _look(_css())
    page = _environment().get_template("page.html")
    return page.render(report=report, beside=beside, sections=sections(report, beside), **look)


def article(result: KataResult, beside: Beside) -> str:
    """Return the part of the page that is about one kata."""
    return _environment().get_template("kata.html").render(result=result, number=1, beside=beside)


def page_from(folder: Path, name: str, **values: Any) -> str:
    """Return a page of another template, in the same look and under the same policy; its style is beside it."""
    css = _css() + (folder / f"{name}.css").read_text(encoding="utf-8")
    return _environment(folder).get_template(f"{name}.html").render(**values, **_look(css))


def _environment(*more: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([*more, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "block": excerpt,
        "line": one_line,
        "measured": measured,
        "sentence": _sentence,
        "ticked": _ticked,
    }
    environment.globals |= {
        "STATUS": STATUS,
        "BUDGET_KIND": BUDGET_KIND,
        "BUDGET_WORD": BUDGET_WORD,
        "CHECK_KIND": CHECK_KIND,
        "PASSED": Status.PASSED,
        "bar": bar,
        "charts": of_budget,
        "counted": counted,
        "dearest": dearest,
        "hints": lambda beside, id_: beside.hints.get(id_, _NO_HINTS).offer(one_line(id_)),
        "history": of_past,
        "kind": kind_of,
        "name": _name,
        "review": review,
        "worst_first": lambda budgets: sorted(budgets, key=lambda budget: list(BudgetStatus).index(budget.status)),
    }
    return environment


def _name(result: KataResult) -> str:
    return one_line(f"{result.id} [{result.label}]" if result.label else result.id)


def _sentence(text: str) -> str:
    """Return a text of ours as a sentence."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _ticked(text: str) -> Markup:
    """Return a text of ours with what stands in backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  (escaped)


def _css() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


def _look(css: str) -> dict[str, str]:
    """Return what a page's head needs: its style, and the digest by which its policy knows it, and no other."""
    digest = f"sha256-{b64encode(sha256(css.encode()).digest()).decode()}"
    return {"css": Markup(css), "hash": digest}  # noqa: S704  (our own file)
