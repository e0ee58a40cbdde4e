"""Tests for rate_card.py."""

import pytest

from rate_card import parse, price, render

CARD = parse("1-9: 2.50\n10-: 2.25  # a box\n")


@pytest.mark.parametrize("quantity", range(1, 31))
def test_a_price(quantity):
    assert price(CARD, quantity) is not None


def test_written():
    assert render(CARD) is not None
