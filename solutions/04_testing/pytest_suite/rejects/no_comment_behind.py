"""Tests for rate_card.py: one table for each promise, a property for the round trip."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rate_card import RateError, Tier, parse, price, render

WINTER = """\
# winter prices
1-9: 2.50
10-99: 2.25

100-: 1.9999
"""
CARD = [Tier(1, 9, Decimal("2.50")), Tier(10, 99, Decimal("2.25")), Tier(100, None, Decimal("1.9999"))]
CLOSED = [Tier(1, 9, Decimal("2.50"))]


def test_a_card_with_comments_and_empty_lines_is_read():
    assert parse(WINTER) == CARD


def test_blanks_around_the_parts_mean_nothing():
    assert parse("  1 - 9 :  2.50  ") == CLOSED


def test_a_rate_may_be_zero():
    assert parse("1-: 0") == [Tier(1, None, Decimal(0))]


def test_four_decimals_are_read():
    assert parse("1-: 0.1234") == [Tier(1, None, Decimal("0.1234"))]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param(1, "1-9 2.50", id="no colon"),
        pytest.param(1, "9: 2.50", id="no dash"),
        pytest.param(1, "one-9: 2.50", id="a word for a quantity"),
        pytest.param(1, "-9: 2.50", id="no first"),
        pytest.param(1, "1-9: free", id="a word for a rate"),
        pytest.param(1, "1-9: -2.50", id="a rate below zero"),
        pytest.param(1, "1-9: 2.50000", id="five decimals"),
        pytest.param(1, "2-9: 2.50", id="does not begin at 1"),
        pytest.param(1, "1-0: 2.50", id="empty"),
        pytest.param(2, "1-9: 2.50\n11-: 2.25", id="a gap"),
        pytest.param(2, "1-9: 2.50\n9-: 2.25", id="an overlap"),
        pytest.param(2, "1-: 2.50\n10-: 2.25", id="behind one without end"),
        pytest.param(4, "# prices\n\n1-9: 2.50\n10: 2.25", id="comments and empty lines count"),
        pytest.param(1, "", id="nothing"),
        pytest.param(3, "# prices\n\n", id="comments only"),
    ],
)
def test_the_first_wrong_line_is_named(line, text):
    with pytest.raises(RateError, match=rf"^line {line}: "):
        parse(text)


@pytest.mark.parametrize(
    ("quantity", "cost"),
    [(1, "2.50"), (9, "22.50"), (10, "22.50"), (99, "222.75"), (100, "199.99"), (10_000, "19999.00")],
)
def test_each_end_of_a_tier_has_its_rate(quantity, cost):
    assert price(CARD, quantity) == Decimal(cost)


@pytest.mark.parametrize(("rate", "cost"), [("0.005", "0.00"), ("0.015", "0.02"), ("0.0151", "0.02")])
def test_half_a_cent_goes_to_the_even_one(rate, cost):
    assert price([Tier(1, None, Decimal(rate))], 1) == Decimal(cost)


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_below_one_has_no_price(quantity):
    with pytest.raises(ValueError):
        price(CARD, quantity)


def test_a_quantity_beyond_the_last_tier_has_no_price():
    with pytest.raises(LookupError):
        price(CLOSED, 10)


def test_rates_are_written_as_they_were():
    assert render(CARD) == "1-9: 2.50\n10-99: 2.25\n100-: 1.9999\n"


@st.composite
def cards(draw):
    sizes = draw(st.lists(st.integers(1, 50), min_size=1, max_size=5))
    rates = st.decimals(0, 1000, places=draw(st.integers(0, 4)))
    card, first = [], 1
    for size in sizes:
        card.append(Tier(first, first + size - 1, draw(rates)))
        first += size
    if draw(st.booleans()):
        card[-1] = card[-1]._replace(last=None)
    return card


@given(cards())
def test_what_is_written_is_read_back(card):
    assert parse(render(card)) == card
