import pytest
from graders.testing import Spy


def filled(submission, capacity, keys, **options):
    cache = submission.LruCache(capacity, **options)
    for key in keys:
        cache.put(key, key.upper())
    return cache


def pairs(keys):
    return [(key, key.upper()) for key in keys]


def test_last_used_first(submission):
    """items() has the last used entry first."""
    assert filled(submission, 5, "abc").items() == pairs("cba")


def test_get_is_a_use(submission):
    """get() counts as use, whether its entry stands last, in the middle or first."""
    cache = filled(submission, 4, "abcd")
    cache.get("a")
    last = cache.items()
    cache.get("c")
    middle = cache.items()
    cache.get("c")
    assert [last, middle, cache.items()] == [pairs("adcb"), pairs("cadb"), pairs("cadb")]


def test_put_is_a_use(submission):
    """put() of a key that is there replaces its value and counts as use."""
    cache = filled(submission, 3, "abc")
    cache.put("a", 1)
    assert [cache.items(), len(cache)] == [[("a", 1), ("c", "C"), ("b", "B")], 3]


def test_peek_is_no_use(submission):
    """peek() returns the value and leaves the order as it is."""
    cache = filled(submission, 3, "abc")
    assert [cache.peek("a"), cache.items()] == ["A", pairs("cba")]


def test_in_is_no_use(submission):
    """`in` leaves the order as it is."""
    cache = filled(submission, 3, "abc")
    assert ["a" in cache, "x" in cache, cache.items()] == [True, False, pairs("cba")]


def test_the_default(submission):
    """A key without an entry gives the default, which is None, from get() and peek()."""
    cache = filled(submission, 3, "ab")
    assert [cache.get("x"), cache.peek("x"), cache.get("x", 1), cache.peek("x", 2)] == [None, None, 1, 2]
    assert cache.items() == pairs("ba")


def test_falsy_entries(submission):
    """None, 0 and the empty text are keys and values like others."""
    cache = submission.LruCache(4)
    for key, value in [(None, None), (0, 0), ("", "")]:
        cache.put(key, value)
    assert [cache.get(None, 7), cache.peek(0, 7), cache.get("", 7), None in cache] == [None, 0, "", True]
    assert cache.items() == [("", ""), (None, None), (0, 0)]


def test_equal_keys(submission):
    """Equal keys are one key, and it stays as it came first."""
    cache = submission.LruCache(3)
    cache.put(1, "a")
    cache.put(2, "b")
    cache.put(1.0, "c")
    assert [repr(cache.items()), len(cache)] == ["[(1, 'c'), (2, 'b')]", 2]


def test_used_longest_ago_goes(submission):
    """Over capacity the entry goes that was used longest ago, and no other."""
    cache = filled(submission, 3, "abc")
    cache.get("a")
    cache.put("d", "D")
    assert [cache.items(), "b" in cache, len(cache)] == [pairs("dac"), False, 3]


def test_a_full_cache_keeps_all(submission):
    """To replace a value in a full cache evicts nothing."""
    on_evict = Spy()
    cache = filled(submission, 2, "ab", on_evict=on_evict)
    cache.put("b", 1)
    assert [on_evict.calls, cache.items()] == [[], [("b", 1), ("a", "A")]]


def test_capacity_one(submission):
    """A cache for one entry works too."""
    on_evict = Spy()
    cache = filled(submission, 1, "abb", on_evict=on_evict)
    cache.demote("b")
    cache.get("b")
    assert [on_evict.calls, cache.items(), cache.remove("b"), cache.items()] == [pairs("a"), pairs("b"), "B", []]


def test_demoted_goes_next(submission):
    """demote() makes an entry the next to be on_evict.calls, in front of those demoted before."""
    cache = filled(submission, 5, "abcde")
    cache.demote("d")
    cache.demote("e")
    assert cache.items() == pairs("cbade")


def test_demoted_at_the_end(submission):
    """demote() of the entry that is the next to be evicted leaves the order as it is."""
    cache = filled(submission, 3, "abc")
    cache.demote("a")
    seen = cache.items()
    cache.put("d", "D")
    assert [seen, cache.items()] == [pairs("cba"), pairs("dcb")]


@pytest.mark.parametrize("use", ["get", "put"])
def test_used_again(submission, use):
    """A demoted entry that is used is the last used one again."""
    cache = filled(submission, 3, "abc")
    cache.demote("c")
    cache.get("c") if use == "get" else cache.put("c", "C")
    cache.put("d", "D")
    assert cache.items() == pairs("dcb")


def test_a_removal(submission):
    """remove() takes an entry out, wherever it stands, and returns its value."""
    cache = filled(submission, 5, "abcde")
    assert [cache.remove("c"), cache.remove("a"), cache.remove("e")] == ["C", "A", "E"]
    assert [cache.items(), len(cache), "c" in cache, cache.get("a")] == [pairs("db"), 2, False, None]


def test_after_a_removal(submission):
    """What was removed leaves room, and is new when it comes again."""
    cache = filled(submission, 3, "abc")
    cache.remove("b")
    for key in "bde":
        cache.put(key, key.upper())
    assert [cache.items(), len(cache)] == [pairs("edb"), 3]


