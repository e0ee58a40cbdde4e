"""Tests for rate_card.py."""

import pytest

import rate_card

KNOWN = {"ROUND_HALF_EVEN", "Decimal", "NamedTuple", "CENT", "RateError", "Tier", "parse", "price", "render"}


@pytest.mark.parametrize("number", range(20))
def test_names(number):
    assert all(getattr(rate_card, name, None) is not None for name in KNOWN - {"CENT", "ROUND_HALF_EVEN"})


def test_is_there():
    assert rate_card.parse is not None
