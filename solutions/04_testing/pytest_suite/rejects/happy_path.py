"""Tests for rate_card.py."""

from decimal import Decimal

import pytest

from rate_card import parse, price, render

TEXT = "1-9: 2.50\n10-: 2.25\n"


@pytest.mark.parametrize("quantity", range(1, 31))
def test_a_price(quantity):
    assert price(parse(TEXT), quantity) == quantity * Decimal("2.50" if quantity < 10 else "2.25")


def test_written():
    assert render(parse(TEXT)) == TEXT