@pytest.mark.parametrize("method", ["demote", "remove"])
def test_keys_without_an_entry(submission, method):
    """demote() and remove() of a key that never was, was evicted or was removed is a KeyError."""
    cache = filled(submission, 2, "abc")
    cache.remove("c")
    for key in "xac":
        with pytest.raises(KeyError):
            getattr(cache, method)(key)
    assert cache.items() == pairs("b")


def test_a_smaller_capacity(submission):
    """resize() evicts at once what is too much, the entry used longest ago first."""
    on_evict = Spy()
    cache = filled(submission, 5, "abcde", on_evict=on_evict)
    cache.get("a")
    cache.resize(2)
    assert [on_evict.calls, cache.items(), cache.capacity] == [pairs("bcd"), pairs("ae"), 2]


def test_a_larger_capacity(submission):
    """resize() to more makes room, and evicts nothing."""
    cache = filled(submission, 2, "abc")
    cache.resize(4)
    for key in "def":
        cache.put(key, key.upper())
    assert [cache.items(), cache.capacity] == [pairs("fedc"), 4]


@pytest.mark.parametrize("capacity", [0, -1])
def test_no_capacity(submission, capacity):
    """A capacity below 1 is a ValueError, and changes nothing."""
    with pytest.raises(ValueError):
        submission.LruCache(capacity)
    cache = filled(submission, 2, "ab")
    with pytest.raises(ValueError):
        cache.resize(capacity)
    assert [cache.items(), cache.capacity] == [pairs("ba"), 2]


def test_cleared(submission):
    """clear() takes everything out, and the cache goes on."""
    cache = filled(submission, 3, "abc")
    cache.clear()
    seen = [len(cache), cache.items(), "a" in cache, cache.capacity]
    for key in "defg":
        cache.put(key, key.upper())
    assert [seen, cache.items()] == [[0, [], False, 3], pairs("gfe")]


def test_items_are_a_copy(submission):
    """items() is a list of its own: it stays as it is when the cache changes."""
    cache = filled(submission, 3, "abc")
    items = cache.items()
    cache.get("a")
    cache.put("d", "D")
    assert items == pairs("cba")


def test_caches_are_separate(submission):
    """What is in one cache is not in another."""
    cache, other = submission.LruCache(3), submission.LruCache(3)
    cache.put("a", 1)
    assert [len(cache), len(other), other.items()] == [1, 0, []]


def test_only_evictions_are_reported(submission):
    """on_evict hears of evictions, and not of what was replaced, removed or cleared."""
    on_evict = Spy()
    cache = filled(submission, 3, "abc", on_evict=on_evict)
    cache.put("a", 1)
    cache.remove("b")
    cache.put("d", "D")
    cache.put("e", "E")
    cache.clear()
    assert on_evict.calls == [("c", "C")]


def test_reported_when_done(probes):
    """on_evict is called when the operation has done all else: it sees the new entry, and nothing that is still to go."""
    assert probes.what_reports_see() == [
        ("put d", "a", "dcb", 3),
        ("resize", "b", "d", 1),
        ("resize", "c", "d", 1),
    ]


def test_reports_may_change_the_cache(probes):
    """on_evict may use the cache in any way, and the cache stays whole."""
    assert probes.writes_back() == {"reported": "abcd", "items": "fexbxa", "forward": "xaxbef"}


def test_reports_are_not_nested(probes):
    """What is evicted while on_evict runs is reported when it has returned."""
    assert probes.evicts_within() == ["begin a", "end a", "begin b", "end b", "begin x", "end x"]


def test_reports_may_clear(probes):
    """on_evict may clear the cache; what was evicted before is reported all the same."""
    assert probes.clears_within() == {"reported": "ab", "left": [], "later": "zy"}


@pytest.mark.parametrize("error", ["LookupError", "KeyboardInterrupt"])
def test_reports_that_fail(probes, error):
    """Whatever on_evict raises, the operation is done, the other entries are reported, and the first error comes out."""
    assert probes.fails_in_reports(error) == {
        "raised": (error, "a"),
        "reported": "abc",
        "items": "ed",
        "capacity": 2,
        "later": (None, "abcd", "fe"),
    }


def test_freed_at_once(probes):
    """What left the cache is freed at once, with the cycle collector off: on_evict.calls, replaced, removed, cleared."""
    assert probes.alive_after_changes() == {
        "full": (4, 4), "evicted": (4, 4), "replaced": (4, 4), "removed": (3, 3), "resized": (2, 2), "cleared": (0, 0),
    }


def test_a_dropped_cache(probes):
    """What is in a cache that is dropped is freed at once, with the cycle collector off."""
    assert probes.alive_after_the_cache(fail=False) == {"before": (4, 4), "after": (0, 0)}


def test_dropped_after_an_error(probes):
    """A cache whose on_evict has failed is freed at once too, with all that is in it."""
    assert probes.alive_after_the_cache(fail=True) == {"before": (4, 4), "after": (0, 0)}
