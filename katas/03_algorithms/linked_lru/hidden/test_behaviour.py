import pytest
from graders.testing import Spy, drain

KEYS = "abcd"


def cache_of(submission, keys=KEYS, capacity=None, on_evict=None):
    """A cache with a value for each key, its capital letter; full if no capacity is given."""
    cache = submission.LinkedLRU(len(keys) if capacity is None else capacity, on_evict=on_evict)
    for key in keys:
        cache.put(key, key.upper())
    return cache


def pairs(keys):
    """The entries that `cache_of` puts for the keys."""
    return [(key, key.upper()) for key in keys]


def test_oldest_first(submission):
    """items() gives the pairs, the one used longest ago first."""
    cache = cache_of(submission, "bca")
    assert [cache.items(), len(cache), cache.capacity] == [[("b", "B"), ("c", "C"), ("a", "A")], 3, 3]


def test_a_new_cache(probes):
    """A new cache has no entries, and nothing of another."""
    assert probes.two_caches() == {
        "new": [], "len": 0, "capacity": 5, "get": None, "in": False, "other": [("a", "A"), ("b", "B")],
    }


def test_a_list_of_its_own(submission):
    """items() is a new list: it does not change with the cache, nor the cache with it."""
    cache = cache_of(submission, "ab")
    pairs = cache.items()
    cache.put("a", "later")
    cache.clear()
    assert drain(pairs) == [("a", "A"), ("b", "B")]


@pytest.mark.parametrize(("key", "after"), [("a", "bcda"), ("b", "acdb"), ("c", "abdc"), ("d", "abcd")])
def test_get_is_a_use(submission, key, after):
    """get() returns the value and makes the entry the newest, wherever it was."""
    told = Spy()
    cache = cache_of(submission, on_evict=told)
    assert [cache.get(key), cache.items()] == [key.upper(), pairs(after)]
    cache.resize(0)
    assert told.calls == pairs(after)


@pytest.mark.parametrize(("key", "after"), [("a", "abcd"), ("b", "bacd"), ("c", "cabd"), ("d", "dabc")])
def test_demoted(submission, key, after):
    """demote() makes the entry the next to go, wherever it was."""
    told = Spy()
    cache = cache_of(submission, on_evict=told)
    assert [cache.demote(key), cache.items(), len(cache)] == [True, pairs(after), 4]
    cache.resize(0)
    assert told.calls == pairs(after)


@pytest.mark.parametrize(("key", "after"), [("a", "bcd"), ("b", "acd"), ("c", "abd"), ("d", "abc")])
def test_popped(submission, key, after):
    """pop() takes the entry out, wherever it was, and returns its value; the others stay in order."""
    told = Spy()
    cache = cache_of(submission, on_evict=told)
    assert [cache.pop(key), cache.items(), len(cache), key in cache] == [key.upper(), pairs(after), 3, False]
    assert told.calls == []
    cache.resize(0)
    assert told.calls == pairs(after)


@pytest.mark.parametrize(("key", "after"), [("a", "bcda"), ("b", "acdb"), ("c", "abdc"), ("d", "abcd")])
def test_put_again(submission, key, after):
    """put() of a key that is there gives it the value, makes it the newest, and evicts nothing."""
    told = Spy()
    cache = cache_of(submission, on_evict=told)
    cache.put(key, "new")
    assert [cache.items(), len(cache), told.calls] == [[*pairs(after)[:3], (key, "new")], 4, []]
    cache.resize(0)
    assert told.calls == [*pairs(after)[:3], (key, "new")]


def test_demoted_one_after_the_other(submission):
    """The entry that was demoted last goes first; a use makes it the newest again."""
    cache = cache_of(submission)
    cache.demote("c")
    cache.demote("d")
    seen = cache.items()
    cache.get("d")
    assert [seen, cache.items()] == [pairs("dcab"), pairs("cabd")]


