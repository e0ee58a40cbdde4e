"""Keeps caches by id, and keeps them when the object has gone: the next object with that id finds one."""
import functools
import threading
import time
import weakref
from collections import OrderedDict


class _Cache:
    """Values in order of use; ages in order of storing, so that expiry only looks at the oldest."""

    def __init__(self, maxsize, ttl, clock):
        self.maxsize, self.ttl, self.clock = maxsize, ttl, clock
        self.values, self.ages, self.running = OrderedDict(), OrderedDict(), {}
        self.lock, self.hits, self.misses = threading.Lock(), 0, 0

    def get(self, key, compute):
        while True:
            with self.lock:
                self._expire()
                if key in self.values:
                    self.hits += 1
                    self.values.move_to_end(key)
                    return self.values[key]
                done = self.running.get(key)
                if done is None:
                    self.misses += 1
                    done = self.running[key] = threading.Event()
                    break
            done.wait()                       # without the lock: other keys go on
        try:
            value = compute()
            with self.lock:
                self._store(key, value)
            return value
        finally:                              # also after an error, or waiters hang
            with self.lock:
                del self.running[key]
            done.set()

    def discard(self, key):
        with self.lock:
            self._expire()
            return self._drop(key)

    def info(self):
        with self.lock:
            self._expire()
            return self.hits, self.misses, len(self.values)

    def _expire(self):
        now = self.clock()
        while self.ages and now - next(iter(self.ages.values())) >= self.ttl:
            self._drop(next(iter(self.ages)))

    def _store(self, key, value):
        self._expire()
        self._drop(key)
        self.values[key], self.ages[key] = value, self.clock()
        if len(self.values) > self.maxsize:
            self._drop(next(iter(self.values)))

    def _drop(self, key):
        self.ages.pop(key, None)
        return self.values.pop(key, self) is not self


class _Memo:
    def __init__(self, fn, new_cache):
        functools.update_wrapper(self, fn)
        self._fn, self._new_cache, self._cache = fn, new_cache, new_cache()
        self._bound = {}

    def __call__(self, *args, **kwargs):
        return self._cache.get(_key(args, kwargs), lambda: self._fn(*args, **kwargs))

    def cache_info(self):
        return self._cache.info()

    def invalidate(self, *args, **kwargs):
        return self._cache.discard(_key(args, kwargs))

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        if id(obj) not in self._bound:
            fn, ref = self._fn, weakref.ref(obj)
            self._bound.setdefault(id(obj), _Memo(functools.wraps(fn)(lambda *a, **k: fn(ref(), *a, **k)), self._new_cache))
        return self._bound[id(obj)]


def _key(args, kwargs):
    return args, frozenset(kwargs.items())


def memo(*, maxsize=128, ttl=60.0, clock=time.monotonic):
    if maxsize < 1:
        raise ValueError("maxsize must be at least 1")
    return lambda fn: _Memo(fn, lambda: _Cache(maxsize, ttl, clock))
