from hypothesis import given
from hypothesis import strategies as st

numbers = st.integers(0, 4)
steps = st.lists(
    st.tuples(st.sampled_from(["add", "add", "remove"]), numbers, numbers) | st.tuples(st.just("drop"), numbers),
    max_size=12,
).map(lambda drawn: [*(("new", number) for number in range(5)), *drawn])


class Model:
    """What the contract demands: strong references run from parents to children only."""

    def __init__(self):
        self.held, self.children = set(), {}

    def parent(self, node):
        return next((above for above, below in self.children.items() if node in below), None)

    def below(self, node):
        return [node, *(n for child in self.children[node] for n in self.below(child))]

    def step(self, verb, first, *rest):
        result = None
        if verb == "new":
            self.held.add(first)
            self.children[first] = []
        elif verb == "drop":
            self.held.discard(first)
        elif self.held >= {first, *rest}:
            result = getattr(self, verb)(first, *rest)
        living = {n for node in self.held for n in self.below(node)}
        self.children = {node: below for node, below in self.children.items() if node in living}
        return [result, sorted(living), {n: [list(self.children[n]), self.parent(n)] for n in self.held}]

    def add(self, node, child):
        if node in self.below(child):
            return "ValueError"
        if self.parent(child) is not None:
            self.children[self.parent(child)].remove(child)
        self.children[node].append(child)
        return None

    def remove(self, node, child):
        if child not in self.children[node]:
            return "ValueError"
        self.children[node].remove(child)
        return None


@given(steps=steps)
def test_any_history(probes, steps):
    """Whatever is added, removed and dropped: who lives, and who belongs to whom."""
    model = Model()
    assert probes.history(steps) == [model.step(*step) for step in steps]
