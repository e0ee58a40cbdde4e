"""The page is as kept for each outcome, asks for nothing, and what it draws is what was measured."""

from __future__ import annotations

import math
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.model import BudgetResult, BudgetStatus, CheckResult, CheckStatus, KataResult, Metric, Status
from graders.report.beside import Beside, Hints, Past
from graders.report.document import Report
from graders.report.formats import render
from graders.report.formats.page import article
from graders.report.formats.page.charts import of_budget, of_past
from tests.practice.conftest import kata
from tests.report.budgets import OUTCOMES, outcome
from tests.report.formats.conftest import ATTACK, reported
from tests.report.formats.test_formats import assert_golden
from tests.report.reading import Element, read, without_drawings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BESIDE = Beside(hints={"ttl_memo": Hints(1, 3)}, edit={"ttl_memo": "katas/02_advanced_python/ttl_memo/ttl_memo.py"})
SIZES = (500, 1000, 2000, 4000)
GROWTH = BudgetResult(
    workload="appends",
    metric=Metric.GROWTH,
    limit=1.4,
    status=BudgetStatus.OVER,
    value=2.0,
    low=1.88,
    high=2.12,
    sizes=tuple(n for n in SIZES for _ in range(3)),
    pairs=tuple((n * n * (1 + extra), n * 900 * (1 + extra)) for n in SIZES for extra in range(3)),
)
RATIO = BudgetResult(
    workload="live_keys",
    metric=Metric.TIME_RATIO,
    limit=2.5,
    status=BudgetStatus.OVER,
    value=4.7,
    low=4.6,
    high=4.9,
    pairs=tuple((4_600 + 20 * n, 1_000) for n in range(10)),
)


@pytest.mark.parametrize("status", list(Status))
def test_a_kata_of_each_status_is_as_kept(status: Status, results: Mapping[Status, KataResult]) -> None:
    assert_golden(f"kata_{status}.html", without_drawings(article(results[status], BESIDE)))


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_budget_of_each_outcome_is_as_kept(name: str) -> None:
    assert_golden(f"budget_{name}.html", without_drawings(article(outcome(name), BESIDE)))


def dots(svg: str, look: str) -> list[tuple[float, float]]:
    """Return the centres of a series' dots, in pixels from the upper left corner."""
    circles = [circle.attributes for group in read(svg).find("g", class_=look) for circle in group.find("circle")]
    return [(float(circle["cx"]), float(circle["cy"])) for circle in circles]


def corners(svg: str, look: str) -> list[tuple[float, float]]:
    """Return the corners of a series' line."""
    (path,) = [path for group in read(svg).find("g", class_=look) for path in group.find("path")]
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d+", path.attributes["d"])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def steepness(points: list[tuple[float, float]]) -> list[float]:
    return [(y1 - y2) / (x2 - x1) for (x1, y1), (x2, y2) in pairwise(points)]


def test_growth_is_drawn_on_logarithmic_axes_steeper_than_its_limit_and_the_reference() -> None:
    chart = of_budget(GROWTH)
    assert chart

    ours, theirs = (steepness(dots(chart.svg, look)) for look in ("yours", "reference"))
    (limit,) = steepness(corners(chart.svg, "limit"))

    assert len(ours) == len(theirs) == len(SIZES) - 1
    assert ours == pytest.approx([ours[0]] * 3, rel=0.01), "a power is a straight line"
    assert ours[0] / theirs[0] == pytest.approx(2, rel=0.02)
    assert limit / theirs[0] == pytest.approx(GROWTH.limit, rel=0.02)
    assert chart.rows[0] == ("500", "0.25", "0.45")


def test_the_rounds_of_a_ratio_lie_in_the_interval_and_over_the_limit() -> None:
    chart = of_budget(RATIO)
    assert chart

    rounds = dots(chart.svg, "rounds")
    band = [y for _, y in corners(chart.svg, "band")]
    (_, limit), _ = corners(chart.svg, "limit")

    assert len(rounds) == len(chart.rows) == len(RATIO.pairs)
    assert all(min(band) - 1 <= y <= max(band) + 1 < limit for _, y in rounds)
    assert [x for x, _ in rounds] == sorted(x for x, _ in rounds)


def test_what_is_charged_is_drawn_too() -> None:
    chart = of_budget(replace(RATIO, charged_ns=1_000))

    assert chart
    assert chart.rows[0][-1] == "5.6"


