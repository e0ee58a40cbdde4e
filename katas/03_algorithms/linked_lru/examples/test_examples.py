import pytest
from linked_lru import LruCache


def filled(capacity, keys, **options):
    cache = LruCache(capacity, **options)
    for key in keys:
        cache.put(key, key.upper())
    return cache


def test_the_order_of_use():
    cache = filled(3, "abc")
    assert [cache.get("a"), cache.peek("b"), cache.get("x")] == ["A", "B", None]
    assert cache.items() == [("a", "A"), ("c", "C"), ("b", "B")]


def test_an_eviction():
    evicted = []
    cache = filled(2, "abc", on_evict=lambda *entry: evicted.append(entry))
    assert [evicted, len(cache), "a" in cache] == [[("a", "A")], 2, False]


def test_demoted_and_resized():
    cache = filled(3, "abc")
    cache.demote("c")
    cache.resize(2)
    assert [cache.items(), cache.capacity] == [[("b", "B"), ("a", "A")], 2]


def test_a_removal():
    cache = filled(3, "abc")
    assert [cache.remove("b"), cache.items()] == ["B", [("c", "C"), ("a", "A")]]
    with pytest.raises(KeyError):
        cache.remove("b")
