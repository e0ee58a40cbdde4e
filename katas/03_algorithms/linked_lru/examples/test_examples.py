import pytest
from linked_lru import LinkedLRU


@pytest.fixture
def closed():
    return []


@pytest.fixture
def tiles(closed):
    cache = LinkedLRU(3, on_evict=lambda key, value: closed.append((key, value)))
    for key in "abc":
        cache.put(key, key.upper())
    return cache


def test_order_of_use(tiles, closed):
    assert [tiles.get("a"), tiles.peek("b"), tiles.get("x", "none")] == ["A", "B", "none"]
    tiles.put("d", "D")
    assert tiles.items() == [("c", "C"), ("a", "A"), ("d", "D")]
    assert closed == [("b", "B")]


def test_demoted_entries_go_first(tiles, closed):
    assert [tiles.demote("c"), tiles.demote("x")] == [True, False]
    tiles.resize(1)
    assert [tiles.items(), closed] == [[("b", "B")], [("c", "C"), ("a", "A")]]


def test_taken_out(tiles, closed):
    assert [tiles.pop("b"), tiles.pop("b", "none"), len(tiles)] == ["B", "none", 2]
    tiles.clear()
    assert [tiles.items(), closed] == [[], []]