@pytest.mark.parametrize("high", [None, math.inf])
def test_an_interval_without_an_upper_bound_ends_with_the_drawing(high: float | None) -> None:
    chart = of_budget(replace(RATIO, high=high))

    assert chart
    assert min(y for _, y in corners(chart.svg, "band")) >= 0


@pytest.mark.parametrize(
    "budget",
    [
        replace(RATIO, pairs=()),
        replace(RATIO, pairs=((0, 1000),)),
        replace(RATIO, pairs=((1000, 0),)),
        replace(GROWTH, sizes=(500, 500), pairs=((10, 10), (11, 10))),
    ],
)
def test_what_cannot_be_drawn_is_left_out(budget: BudgetResult) -> None:
    assert of_budget(budget) is None


@pytest.mark.parametrize("rounds", [1, 5, 80])
def test_any_number_of_rounds_is_drawn(rounds: int) -> None:
    chart = of_budget(replace(RATIO, pairs=((4_700, 1_000),) * rounds, low=None, high=None))

    assert chart
    assert len(dots(chart.svg, "rounds")) == rounds


def gradings(count: int) -> list[Past]:
    return [
        Past(at=NOW + timedelta(days=n), status=Status.FAILED, score=n / count, values={"live_keys": 6 - n / 10})
        for n in range(count)
    ]


def test_a_kata_over_time_has_its_score_and_each_budget(results: Mapping[Status, KataResult]) -> None:
    score, cost = of_past(results[Status.OVER_BUDGET], gradings(10))

    ups = [y for _, y in dots(score.svg, "yours")]
    assert ups == sorted(ups, reverse=True)
    assert cost.title == "live_keys over time"
    assert cost.rows[0] == ("2026-03-01 12:00", "6")
    assert len(corners(cost.svg, "limit")) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_one_grading_is_no_curve(count: int, results: Mapping[Status, KataResult]) -> None:
    assert list(of_past(results[Status.OVER_BUDGET], gradings(count))) == []


def test_gradings_of_one_moment_are_drawn(results: Mapping[Status, KataResult]) -> None:
    past = [replace(one, at=NOW) for one in gradings(3)]

    assert len(list(of_past(results[Status.OVER_BUDGET], past))) == 2


def everything(results: Mapping[Status, KataResult]) -> tuple[Report, Beside]:
    """Return a report with all there is to show."""
    katas = [kata(f"kata_{n}", section=2) for n in range(len(results))]
    shown = [replace(result, id=f"kata_{n}") for n, result in enumerate(results.values())]
    shown[0] = replace(shown[0], budgets=(GROWTH, RATIO))
    past = {result.id: gradings(12) for result in shown}
    hints = {result.id: Hints(0, 3) for result in shown}
    return reported(shown), Beside(katas=[*katas, kata("later", section=2)], past=past, hints=hints)


def page(results: Mapping[Status, KataResult]) -> str:
    return render("html", *everything(results))


def test_the_map_has_eighteen_sections_with_progress(report: Report) -> None:
    report = replace(report, katas=tuple(replace(one, id=f"k{n}") for n, one in enumerate(report.katas)))
    later = replace(kata("later"), section="02_advanced_python")
    beside = Beside(katas=[later], standing={"later": Status.PASSED})

    (found,) = read(render("html", report, beside)).find("ol", class_="map")

    assert len(found.children) == 18
    (bar,) = found.find("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("2", "11")
    places = [place.words for place in found.find("details")[0].find("li")]
    assert len(places) == 11
    assert any("later" in words and "(passed; level 2, 60 min)" in words for words in places)


def test_a_private_catalogue_has_its_section_too(results: Mapping[Status, KataResult]) -> None:
    private = replace(results[Status.PASSED], section="19_our_company")

    found = read(render("html", reported([private])))

    assert found.find("ol", class_="map")[0].children[-1].find("h3")[0].words.split() == ["our", "company", "19"]


def test_the_page_asks_for_nothing(results: Mapping[Status, KataResult]) -> None:
    text = page(results)

    root = read(text)
    asking = [
        (element.tag, name, value)
        for element in root.find("*")
        for name, value in element.attributes.items()
        if name in {"src", "href", "srcset", "action", "data", "style", "xlink:href"} or name.startswith("on")
    ]
    assert [one for one in asking if not one[2].startswith("#")] == [("link", "href", "data:,")]
    assert root.find("script") == root.find("iframe") == root.find("img") == root.find("form") == []
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)


