from decimal import Decimal

import pytest

TEXT = """# zone, limit, price, note
EU, 2000, 9.50
EU, 500, 4.20 , letters, small parcels

US,1000,15
"""


def test_read_tariff(probes):
    """Lines become rows; comments and blank lines do not; a note may have commas, and is missing where there is none."""
    assert probes.rows(TEXT) == [
        {"zone": "EU", "limit": 2000, "price": Decimal("9.50")},
        {"zone": "EU", "limit": 500, "price": Decimal("4.20"), "note": "letters, small parcels"},
        {"zone": "US", "limit": 1000, "price": Decimal(15)},
    ]


def test_tariff(probes):
    """Rows are sorted by zone and limit; a tariff has a length, can be gone through, and gives a row by number or a zone's rows by name."""
    assert probes.tariff(TEXT) == {
        "length": 3, "order": [("EU", 500), ("EU", 2000), ("US", 1000)], "last": ("US", 1000), "EU": [500, 2000], "none": [], "mine": 3,
    }


def test_find(probes):
    """The first limit that the weight does not exceed decides."""
    assert [probes.found(TEXT, zone, weight) for zone, weight in (("EU", 1), ("EU", 500), ("EU", 501), ("EU", 2000), ("US", 0))] == [500, 500, 2000, 2000, 1000]


def test_no_rate(probes):
    """Without a rate: a NoRate, which is a LookupError, with zone, weight and text; None if it is not strict."""
    for zone, weight in (("EU", 2001), ("CH", 1)):
        assert probes.missing(TEXT, zone, weight) == (["NoRate", "LookupError"], zone, weight, f"no rate for {zone} at {weight} g", None)


def test_price(probes):
    """Surcharges are applied one after the other, from any iterable; nothing of the parcel but zone and weight is asked for."""
    assert probes.prices(TEXT) == (Decimal("4.20"), Decimal("9.40"), Decimal("10.40"))


def test_registry(submission):
    """add returns the item; a taken name is a ValueError, and the first item stays."""
    registry = submission.Registry()
    assert registry.add("a", 1) == 1
    with pytest.raises(ValueError):
        registry.add("a", 2)
    assert registry["a"] == 1
    with pytest.raises(KeyError):
        registry["b"]


def test_get(submission):
    """get gives the item, whatever it is, or the default, None if there is none."""
    registry = submission.Registry()
    registry.add("none", None)
    registry.add("nought", 0)
    assert [registry.get("none", 5), registry.get("nought", 5), registry.get("b"), registry.get("b", 5), registry.get("b", default=0)] == [None, 0, None, 5, 0]


def test_select(submission):
    """select has the items that are wanted, in order, for any true answer."""
    registry = submission.Registry()
    for name, item in (("c", 3), ("a", 0), ("b", 2)):
        registry.add(name, item)
    assert list(registry.select(abs).items()) == [("c", 3), ("b", 2)]
    assert registry.select(lambda item: item > 5) == {}


def test_cheapest(submission):
    """The first offer with the smallest key; None if there is none."""
    assert submission.cheapest(["ccc", "bb", "aa"], len) == "bb"
    assert submission.cheapest(iter([3, -1, 0]), key=abs) == 0
    assert submission.cheapest([], len) is None


def test_cheapest_of_nothings(submission):
    """None and 0 are offers and keys like any other."""
    assert submission.cheapest([5, None], lambda offer: 1 if offer else 0) is None
    assert submission.cheapest([0, 4], lambda offer: offer) == 0


def test_cheapest_compares_keys_only(probes):
    """Keys need `<` and nothing else, and are asked for once; offers are not compared."""
    assert probes.compared() == ("second", [("b", "a"), ("c", "b")], ["first", "second", "third"])


def test_grouped(submission):
    """Groups in the order of their first items, items in theirs."""
    assert list(submission.grouped(iter(["bb", "a", "cc", "d"]), len).items()) == [(2, ["bb", "cc"]), (1, ["a", "d"])]
    assert submission.grouped([], len) == {}


def test_memo(probes):
    """An answer is remembered by its arguments, those by name in any order; hits count; clear forgets both."""
    assert probes.remembered() == {
        "answers": [(1, 2, 3), (1, 2, 3), (1, 2, 3), (1, 2, 4)], "calls": 2, "hits": 2, "after clear": (0, (1, 2, 3), 3, 0), "name": "area", "doc": "Area.", "wrapped": True,
    }


def test_memo_of_nothing(probes):
    """None is an answer; an error is not remembered; two functions share nothing."""
    assert probes.remembered_nothing() == {"answers": [None, None], "calls": 1, "failures": ["ValueError", "ValueError"], "tries": 2, "other": ("other", 0)}


def test_memo_tells_ways_of_calling_apart(probes):
    """An argument given by name is another call than one given by position."""
    assert probes.ways() == (2, 0)


def test_timed(probes):
    """The block's time is reported at its end, also if it failed, and the error leaves."""
    assert probes.times() == [(2.5, "ended"), (2.5, "KeyError")]


def test_timed_by_the_machine(probes):
    """Without a clock it is the monotonic one of the machine."""
    assert probes.default_clock() == "monotonic"