def test_peek_is_no_use(submission):
    """peek() returns the value and leaves the order alone."""
    cache = cache_of(submission)
    assert [cache.peek("a"), cache.peek("c"), cache.items()] == ["A", "C", pairs("abcd")]


def test_in_is_no_use(submission):
    """To ask whether a key is in the cache leaves the order alone."""
    cache = cache_of(submission)
    assert ["a" in cache, "b" in cache, "x" in cache, cache.items()] == [True, True, False, pairs("abcd")]


def test_what_is_not_there(submission):
    """Without an entry get(), peek() and pop() return the default, demote() says False, and nothing changes."""
    cache = cache_of(submission)
    assert [cache.get("x"), cache.peek("x"), cache.pop("x"), cache.demote("x")] == [None, None, None, False]
    assert [cache.get("x", 1), cache.peek("x", 2), cache.pop("x", default=3)] == [1, 2, 3]
    assert [cache.items(), len(cache)] == [pairs("abcd"), 4]


def test_empty_values(submission):
    """None and other values that are false are values like any other."""
    cache = submission.LinkedLRU(4)
    for key, value in [("a", None), ("b", 0), ("c", ""), ("d", [])]:
        cache.put(key, value)
    assert [cache.get("a", "none"), cache.peek("b", "none"), cache.pop("c", "none")] == [None, 0, ""]
    cache.put("a", [])
    assert [cache.demote("d"), cache.items()] == [True, [("d", []), ("b", 0), ("a", [])]]


def test_empty_keys(submission):
    """None and other keys that are false are keys like any other."""
    cache = submission.LinkedLRU(3)
    for key in [None, "", 0]:
        cache.put(key, repr(key))
    assert [cache.get(None), cache.demote(0), cache.pop("")] == ["None", True, "''"]
    assert cache.items() == [(0, "0"), (None, "None")]


def test_equal_keys(submission):
    """An equal key is the same key, which stays as it came first."""
    told = Spy()
    cache = submission.LinkedLRU(2, on_evict=told)
    cache.put(1, "a")
    cache.put(1.0, "b")
    cache.get(True)
    assert [repr(cache.items()), len(cache)] == ["[(1, 'b')]", 1]
    cache.resize(0)
    assert repr(told.calls) == "[(1, 'b')]"


def test_the_oldest_is_evicted(submission):
    """put() of a new key over the capacity evicts the oldest entry, and on_evict gets its key and value."""
    told = Spy()
    cache = cache_of(submission, "abcdef", capacity=3, on_evict=told)
    assert [told.calls, cache.items(), len(cache)] == [pairs("abc"), pairs("def"), 3]
    assert ["c" in cache, cache.get("c")] == [False, None]


def test_nobody_to_tell(submission):
    """Without on_evict entries are evicted all the same."""
    cache = cache_of(submission, "abcdef", capacity=3)
    cache.resize(2)
    assert [cache.items(), len(cache)] == [pairs("ef"), 2]


def test_evicted_and_back(submission):
    """What was evicted may come back, as a new entry."""
    told = Spy()
    cache = cache_of(submission, "abcab", capacity=2, on_evict=told)
    assert [cache.items(), told.calls] == [pairs("ab"), pairs("abc")]


def test_a_smaller_capacity(submission):
    """resize() evicts at once, the oldest first, as many as it takes."""
    told = Spy()
    cache = cache_of(submission, on_evict=told)
    cache.get("a")
    cache.resize(2)
    assert [told.calls, cache.items(), cache.capacity] == [pairs("bc"), pairs("da"), 2]
    cache.put("e", "E")
    assert [told.calls[2:], cache.items()] == [pairs("d"), pairs("ae")]


def test_a_larger_capacity(submission):
    """resize() to more evicts nothing and makes room."""
    told = Spy()
    cache = cache_of(submission, "ab", on_evict=told)
    cache.resize(3)
    cache.put("c", "C")
    assert [told.calls, cache.items(), cache.capacity] == [[], pairs("abc"), 3]
    cache.put("d", "D")
    assert [told.calls, cache.items()] == [pairs("a"), pairs("bcd")]


