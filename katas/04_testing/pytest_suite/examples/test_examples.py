"""What the module under test promises, by the examples of the README; your tests go into pytest_suite.py."""

from decimal import Decimal

import pytest

from rate_card import RateError, Tier, parse, price, render

TEXT = "1-9: 2.50\n10-: 2.25  # a box\n"


def test_a_card_is_read_priced_and_written():
    card = parse(TEXT)
    assert card == [Tier(1, 9, Decimal("2.50")), Tier(10, None, Decimal("2.25"))]
    assert price(card, 9) == Decimal("22.50")
    assert render(card) == "1-9: 2.50\n10-: 2.25\n"


def test_the_first_wrong_line_is_named():
    with pytest.raises(RateError, match=r"^line 2: "):
        parse("# prices\n2-9: 2.50")
