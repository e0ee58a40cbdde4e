from graders.testing import Machine
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

values = st.integers(0, 11)
counts = st.integers(1, 4)


class TreeMachine(Machine):
    """The submission against a dict that is sorted at every look."""

    @initialize()
    def build(self):
        self.tree, self.known = self.submission.RankTree(), {}

    @rule(value=values, count=counts)
    def add(self, value, count):
        self.tree.add(value, count)
        self.known[value] = self.known.get(value, 0) + count
        self.look()

    @rule(value=values, count=counts)
    def discard(self, value, count):
        taken = min(count, self.known.get(value, 0))
        assert self.tree.discard(value, count) == taken
        if value in self.known:
            self.known[value] -= taken
            if not self.known[value]:
                del self.known[value]
        self.look()

    @rule(low=values, high=values)
    def ask(self, low, high):
        items = [value for value, count in sorted(self.known.items()) for _ in range(count)]
        assert self.tree.rank(low) == sum(item < low for item in items)
        assert self.tree.between(low, high) == sum(low <= item < high for item in items)
        if items:
            place = (low * high) % len(items)
            assert self.tree.select(place) == items[place]

    def look(self):
        assert [*self.tree] == sorted(self.known.items())
        assert self.tree.total == sum(self.known.values())


def test_any_history(machine):
    """Whatever is added and discarded, the tree answers as a sorted list would."""
    machine(TreeMachine)