def test_the_policy_allows_this_style_and_nothing_else(report: Report) -> None:
    root = read(render("html", report))

    (policy,) = [meta.attributes["content"] for meta in root.find("meta") if "http-equiv" in meta.attributes]
    (style,) = root.find("style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_ids_are_unique_and_what_is_referred_to_is_there(results: Mapping[Status, KataResult]) -> None:
    elements = read(page(results)).find("*")

    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    links = [element.attributes["href"][1:] for element in elements if element.tag == "a"]
    labels = [element.attributes["aria-labelledby"] for element in elements if "aria-labelledby" in element.attributes]
    assert len(ids) == len(set(ids))
    assert set(links) | set(labels) <= set(ids)


def tags(root: Element) -> list[str]:
    return [element.tag for element in root.find("*")]


def attacked(results: Mapping[Status, KataResult], text: str = ATTACK) -> Report:
    """Return a report in which every text is as given."""
    check = CheckResult(name=text, title=text, status=CheckStatus.FAILED, message=text, transcript=text)
    budget = replace(RATIO, workload=text, message=text, why=text)
    failed = replace(results[Status.FAILED], section=text, title=text, label=text, message=text, output=text)
    return reported([replace(failed, checks=(check,), budgets=(budget,))])


def test_hostile_text_is_text(results: Mapping[Status, KataResult]) -> None:
    """The page of an attack has the elements of any page, and the attack is in it to be read."""
    hostile, harmless = (read(render("html", attacked(results, text))) for text in (ATTACK, "harmless"))

    assert tags(hostile) == tags(harmless)
    assert any("<script>alert(1)</script>" in pre.text for pre in hostile.find("pre"))
    for element in hostile.find("*"):
        assert not [name for name in element.attributes if name.startswith("on") or name in {"src", "style"}]


def test_the_budget_to_mend_stands_first(results: Mapping[Status, KataResult]) -> None:
    within = replace(RATIO, workload="cheap", status=BudgetStatus.WITHIN)

    text = article(replace(results[Status.OVER_BUDGET], budgets=(within, GROWTH)), BESIDE)

    assert text.index("budget appends") < text.index("budget cheap")


def test_an_offer_of_a_hint_stands_where_something_is_wrong(results: Mapping[Status, KataResult]) -> None:
    beside = Beside(hints={"ttl_memo": Hints(1, 3)})
    offered = [status for status in Status if "kata hint ttl_memo" in article(results[status], beside)]

    assert offered == ["banned", "crashed", "timeout", "failed", "over_budget"]
    assert "kata hint" not in article(results[Status.FAILED], Beside(hints={"ttl_memo": Hints(3, 3)}))


def test_two_hundred_katas_are_a_page_of_some_megabytes(results: Mapping[Status, KataResult]) -> None:
    budget = replace(RATIO, pairs=RATIO.pairs * 2)
    many = [replace(results[Status.OVER_BUDGET], id=f"k{n}", budgets=(budget,)) for n in range(200)]

    assert len(render("html", reported(many))) < 4_000_000


def test_the_templates_come_with_the_package() -> None:
    import graders.report.formats.page as package  # noqa: PLC0415

    assert {path.name for path in Path(package.__file__).with_name("templates").iterdir()} == {
        *("page.html", "head.html", "kata.html", "page.css")
    }


# What a learner can edit: the history lies in a file of theirs.
any_past = st.builds(
    Past,
    at=st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2999, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    status=st.sampled_from(Status),
    score=st.floats() | st.floats(0, 1),
    values=st.dictionaries(st.sampled_from(["live_keys", "appends"]), st.floats() | st.floats(0, 1e12), max_size=2),
)
costs = st.integers(1, 10**15)


@settings(deadline=None)
@given(st.lists(any_past, max_size=6))
def test_any_history_can_be_drawn(past: list[Past]) -> None:
    past = sorted(past, key=lambda one: one.at)
    for chart in of_past(replace(outcome("over"), budgets=(RATIO, GROWTH)), past):
        assert "nan" not in chart.svg
        assert "inf" not in chart.svg


@settings(deadline=None)
@given(st.lists(st.tuples(costs, costs), max_size=12), st.floats(0.01, 100), st.booleans())
def test_any_rounds_can_be_drawn(pairs: list[tuple[int, int]], limit: float, grows: bool) -> None:
    sizes = tuple(SIZES[n % 4] for n in range(len(pairs))) if grows else ()
    chart = of_budget(replace(RATIO, pairs=tuple(pairs), sizes=sizes, limit=limit))

    assert (chart is None) is (not pairs or (grows and len(set(sizes)) == 1))
