"""The rule is pure: what it says follows from the pairs alone, whoever measured them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.judge.budgets import rule
from graders.judge.budgets.results import blank, exact
from graders.model import Budget, BudgetResult, BudgetStatus, Metric

WITHIN, OVER = BudgetStatus.WITHIN, BudgetStatus.OVER
ORDER: list[BudgetStatus | None] = [WITHIN, None, OVER]
"""From cheap to dear."""

costs = st.integers(1_000, 10**9)
pair = st.tuples(costs, costs)
limits = st.floats(0.1, 100)
rounds = st.sampled_from(sorted(rule.LOOKS)).flatmap(lambda n: st.lists(pair, min_size=n, max_size=n))
charges = st.integers(0, 10**9)


def sizes_of(looks: int, n: int = 100) -> list[int]:
    """Return the sizes in the order in which they are measured, look after look."""
    found: list[int] = []
    done = 0
    for count in sorted(rule.GROWTH_LOOKS):
        found += [n * step for step in rule.STEPS for _ in range(count - done)]
        done = count
        if done == looks:
            break
    return found


def recorded(metric: Metric = Metric.TIME_RATIO, limit: float = 2.0, **more: Any) -> BudgetResult:
    return replace(blank(Budget(workload="w", metric=metric, limit=limit, why="")), **more)


# --- ratios ------------------------------------------------------------------------------------------------------


@given(rounds, limits, charges, st.integers(1, 1000))
def test_a_machine_that_is_slower_by_any_factor_changes_nothing(
    pairs: list[rule.Pair], limit: float, charge: int, factor: int
) -> None:
    slower = [(ours * factor, theirs * factor) for ours, theirs in pairs]
    status, interval = rule.judge(pairs, limit, charge)

    status_slower, interval_slower = rule.judge(slower, limit, charge * factor)

    assert status_slower is status
    assert interval_slower.value == pytest.approx(interval.value)
    assert interval_slower.low == pytest.approx(interval.low)


@given(rounds, limits)
def test_it_is_never_both_within_and_over(pairs: list[rule.Pair], limit: float) -> None:
    status, interval = rule.judge(pairs, limit)

    assert (status is WITHIN) <= (interval.high < limit)
    assert (status is OVER) <= (interval.low > limit)
    assert (status is None) == (interval.low <= limit <= interval.high)


@given(rounds, limits, charges)
def test_the_interval_contains_the_value_and_both_estimates(pairs: list[rule.Pair], limit: float, charge: int) -> None:
    _, interval = rule.judge(pairs, limit, charge)

    assert 0 < interval.low <= interval.value <= interval.high
    if not rule.is_far_over(pairs, limit):
        inside = rule.ratio([(ours + charge, theirs) for ours, theirs in pairs])
        assert inside == interval
        assert interval.low < min(a + charge for a, _ in pairs) / min(b for _, b in pairs) < interval.high


@given(rounds, limits, charges, st.data())
def test_a_dearer_submission_never_looks_cheaper(
    pairs: list[rule.Pair], limit: float, charge: int, data: st.DataObject
) -> None:
    more = data.draw(st.lists(st.integers(0, 10**9), min_size=len(pairs), max_size=len(pairs)))
    dearer = [(ours + extra, theirs) for (ours, theirs), extra in zip(pairs, more, strict=True)]
    charged_more = charge + data.draw(st.integers(0, 10**9))

    cheap, dear = rule.judge(pairs, limit, charge)[0], rule.judge(dearer, limit, charged_more)[0]

    assert {cheap, dear} != {WITHIN, OVER} or dear is OVER
    # What is charged can only make it hesitate: a verdict that does not need the charge may wait for more rounds.
    if not charge and not charged_more:
        assert ORDER.index(cheap) <= ORDER.index(dear)


@given(rounds, limits, limits)
def test_a_higher_limit_never_looks_stricter(pairs: list[rule.Pair], one: float, other: float) -> None:
    low, high = sorted((one, other))

    assert ORDER.index(rule.judge(pairs, high)[0]) <= ORDER.index(rule.judge(pairs, low)[0])


@given(rounds, limits)
def test_the_order_of_the_rounds_does_not_matter(pairs: list[rule.Pair], limit: float) -> None:
    other = [*reversed(pairs[:-2]), *pairs[-2:]]

    assert rule.judge(pairs, limit) == rule.judge(other, limit)


@given(costs, st.floats(0.01, 7.9), limits, st.sampled_from(sorted(rule.LOOKS)))
def test_a_true_ratio_outside_the_margin_is_decided_at_once(
    reference: int, of_limit: float, limit: float, count: int
) -> None:
    ours = round(reference * limit * of_limit)
    assume(ours > 0)
    margin = rule.LOOKS[count] + 0.01

    status, interval = rule.judge([(ours, reference)] * count, limit)

    true = ours / reference / limit
    assert interval.value == pytest.approx(ours / reference)
    if true < 1 - margin:
        assert status is WITHIN
    elif true > 1 / (1 - margin):
        assert status is OVER
    elif 1 - margin + 0.02 < true < 1 / (1 - margin) - 0.02:
        assert status is None


@pytest.mark.parametrize(("count", "margin"), [(5, 0.25), (10, 0.15), (20, 0.08), (40, 0.05), (80, 0.04)])
def test_every_look_has_its_margin(count: int, margin: float) -> None:
    def at(of_limit: float) -> BudgetStatus | None:
        return rule.judge([(round(1_000_000 * of_limit), 500_000)] * count, 2.0)[0]

    assert rule.LOOKS[count] == margin
    assert at(1 - margin - 0.005) is WITHIN
    assert at(1 - margin + 0.005) is None
    assert at(1.0) is None
    assert at(1 / (1 - margin) - 0.005) is None
    assert at(1 / (1 - margin) + 0.005) is OVER


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([(100, 100)] * 3 + [(400, 100)] * 7, "one fast moment hides a submission that is 4 times over"),
        ([(400, 100)] * 9 + [(400, 20)], "the reference had one fast moment; that alone would be 20"),
        ([(100, 100)] * 5 + [(500, 100)] * 5, "it is fast in every second round"),
    ],
)
def test_two_estimates_that_disagree_decide_nothing(pairs: list[rule.Pair], why: str) -> None:
    limit = 8.0 if "reference" in why else 2.0

    assert rule.judge(pairs, limit)[0] is None, why


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("cost", [1500, 1601, 10**6])
def test_one_slow_moment_decides_nothing(place: int, cost: int) -> None:
    pairs = [(100, 100)] * 5
    pairs[place] = (cost, 100)  # two in a row from 1601 on would be far over

    assert rule.judge(pairs, 2.0)[0] is WITHIN


# --- far over ----------------------------------------------------------------------------------------------------


@given(st.lists(pair, max_size=100), costs, st.integers(1, 50), st.integers(1, 10**9))
def test_two_rounds_that_cost_eight_times_the_limit_end_it(
    before: list[rule.Pair], reference: int, limit: int, more: int
) -> None:
    last = (int(rule.CENSOR) * limit * reference + more, reference)
    less = (last[0] - more, reference)

    status, interval = rule.judge([*before, (last[0] + more, reference), last], limit)

    assert status is OVER
    assert interval == rule.Interval(last[0] / last[1], last[0] / last[1], math.inf)
    assert not rule.is_far_over([*before, last, less], limit)
    assert not rule.is_far_over([*before, less, last], limit)


def test_growth_that_is_far_over_ends_at_any_size() -> None:
    sizes, costs = [100] * 3 + [200] * 3 + [400] * 2, [100] * 3 + [400] * 3 + [5600] * 2

    status, interval = rule.judge_growth(sizes, [(cost, 1) for cost in costs], 1.4)

    assert (status, interval.high) == (OVER, math.inf)
    assert interval.value > 1.4


def test_growth_is_far_over_by_its_last_rounds_even_where_that_size_was_fast_before() -> None:
    """A call that was ended has no other verdict: the rounds are not complete."""
    sizes, costs = [100] * 3 + [200] * 3, [100] * 3 + [200, 8 * 100 * 3, 8 * 100 * 3]

    assert rule.judge_growth(sizes, [(cost, 1) for cost in costs], 1.4)[0] is OVER


def test_one_slow_moment_decides_nothing_of_growth() -> None:
    sizes = [n for n in (100, 200, 400, 800) for _ in range(3)]
    pairs = [(n, 1) for n in sizes]
    pairs[-1] = (10**6, 1)

    assert rule.judge_growth(sizes, pairs, 1.4)[0] is WITHIN


# --- growth ------------------------------------------------------------------------------------------------------


@given(
    st.floats(0, 3),
    st.floats(1, 1e4),
    st.integers(10, 1000),
    st.sampled_from(sorted(rule.GROWTH_LOOKS)),
    st.data(),
)
def test_a_power_law_gives_its_exponent(exponent: float, unit: float, n: int, looks: int, data: st.DataObject) -> None:
    sizes = sizes_of(looks, n)
    costs = [round(1e4 * unit * (size / n) ** exponent) for size in sizes]
    firsts = {sizes.index(size) for size in sizes}
    noise = [0 if i in firsts else data.draw(st.integers(0, 10**6)) for i in range(len(sizes))]
    pairs = [(cost + extra, 1000) for cost, extra in zip(costs, noise, strict=True)]

    interval = rule.growth(sizes, pairs)

    assert interval.value == pytest.approx(exponent, abs=0.001)
    assert interval.low < exponent + 0.001
    assert interval.high > exponent - 0.001
    assert interval.high - interval.low == pytest.approx(2 * rule.GROWTH_LOOKS[looks])


@given(st.floats(0, 3), st.floats(0.5, 2.5), st.integers(1, 1000))
def test_growth_does_not_depend_on_the_machine_or_the_reference(exponent: float, limit: float, factor: int) -> None:
    sizes = sizes_of(3)
    pairs = [(round(1e5 * (size / 100) ** exponent), 7) for size in sizes]
    slower = [(ours * factor, theirs * 3) for ours, theirs in pairs]

    status, interval = rule.judge_growth(sizes, pairs, limit)
    status_slower, interval_slower = rule.judge_growth(sizes, slower, limit)

    assert interval_slower.value == pytest.approx(interval.value)
    if abs(abs(exponent - limit) - rule.GROWTH_LOOKS[3]) > 0.001:
        assert status_slower is status


@pytest.mark.parametrize(("looks", "margin"), [(3, 0.12), (6, 0.08), (12, 0.05)])
@pytest.mark.parametrize("limit", [1.4, 1.0])
def test_every_look_at_growth_has_its_margin(looks: int, margin: float, limit: float) -> None:
    def at(exponent: float) -> BudgetStatus | None:
        sizes = sizes_of(looks)
        return rule.judge_growth(sizes, [(round(1e7 * (size / 100) ** exponent), 1) for size in sizes], limit)[0]

    assert rule.GROWTH_LOOKS[looks] == margin
    assert at(limit - margin - 0.01) is WITHIN
    assert at(limit - margin + 0.01) is None
    assert at(limit + margin - 0.01) is None
    assert at(limit + margin + 0.01) is OVER


@pytest.mark.parametrize(
    ("cost", "status"),
    [
        pytest.param(lambda n: n, WITHIN, id="n"),
        pytest.param(lambda n: n * math.log(n), WITHIN, id="n-log-n"),
        pytest.param(lambda n: n * n, OVER, id="n-squared"),
        pytest.param(lambda n: 50 * n + n * n, OVER, id="n-squared-and-n"),
    ],
)
def test_growth_of_well_known_algorithms(cost: Any, status: BudgetStatus) -> None:
    sizes = sizes_of(3, 500)

    assert rule.judge_growth(sizes, [(round(100 * cost(n)), 1) for n in sizes], 1.4)[0] is status


# --- what is charged ---------------------------------------------------------------------------------------------


@given(st.lists(costs, min_size=1, max_size=80))
def test_equal_sides_are_charged_nothing(outside: list[int]) -> None:
    assert rule.charge([(x, x) for x in outside]) == 0
    assert rule.charge([(round(1.09 * x), x) for x in outside]) == 0


@given(st.lists(costs, min_size=1, max_size=80), st.integers(1_000, 10**9))
def test_a_side_that_works_outside_pays_for_it(outside: list[int], work: int) -> None:
    paid = rule.charge([(x + work, x) for x in outside])

    assert work - 0.1 * max(outside) - 1 <= paid <= work


@given(rounds, limits, charges)
def test_what_is_charged_never_helps(pairs: list[rule.Pair], limit: float, charge: int) -> None:
    without, with_it = rule.judge(pairs, limit)[0], rule.judge(pairs, limit, charge)[0]

    assert with_it is not WITHIN or without is WITHIN
    if len(pairs) < max(rule.LOOKS):
        assert with_it in {without, None}
    else:
        assert ORDER.index(without) <= ORDER.index(with_it)


def test_no_rounds_and_few_slow_ones_are_charged_nothing() -> None:
    assert rule.charge([]) == 0
    assert rule.charge([(10**9, 100)] * 2 + [(100, 100)] * 3) == 0


def test_what_is_charged_decides_at_the_last_look() -> None:
    def at(count: int) -> BudgetStatus | None:
        return rule.judge([(100, 100)] * count, 2.0, charged_ns=400)[0]

    assert [at(count) for count in rule.LOOKS] == [None, None, None, None, OVER]


# --- a verdict again ---------------------------------------------------------------------------------------------


@given(rounds, limits, charges, st.sampled_from([Metric.TIME_RATIO, Metric.OVERHEAD]))
def test_a_ratio_is_judged_again_as_it_was(pairs: list[rule.Pair], limit: float, charge: int, metric: Metric) -> None:
    status = rule.judge(pairs, limit, charge)[0] or BudgetStatus.UNDECIDED

    assert rule.again(recorded(metric, limit, pairs=tuple(pairs), charged_ns=charge)) is status


@given(st.sampled_from(sorted(rule.GROWTH_LOOKS)), st.floats(0.5, 2.5), st.data())
def test_growth_is_judged_again_as_it_was(looks: int, limit: float, data: st.DataObject) -> None:
    sizes = sizes_of(looks)
    pairs = data.draw(st.lists(pair, min_size=len(sizes), max_size=len(sizes)))
    status = rule.judge_growth(sizes, pairs, limit)[0] or BudgetStatus.UNDECIDED

    assert rule.again(recorded(Metric.GROWTH, limit, pairs=tuple(pairs), sizes=tuple(sizes))) is status


@pytest.mark.parametrize("metric", [Metric.PEAK_KIB, Metric.PEAK_RATIO, Metric.COUNT])
@pytest.mark.parametrize(("value", "status"), [(1.99, WITHIN), (2.0, WITHIN), (2.01, OVER)])
def test_an_exact_value_is_judged_again_as_it_was(metric: Metric, value: float, status: BudgetStatus) -> None:
    result = exact(Budget(workload="w", metric=metric, limit=2.0, why=""), value)

    assert result.status is status
    assert rule.again(result) is status


GOOD = ((100, 100),) * 5
RECORDS = {
    "no pairs": recorded(),
    "a pair of zero": recorded(pairs=(*GOOD[:4], (0, 100))),
    "a reference of zero": recorded(pairs=(*GOOD[:4], (100, 0))),
    "a negative pair": recorded(pairs=(*GOOD[:4], (100, -1))),
    "a pair too few": recorded(pairs=GOOD[:4]),
    "a pair too many": recorded(pairs=(*GOOD, (100, 100))),
    "a negative charge": recorded(pairs=GOOD, charged_ns=-200),
    "growth without sizes": recorded(Metric.GROWTH, 1.4, pairs=GOOD),
    "growth with a size too few": recorded(Metric.GROWTH, 1.4, pairs=GOOD[:1] * 12, sizes=tuple(sizes_of(3)[:-1])),
    "growth with a pair too few": recorded(Metric.GROWTH, 1.4, pairs=GOOD[:1] * 11, sizes=tuple(sizes_of(3)[:-1])),
    "growth with a pair too many": recorded(Metric.GROWTH, 1.4, pairs=GOOD[:1] * 13, sizes=(*sizes_of(3), 100)),
    "growth of one size": recorded(Metric.GROWTH, 1.4, pairs=GOOD[:1] * 12, sizes=(100,) * 12),
    "growth of three sizes": recorded(Metric.GROWTH, 1.4, pairs=GOOD[:1] * 12, sizes=(100, 200, 400) * 4),
    "growth of nothing": recorded(Metric.GROWTH, 1.4, pairs=GOOD[:1] * 12, sizes=(0,) * 3 + tuple(sizes_of(3)[3:])),
    "a peak without a value": recorded(Metric.PEAK_KIB),
    "a count without a value": recorded(Metric.COUNT),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_is_not_complete_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="budget w: "):
        rule.again(RECORDS[name])


whole = st.integers(-(10**18), 10**18)


@given(
    st.sampled_from(Metric),
    st.lists(st.tuples(whole, whole), max_size=14),
    st.lists(st.integers(-3, 10**6), max_size=14),
    whole,
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_no_record_breaks_the_judge(
    metric: Metric, pairs: list[rule.Pair], sizes: list[int], charge: int, limit: float
) -> None:
    result = recorded(metric, limit, pairs=tuple(pairs), sizes=tuple(sizes), charged_ns=charge)
    try:
        status = rule.again(result)
    except ValueError as error:
        assert str(error).startswith("budget w: ")  # noqa: PT017  (either is right)
    else:
        assert status in {WITHIN, OVER, BudgetStatus.UNDECIDED}
