"""Callbacks that use the cache, and keys and values that are counted."""

import builtins
import gc
from contextlib import suppress

from linked_lru import LruCache


class Counted:
    """A value that counts how many of its kind are alive."""

    alive = 0

    def __init__(self):
        type(self).alive += 1

    def __del__(self):
        type(self).alive -= 1


class Key(Counted):
    """A key that counts how many are alive, and how often one is asked for `==`."""

    alive = asked = 0

    def __init__(self, number):
        super().__init__()
        self.number = number

    def __eq__(self, other):
        Key.asked += 1
        return self.number == other.number

    def __hash__(self):
        return hash(self.number)


def _filled(capacity, keys, **options):
    cache = LruCache(capacity, **options)
    for key in keys:
        cache.put(key, key)
    return cache


def _keys(cache):
    return "".join(key for key, _ in cache.items())


def what_reports_see():
    """For each report: the operation, the key, the keys in the cache and its size."""
    seen, doing = [], []
    cache = _filled(3, "abc", on_evict=lambda key, value: seen.append((doing[-1], key, _keys(cache), len(cache))))
    doing.append("put d")
    cache.put("d", "d")
    doing.append("resize")
    cache.resize(1)
    return seen


def writes_back():
    """Two evicted entries are written back under another key, which evicts two more; then the cache is emptied from its end."""
    reported = []

    def on_evict(key, value):
        reported.append(key)
        if key in "ab":
            cache.put("x" + key, value)
            cache.get("e")

    cache = _filled(4, "abcd", on_evict=on_evict)
    cache.put("e", "e")
    cache.put("f", "f")
    items, forward = _keys(cache), []
    while len(cache):
        forward.append(cache.items()[-1][0])
        cache.remove(forward[-1])
    return {"reported": "".join(reported), "items": items, "forward": "".join(forward)}


def evicts_within():
    """Begin and end of each report, where the first one evicts two more."""
    log = []

    def on_evict(key, value):
        log.append(f"begin {key}")
        if key == "a":
            cache.put("x", "x")
            cache.demote("x")
            cache.put("y", "y")
        log.append(f"end {key}")

    cache = _filled(2, "ab", on_evict=on_evict)
    cache.put("c", "c")
    return log


def clears_within():
    """Two entries are evicted, and the first report clears the cache."""
    reported = []

    def on_evict(key, value):
        reported.append(key)
        if key == "a":
            cache.clear()

    cache = _filled(3, "abc", on_evict=on_evict)
    cache.resize(1)
    left = cache.items()
    cache.resize(2)
    cache.put("y", "y")
    cache.put("z", "z")
    return {"reported": "".join(reported), "left": left, "later": _keys(cache)}


def fails_in_reports(name):
    """Two of three reports fail; a later one does not."""
    reported, failing = [], ["a", "b"]

    def on_evict(key, value):
        reported.append(key)
        if key in failing:
            raise getattr(builtins, name)(key)

    def outcome(operation, *args):
        try:
            operation(*args)
        except BaseException as error:
            return type(error).__name__, *error.args
        return None

    cache = _filled(5, "abcde", on_evict=on_evict)
    seen = {"raised": outcome(cache.resize, 2), "reported": "".join(reported), "items": _keys(cache), "capacity": cache.capacity}
    return {**seen, "later": (outcome(cache.put, "f", "f"), "".join(reported), _keys(cache))}


def alive_after_changes():
    """How many keys and values are alive, with four entries at most."""
    gc.disable()
    cache, seen = LruCache(4, on_evict=lambda key, value: None), {}

    def look(name):
        seen[name] = Key.alive, Counted.alive

    for number in range(4):
        cache.put(Key(number), Counted())
    look("full")
    cache.put(Key(4), Counted())
    look("evicted")
    cache.put(Key(3), Counted())
    look("replaced")
    cache.remove(Key(3))
    look("removed")
    cache.demote(Key(4))
    cache.resize(2)
    look("resized")
    cache.get(Key(1))
    cache.clear()
    look("cleared")
    return seen


def alive_after_the_cache(fail):
    """How many keys and values are alive before and after the cache is dropped, its last report failing or not."""
    gc.disable()

    def on_evict(key, value):
        if fail:
            raise LookupError

    cache = LruCache(4, on_evict=on_evict)
    for number in range(5):
        with suppress(LookupError):
            cache.put(Key(number), Counted())
    cache.get(Key(2))
    cache.demote(Key(3))
    before = Key.alive, Counted.alive
    del cache
    return {"before": before, "after": (Key.alive, Counted.alive)}


def questions(operations, capacity):
    """The numbers left, and how often all operations asked `==` of keys; each brings a key of its own."""
    cache = LruCache(capacity)
    for number in range(capacity):
        cache.put(Key(number), number)
    Key.asked = 0
    for name, number in operations:
        cache.put(Key(number), number) if name == "put" else getattr(cache, name)(Key(number))
    asked = Key.asked
    return {"left": [key.number for key, _ in cache.items()], "asked": asked}
