from graders.testing import Machine
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

keys = st.sampled_from("abcde")


class CacheMachine(Machine):
    """The submission against a list of pairs, the last used first."""

    @initialize(capacity=st.integers(1, 4))
    def build(self, capacity):
        self.capacity, self.turn, self.known, self.evicted, self.reported = capacity, 0, [], [], []
        self.cache = self.submission.LruCache(capacity, on_evict=lambda *entry: self.reported.append(entry))

    def value(self, key):
        return dict(self.known).get(key)

    def move(self, key, value, *, first=True):
        rest = [pair for pair in self.known if pair[0] != key]
        self.known = [(key, value), *rest] if first else [*rest, (key, value)]

    def look(self):
        while len(self.known) > self.capacity:
            self.evicted.append(self.known.pop())
        assert self.cache.items() == self.known
        assert self.reported == self.evicted

    @rule(key=keys)
    def get(self, key):
        assert self.cache.get(key) == self.value(key)
        if self.value(key) is not None:
            self.move(key, self.value(key))
        self.look()

    @rule(key=keys)
    def put(self, key):
        self.turn += 1
        self.cache.put(key, self.turn)
        self.move(key, self.turn)
        self.look()

    @rule(key=keys)
    def demote(self, key):
        if self.value(key) is not None:
            self.cache.demote(key)
            self.move(key, self.value(key), first=False)
        self.look()

    @rule(key=keys)
    def remove(self, key):
        if self.value(key) is not None:
            assert self.cache.remove(key) == self.value(key)
            self.known = [pair for pair in self.known if pair[0] != key]
        self.look()

    @rule(capacity=st.integers(1, 4))
    def resize(self, capacity):
        self.capacity = capacity
        self.cache.resize(capacity)
        self.look()

    @rule()
    def clear(self):
        self.cache.clear()
        self.known = []
        self.look()


def test_any_history(machine):
    """Whatever is put, used, demoted, removed and resized, the cache answers as a list of pairs would."""
    machine(CacheMachine)
