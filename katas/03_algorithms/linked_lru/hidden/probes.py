"""Entries that are let go, with the collector off; keys and values that may not be asked, or fail."""

import gc
import weakref
from contextlib import contextmanager

from linked_lru import LinkedLRU


@contextmanager
def no_collector():
    """Only counts of references free what is dropped in the block."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Name:
    """An object with a name; equal names are equal keys."""

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return type(other) is Name and self.name == other.name

    def __hash__(self):
        return hash(self.name)


class Odd:
    """A value that may not be asked anything."""

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        raise AssertionError("a value was asked for ==")

    def __bool__(self):
        raise AssertionError("a value was asked whether it is true")

    __ne__ = __eq__
    __hash__ = None


class Key:
    """A key with hash and `==` alone, all keys with the same hash."""

    def __init__(self, name, fails=""):
        self.name, self.fails = name, fails

    def __hash__(self):
        if self.fails == "hash":
            raise LookupError("hash")
        return 7

    def __eq__(self, other):
        if "==" in (self.fails, other.fails):
            raise LookupError("==")
        return self.name == other.name

    def __bool__(self):
        raise AssertionError("a key was asked whether it is true")


class Refused(Exception):
    """Raised by on_evict."""


def alive(refs):
    """The names of what lives."""
    return [name for name, ref in refs.items() if ref() is not None]


def let_go(way):
    """Keys a, b, c with values A, B, C; after what is done, and nobody else holds any of them: who lives."""
    with no_collector():
        things = {name: Name(name) for name in "aAbBcC"}
        refs = {name: weakref.ref(thing) for name, thing in things.items()}
        cache = LinkedLRU(3, on_evict=lambda key, value: None)
        for key in "abc":
            cache.put(things[key], things[key.upper()])
        if way == "put":
            cache.put("new", 0)
        elif way == "resize":
            cache.resize(1)
        elif way == "put again":
            cache.put(things["b"], 0)
        elif way == "pop":
            cache.pop(things["b"])
        elif way == "pop all":
            for key in "bac":
                cache.pop(things[key])
        elif way == "use":
            for key in "bac":
                cache.get(things[key])
            cache.demote(things["a"])
            cache.items()
        elif way == "clear":
            cache.clear()
        elif way == "clear and use":
            cache.clear()
            cache.put("new", 0)
        else:
            del cache
        del things
        return alive(refs)


def equal_key():
    """A key that equals one in the cache is used for everything, and dropped: whether it lives, and the value."""
    with no_collector():
        cache = LinkedLRU(2)
        cache.put(Name("a"), 1)
        later = Name("a")
        refs = {"later": weakref.ref(later)}
        cache.put(later, 2)
        seen = [cache.get(later), cache.demote(later), later in cache]
        del later
        return alive(refs), seen


def many_dropped(n):
    """A cache of n entries, all of one value, is dropped: how many of the keys live."""
    with no_collector():
        cache = LinkedLRU(n)
        refs = []
        for i in range(n):
            key = Name(str(i))
            refs.append(weakref.ref(key))
            cache.put(key, 0)
        del key
        seen = [sum(ref() is not None for ref in refs)]
        del cache
        return [*seen, sum(ref() is not None for ref in refs)]


def after_errors():
    """on_evict raises for a and b, and the error is dealt with: which error that was, who lives then."""
    with no_collector():
        things = {name: Name(name) for name in "aAbBcC"}
        refs = {name: weakref.ref(thing) for name, thing in things.items()}

        def refuse(key, value):
            error = Refused(key.name)
            refs[f"error of {key.name}"] = weakref.ref(error)
            try:
                raise error
            finally:
                del error

        cache = LinkedLRU(3, on_evict=refuse)
        for key in "abc":
            cache.put(things[key], things[key.upper()])
        del things
        try:
            cache.resize(1)
        except Refused as error:
            seen = str(error)
        return seen, alive(refs)


def two_caches():
    """A cache in which nothing is, and another one with a and b."""
    cache, other = LinkedLRU(5), LinkedLRU(5)
    other.put("a", "A")
    other.put("b", "B")
    seen = {"new": cache.items(), "len": len(cache), "capacity": cache.capacity, "get": cache.get("a"), "in": "a" in cache}
    return {**seen, "other": other.items()}


def within(keys, call, at=None, inner=None):
    """A full cache, and a call; on_evict makes the inner call when it first hears of key `at`.

    What it hears, each time with the entries then; the entries afterwards; the keys it hears of when all go later.
    """
    told = []

    def on_evict(key, value):
        told.append((key, value, cache.items()))
        if key == at and [key for key, _, _ in told].count(at) == 1:
            getattr(cache, inner[0])(*inner[1:])

    cache = LinkedLRU(len(keys), on_evict=on_evict)
    for key in keys:
        cache.put(key, key.upper())
    getattr(cache, call[0])(*call[1:])
    seen = {"told": told[:], "after": cache.items(), "capacity": cache.capacity}
    cache.resize(0)
    return {**seen, "later": [key for key, _, _ in told[len(seen["told"]) :]]}


def odd_values():
    """Values that may not be asked anything are put, put again, got, peeked at, popped and evicted."""
    evicted = []
    cache = LinkedLRU(2, on_evict=lambda key, value: evicted.append((key, value.name)))
    for key, name in [("a", "A"), ("b", "B"), ("a", "A2"), ("c", "C")]:
        cache.put(key, Odd(name))
    seen = [cache.get("a").name, cache.peek("c").name, cache.get("b", Odd("none")).name]
    return evicted, [*seen, cache.pop("a").name], [(key, value.name) for key, value in cache.items()]


def keys_of_one_hash(call):
    """Keys a to d of one hash: the answers of one method for each, and the order after them."""
    cache = LinkedLRU(3)
    for name in "abc":
        cache.put(Key(name), name.upper())
    use = {"in": cache.__contains__, "put": lambda key: cache.put(key, key.name * 2)}.get(call) or getattr(cache, call)
    answers = [use(Key(name)) for name in "bad"]
    return answers, [(key.name, value) for key, value in cache.items()]


def failing_key(call, fails):
    """A full cache, and a method with a key whose hash or `==` raises: the error, the order, what was evicted."""
    evicted = []
    cache = LinkedLRU(3, on_evict=lambda key, value: evicted.append(value))
    for name in "abc":
        cache.put(Key(name), name.upper())
    use = {"in": cache.__contains__, "put": lambda key: cache.put(key, "D")}.get(call) or getattr(cache, call)
    try:
        outcome = use(Key("d", fails))
    except LookupError as error:
        outcome = str(error)
    cache.put(Key("a"), "again")
    return {"error": outcome, "values": [value for _, value in cache.items()], "evicted": evicted}
