import pytest
from ledger_race import Cache, Counter, Ledger, Overdrawn


def test_ledger():
    ledger = Ledger({"rent": 0, "cash": 80})
    ledger.transfer("cash", "rent", 50)

    assert ledger.balances() == {"rent": 50, "cash": 30}
    with pytest.raises(Overdrawn):
        ledger.transfer("cash", "rent", 50)


def test_counter():
    counter = Counter()

    assert [counter.inc(), counter.inc(5), counter.value] == [1, 6, 6]


def test_cache():
    computed = []
    cache = Cache(computed.append)

    assert [cache.get("a"), cache.get("a"), computed] == [None, None, ["a"]]