def test_room_is_kept(submission):
    """Popped entries make room: nothing is evicted while there is some."""
    told = Spy()
    cache = cache_of(submission, on_evict=told)
    cache.pop("b")
    cache.put("e", "E")
    assert [told.calls, cache.items()] == [[], pairs("acde")]


def test_capacity_zero(submission):
    """With capacity 0 an entry is evicted as soon as it is put."""
    told = Spy()
    cache = submission.LinkedLRU(0, on_evict=told)
    cache.put("a", "A")
    cache.put("a", "B")
    assert [told.calls, cache.items(), len(cache), cache.capacity] == [[("a", "A"), ("a", "B")], [], 0, 0]


@pytest.mark.parametrize("capacity", [-1, -20])
def test_no_such_capacity(submission, capacity):
    """A capacity below 0 is a ValueError; after resize() all is as it was."""
    with pytest.raises(ValueError):
        submission.LinkedLRU(capacity)
    cache = cache_of(submission, "abc")
    with pytest.raises(ValueError):
        cache.resize(capacity)
    assert [cache.capacity, cache.items()] == [3, pairs("abc")]


def test_cleared(submission):
    """clear() takes all entries out, tells nobody, and the cache goes on."""
    told = Spy()
    cache = cache_of(submission, "abc", on_evict=told)
    cache.clear()
    assert [cache.items(), len(cache), "a" in cache, cache.capacity, told.calls] == [[], 0, False, 3, []]
    for key in "bdae":
        cache.put(key, key)
    assert [cache.items(), told.calls] == [[("d", "d"), ("a", "a"), ("e", "e")], [("b", "b")]]


def test_an_unhashable_key(submission):
    """A key without a hash is a TypeError, and evicts nothing."""
    told = Spy()
    cache = cache_of(submission, "abc", on_evict=told)
    with pytest.raises(TypeError):
        cache.put([], "X")
    assert [cache.items(), told.calls, len(cache)] == [pairs("abc"), [], 3]


def test_told_when_all_is_done(probes):
    """on_evict is called when the oldest has gone and what was put is in its place."""
    seen = probes.within("abc", ("put", "d", "D"))
    assert seen["told"] == [("a", "A", pairs("bcd"))]


def test_told_when_all_have_gone(probes):
    """When several are evicted, on_evict is called after the last of them has gone."""
    seen = probes.within("abcd", ("resize", 1))
    assert seen["told"] == [("a", "A", pairs("d")), ("b", "B", pairs("d")), ("c", "C", pairs("d"))]


def test_a_second_chance(probes):
    """on_evict may put an entry back; what this evicts is told before that put() returns, and then comes the next."""
    seen = probes.within("abcd", ("resize", 2), "a", ("put", "a", "again"))
    assert [key for key, _, _ in seen["told"]] == ["a", "c", "b"]
    assert seen["after"] == [("d", "D"), ("a", "again")]


def test_on_evict_puts_the_same_key(probes):
    """on_evict may put the very key that is being put: there is one entry, with the later value."""
    seen = probes.within("ab", ("put", "c", "C"), "a", ("put", "c", "later"))
    assert seen["after"] == [("b", "B"), ("c", "later")]


@pytest.mark.parametrize(("call", "after"), [
    (("clear",), ""),
    (("pop", "e"), "d"),
    (("pop", "d"), "e"),
    (("demote", "e"), "ed"),
    (("get", "d"), "ed"),
    (("resize", 5), "de"),
], ids=["clear", "pop-new", "pop-old", "demote", "get", "resize"])
def test_on_evict_may_call_anything(probes, call, after):
    """on_evict may call any method of the cache, whose order is right afterwards, and each entry is told of once."""
    seen = probes.within("cd", ("put", "e", "E"), "c", call)
    assert [seen["after"], seen["told"], seen["later"]] == [pairs(after), [("c", "C", pairs("de"))], list(after)]


