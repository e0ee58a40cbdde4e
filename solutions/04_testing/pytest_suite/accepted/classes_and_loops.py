"""The same promises by another hand: classes, ids by pytest, no property, errors looked at through `excinfo`."""

from decimal import Decimal as D

import pytest

import rate_card as rc


@pytest.fixture
def card():
    return rc.parse("1-9: 2.50\n10-: 0.005")


class TestParse:
    def test_tiers(self, card):
        first, second = card
        assert (first.first, first.last, first.rate) == (1, 9, D("2.50"))
        assert (second.first, second.last, second.rate) == (10, None, D("0.005"))

    def test_comment_behind_a_tier(self):
        (tier,) = rc.parse("1-: 2.50 # all year")
        assert tier.rate == D("2.5")

    @pytest.mark.parametrize(
        "text",
        ["x", "1: 2", "1-a: 2", "1-2: a", "0-2: 1", "1-2: 1.00001", "3-2: 1", "1-0: 1", "1-2", "1-2: .5", "1-2: 1e1"],
    )
    def test_wrong_in_the_first_line(self, text):
        with pytest.raises(rc.RateError) as caught:
            rc.parse(text)
        assert str(caught.value).startswith("line 1: ")

    @pytest.mark.parametrize("second", ["5-: 1", "2-: 1", "3-: x", "1-: 1"])
    def test_wrong_in_the_last_line(self, second):
        with pytest.raises(rc.RateError) as caught:
            rc.parse("# a card\n\n1-2: 1\n" + second)
        assert str(caught.value).split(":")[0] == "line 4"

    def test_nothing_follows_a_tier_without_end(self):
        with pytest.raises(rc.RateError):
            rc.parse("1-: 1\n2-: 1")

    @pytest.mark.parametrize(("text", "line"), [("", 1), ("\n", 2), ("# none", 2)])
    def test_no_tier(self, text, line):
        with pytest.raises(rc.RateError) as caught:
            rc.parse(text)
        assert f"line {line}: " in str(caught.value)


class TestPrice:
    def test_both_ends(self, card):
        assert [rc.price(card, n) for n in (1, 9, 10)] == [D("2.50"), D("22.50"), D("0.05")]

    def test_halves(self, card):
        assert [rc.price(card, n) for n in (11, 13, 15)] == [D("0.06"), D("0.06"), D("0.08")]

    @pytest.mark.parametrize("quantity", [0, -5])
    def test_nothing(self, card, quantity):
        with pytest.raises(ValueError):
            rc.price(card, quantity)

    def test_too_much(self):
        with pytest.raises(LookupError):
            rc.price(rc.parse("1-2: 1"), 3)


@pytest.mark.parametrize("text", ["1-: 1\n", "1-2: 1.00\n3-: 0.5000\n", "1-2: 10\n"])
def test_written_as_read(text):
    assert rc.render(rc.parse(text)) == text
