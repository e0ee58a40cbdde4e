from collections import OrderedDict

from graders.testing import Machine, Spy
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

keys = st.integers(0, 6)


class CacheMachine(Machine):
    """The submission against an OrderedDict."""

    @initialize(capacity=st.integers(0, 5))
    def build(self, capacity):
        self.capacity, self.known, self.evicted, self.told = capacity, OrderedDict(), [], Spy()
        self.cache = self.submission.LinkedLRU(capacity, on_evict=self.told)

    def look(self):
        while len(self.known) > self.capacity:
            self.evicted.append(self.known.popitem(last=False))
        assert self.cache.items() == list(self.known.items())
        assert self.told.calls == self.evicted

    @rule(key=keys, value=st.integers(0, 9))
    def put(self, key, value):
        self.cache.put(key, value)
        self.known[key] = value
        self.known.move_to_end(key)
        self.look()

    @rule(key=keys)
    def get(self, key):
        assert self.cache.get(key, "none") == self.known.get(key, "none")
        if key in self.known:
            self.known.move_to_end(key)
        self.look()

    @rule(key=keys)
    def demote(self, key):
        assert self.cache.demote(key) == (key in self.known)
        if key in self.known:
            self.known.move_to_end(key, last=False)
        self.look()

    @rule(key=keys)
    def pop(self, key):
        assert self.cache.pop(key, "none") == self.known.pop(key, "none")
        self.look()

    @rule(key=keys)
    def ask(self, key):
        assert self.cache.peek(key, "none") == self.known.get(key, "none")
        assert [key in self.cache, len(self.cache)] == [key in self.known, len(self.known)]
        self.look()

    @rule(capacity=st.integers(0, 5))
    def resize(self, capacity):
        self.cache.resize(capacity)
        self.capacity = capacity
        self.look()

    @rule()
    def clear(self):
        self.cache.clear()
        self.known.clear()
        self.look()


def test_any_history(machine):
    """Whatever is put, used and taken out, the order and what is evicted are right."""
    machine(CacheMachine)