def test_on_evict_shrinks_further(probes):
    """When on_evict makes the cache smaller still, each entry is told of once."""
    seen = probes.within("abcde", ("resize", 3), "a", ("resize", 1))
    assert [key for key, _, _ in seen["told"]] == ["a", "c", "d", "b"]
    assert [seen["after"], seen["capacity"]] == [pairs("e"), 1]


def test_the_others_are_told(submission):
    """When on_evict raises, it is called for the others all the same, and the first error is raised then."""
    told = Spy([None, KeyError("b"), OSError("c"), None])
    cache = cache_of(submission, "abcde", on_evict=told)
    with pytest.raises(KeyError):
        cache.resize(1)
    assert [told.calls, cache.items(), cache.capacity] == [pairs("abcd"), pairs("e"), 1]


def test_put_all_the_same(submission):
    """When on_evict raises, the oldest has gone and what was put is in its place."""
    told = Spy([OSError("disk"), None])
    cache = cache_of(submission, "abc", on_evict=told)
    with pytest.raises(OSError, match="disk"):
        cache.put("d", "D")
    assert [cache.items(), cache.get("d"), told.calls] == [pairs("bcd"), "D", pairs("a")]
    cache.put("e", "E")
    assert [cache.items(), told.calls[1:]] == [pairs("cde"), pairs("b")]


def test_odd_values(probes):
    """Values are not compared, nor asked whether they are true."""
    assert probes.odd_values() == ([("b", "B")], ["A2", "C", "none", "A2"], [("c", "C")])


@pytest.mark.parametrize(("call", "answers", "after"), [
    ("get", ["B", "A", None], [("c", "C"), ("b", "B"), ("a", "A")]),
    ("peek", ["B", "A", None], [("a", "A"), ("b", "B"), ("c", "C")]),
    ("in", [True, True, False], [("a", "A"), ("b", "B"), ("c", "C")]),
    ("put", [None, None, None], [("b", "bb"), ("a", "aa"), ("d", "dd")]),
    ("demote", [True, True, False], [("a", "A"), ("b", "B"), ("c", "C")]),
    ("pop", ["B", "A", None], [("c", "C")]),
])
def test_keys_of_one_hash(probes, call, answers, after):
    """Keys are told apart by hash and ==, and asked for nothing else."""
    assert probes.keys_of_one_hash(call) == (answers, after)


@pytest.mark.parametrize("fails", ["hash", "=="])
@pytest.mark.parametrize("call", ["put", "get", "peek", "in", "demote", "pop"])
def test_a_key_that_fails(probes, call, fails):
    """An error of hash or == comes through; nothing is evicted, and the order is as it was."""
    assert probes.failing_key(call, fails) == {"error": fails, "values": ["B", "C", "again"], "evicted": []}


@pytest.mark.parametrize(("way", "living"), [
    ("put", "bBcC"),
    ("resize", "cC"),
    ("put again", "aAbcC"),
    ("pop", "aAcC"),
    ("pop all", ""),
    ("use", "aAbBcC"),
    ("clear", ""),
    ("clear and use", ""),
    ("drop", ""),
])
def test_let_go(probes, way, living):
    """Keys and values that the cache has let go are free at once, with the collector off; the others live."""
    assert probes.let_go(way) == list(living)


def test_a_large_cache_is_dropped(probes):
    """With a cache that nobody holds any more all its entries are free at once, however many."""
    assert probes.many_dropped(5000) == [5000, 0]


def test_a_later_key_is_not_kept(probes):
    """A key that equals one in the cache is used, and not kept."""
    assert probes.equal_key() == ([], [2, True, True])


def test_let_go_after_errors(probes):
    """When on_evict has raised, what was evicted is free as soon as nobody holds the error."""
    assert probes.after_errors() == ("a", ["c", "C"])
